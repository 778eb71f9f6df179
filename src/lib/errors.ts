import { inPlainEnglish } from './words/speak.ts';
import { say, verbatim } from './words/say.ts';
import type { Text } from './words/text.ts';

/**
 * Every failure a person or a job has to react to. The code decides what happens (see the two tables);
 * the message is written for the person who reads it and says what to do next. It never holds a secret.
 */
export type ErrorCode =
  | 'bad_request'
  | 'unauthorized'
  | 'forbidden'
  | 'not_found'
  | 'gone'
  | 'conflict'
  | 'too_large'
  | 'rate_limited'
  | 'unavailable'
  | 'timeout'
  | 'unreachable'
  | 'address_refused'
  | 'bad_certificate'
  | 'redirected'
  | 'unexpected_answer'
  | 'needs_authorization'
  | 'feature_disabled'
  | 'cancelled'
  | 'configuration'
  | 'internal';

export class AppError extends Error {
  override name = 'AppError';
  readonly code: ErrorCode;
  /** What a page says, in the language of whoever reads it. `message` is its English, for logs and commands. */
  readonly text: Text;
  /** Epoch ms before which trying again is useless; only with codes whose job rule is `wait` or `patient`. */
  readonly retryAt: number | undefined;

  constructor(
    code: ErrorCode,
    message: string | Text,
    options: { cause?: unknown; retryAt?: number | undefined } = {},
  ) {
    const text = typeof message === 'string' ? verbatim(message) : message;
    super(inPlainEnglish(text), options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.text = text;
    this.retryAt = options.retryAt;
  }
}

/** What HTTP says for each code. The title above the message: `errors.title.<code>`. */
export const statusOf: Readonly<Record<ErrorCode, number>> = {
  bad_request: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  gone: 410,
  conflict: 409,
  too_large: 413,
  rate_limited: 429,
  unavailable: 503,
  timeout: 504,
  unreachable: 502,
  address_refused: 400,
  bad_certificate: 502,
  redirected: 502,
  unexpected_answer: 502,
  needs_authorization: 409,
  feature_disabled: 409,
  cancelled: 503,
  configuration: 500,
  internal: 500,
};

/**
 * What a job does with each code.
 * `wait`: again at `retryAt` (or with back-off), costs no attempt. `patient`: the same, but only for some hours after the
 * first failure, since the other side may be gone for good. `retry`: again with back-off, costs an attempt.
 * `stop`: finished with that error, for a person to see. `again`: at once on another process (we are stopping).
 */
export type JobRule = 'wait' | 'patient' | 'retry' | 'stop' | 'again';

export const jobRuleOf: Readonly<Record<ErrorCode, JobRule>> = {
  bad_request: 'stop',
  unauthorized: 'stop',
  forbidden: 'stop',
  not_found: 'stop',
  gone: 'stop',
  conflict: 'retry',
  too_large: 'stop',
  rate_limited: 'wait',
  unavailable: 'patient',
  timeout: 'patient',
  unreachable: 'patient',
  address_refused: 'stop',
  bad_certificate: 'retry',
  redirected: 'stop',
  unexpected_answer: 'retry',
  needs_authorization: 'stop',
  feature_disabled: 'stop',
  cancelled: 'again',
  configuration: 'stop',
  internal: 'retry',
};

/** Any thrown value as an AppError; what we did not foresee becomes `internal`, its detail only in `cause`. */
export function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  return new AppError('internal', say('errors.unforeseen'), { cause: error });
}
