import { AppError } from '../../lib/errors.ts';
import { say } from '../../lib/words/say.ts';
import type { Text } from '../../lib/words/text.ts';
import { retryTime } from './rate-limit.ts';
import { thing, type Thing } from './thing.ts';

/** What GitLab answered instead of what was asked for. */
export type Refusal = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly now: number;
  /** What was read, in plain words and plural: "merge requests". */
  readonly what: Thing;
};

/**
 * The error for an answer that is no success. Sources: lib/api/api_guard.rb (401, scope), doc/security/rate_limits.md
 * (429), GitLab's troubleshooting page "Sync Failed" (403 where a project has the feature switched off).
 */
export function gitlabError(refusal: Refusal): AppError {
  const { status, what } = refusal;
  if (status === 401) {
    return new AppError('needs_authorization', say('errors.gitlab.notAccepted'));
  }
  if (status === 403) return forbidden(refusal);
  if (status === 404) {
    return new AppError('not_found', say('errors.gitlab.none', { what: thing(what) }));
  }
  if (status === 429) {
    const retryAt = retryTime(refusal.headers, refusal.now);
    return new AppError('rate_limited', say('errors.gitlab.wait'), { retryAt });
  }
  if (status >= 500) {
    return new AppError(
      'unavailable',
      say('errors.gitlab.couldNot', { what: thing(what), status: String(status) }),
      { retryAt: 'retry-after' in refusal.headers ? retryTime(refusal.headers, refusal.now) : undefined },
    );
  }
  if (status >= 300 && status < 400) {
    return new AppError('redirected', say('errors.gitlab.redirected'));
  }
  return new AppError(status === 409 ? 'conflict' : 'bad_request', notAccepted(refusal));
}

function notAccepted({ status, what, text }: Refusal): Text {
  const asked = { what: thing(what), status: String(status) };
  const words = wordsOf(text);
  return words === ''
    ? say('errors.gitlab.didNotAccept', asked)
    : say('errors.gitlab.didNotAcceptBecause', { ...asked, words });
}

const longestWords = 300;
const longestBody = 10_000;

/**
 * What GitLab says is wrong, where it does: `{"message": …}` or `{"error": …}`, each a text, a list, or a list for each
 * field (lib/api/helpers.rb, `render_api_error!` and `render_validation_error!`).
 */
function wordsOf(text: string): string {
  try {
    const body: unknown = text.length > longestBody ? undefined : JSON.parse(text);
    if (typeof body !== 'object' || body === null) return '';
    const said = texts('message' in body ? body.message : 'error' in body ? body.error : undefined);
    const words = said.join('; ').replace(/[.\s]+$/, '');
    return words.slice(0, longestWords);
  } catch {
    return '';
  }
}

function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(texts);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([field, of]) => texts(of).map((one) => `${field} ${one}`));
}

function forbidden({ text, what }: Refusal): AppError {
  if (text.includes('insufficient_scope')) {
    return new AppError('needs_authorization', say('errors.gitlab.scope'));
  }
  return new AppError('feature_disabled', say('errors.gitlab.refuses', { what: thing(what) }));
}
