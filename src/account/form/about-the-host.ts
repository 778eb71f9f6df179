import type { AppError, ErrorCode } from '../../lib/errors.ts';

/** What `Http.send` and GitLab's answers say about an address: the person can do something about the Host URL. */
const codes: ReadonlySet<ErrorCode> = new Set([
  'unreachable',
  'timeout',
  'bad_certificate',
  'address_refused',
  'redirected',
  'unexpected_answer',
  'unavailable',
  'rate_limited',
  'too_large',
]);

export function isAboutTheHost({ code }: AppError): boolean {
  return codes.has(code);
}
