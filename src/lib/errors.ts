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
  /** Epoch ms before which trying again is useless; only with codes whose job rule is `wait` or `patient`. */
  readonly retryAt: number | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    options: { cause?: unknown; retryAt?: number | undefined } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.retryAt = options.retryAt;
  }
}

/** What the person sees for each code: HTTP status and a short title above the message. */
export const answerOf: Readonly<Record<ErrorCode, { status: number; title: string }>> = {
  bad_request: { status: 400, title: 'Something in the request is not right' },
  unauthorized: { status: 401, title: 'Not signed in' },
  forbidden: { status: 403, title: 'Not allowed' },
  not_found: { status: 404, title: 'Not found' },
  gone: { status: 410, title: 'No longer there' },
  conflict: { status: 409, title: 'Already there' },
  too_large: { status: 413, title: 'Too large' },
  rate_limited: { status: 429, title: 'Too many requests' },
  unavailable: { status: 503, title: 'Not available right now' },
  timeout: { status: 504, title: 'No answer in time' },
  unreachable: { status: 502, title: 'Cannot be reached' },
  address_refused: { status: 400, title: 'Address refused' },
  bad_certificate: { status: 502, title: 'Certificate not trusted' },
  redirected: { status: 502, title: 'Redirected elsewhere' },
  unexpected_answer: { status: 502, title: 'Unexpected answer' },
  needs_authorization: { status: 409, title: 'Needs to be authorized again' },
  feature_disabled: { status: 409, title: 'Switched off' },
  cancelled: { status: 503, title: 'Stopped' },
  configuration: { status: 500, title: 'Not set up' },
  internal: { status: 500, title: 'Something went wrong on our side' },
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
  return new AppError('internal', 'Something went wrong on our side. It has been logged; please try again.', {
    cause: error,
  });
}
