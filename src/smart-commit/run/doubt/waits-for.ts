import { AppError, asAppError, jobRuleOf, type ErrorCode } from '../../../lib/errors.ts';

/** Of the installation as a whole: an update of the app mends it, and the command is none the worse for it. */
const ofInstallation: readonly ErrorCode[] = ['needs_authorization', 'redirected'];

/** What a command that failed so has to wait for; undefined where waiting changes nothing. */
export function waitsFor(thrown: unknown): AppError | undefined {
  const error = asAppError(thrown);
  if (ofInstallation.includes(error.code)) return new AppError('unavailable', error.text, { cause: error });
  return jobRuleOf[error.code] === 'stop' ? undefined : error;
}
