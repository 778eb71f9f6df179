import { AppError } from '../../lib/errors.ts';
import { say } from '../../lib/words/say.ts';
import type { Text } from '../../lib/words/text.ts';
import type { Way } from './way.ts';

/** Why GitLab did not make it, and what to do. @throws the error where it is none of GitLab's */
export function faultOf(error: unknown, way: Way): Text {
  if (!(error instanceof AppError)) throw error;
  const username = way.kind === 'by-hand' ? '' : way.username;
  switch (error.code) {
    case 'needs_authorization':
      return way.kind === 'self' ? say('create.fault.allowAgain') : say('create.fault.account');
    case 'forbidden':
    case 'feature_disabled':
      return say('create.fault.forbidden', { username });
    case 'not_found':
      return say('create.fault.notShown', { username });
    case 'bad_request':
      return say('create.fault.refused', { words: error.text });
    case 'rate_limited':
      return say('create.fault.busy');
    case 'unavailable':
    case 'timeout':
    case 'unreachable':
    case 'address_refused':
    case 'bad_certificate':
    case 'redirected':
    case 'unexpected_answer':
      return say('create.fault.silent', { words: error.text });
    default:
      throw error;
  }
}
