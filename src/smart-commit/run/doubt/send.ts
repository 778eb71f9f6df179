import type { Context } from '../../../context.ts';
import { inDurableTransaction } from '../../../db/db.ts';
import type { Answered, IssueCall } from '../../../jira/issue/issue-call.ts';
import { errorCode } from '../../../lib/error-code.ts';
import { AppError, asAppError, type ErrorCode } from '../../../lib/errors.ts';
import { lookAfterMs, writeMs, type Attempt } from '../attempt.ts';
import type { Deed } from '../deed.ts';
import { claimCommand, releaseCommand } from '../run.store.ts';
import { say } from '../../../lib/words/say.ts';

/** Said before a write leaves this process, or instead of doing it. */
const notDone = new Set<ErrorCode>([
  ...(['rate_limited', 'forbidden', 'needs_authorization', 'redirected', 'conflict'] as const),
  ...(['address_refused', 'bad_certificate', 'not_found', 'configuration'] as const),
]);
/** There was no connection to write into. */
const notConnected = new Set([
  ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'],
]);

/**
 * Writes down what is about to be done, then does it once. Where Jira surely did nothing the command waits again as it
 * was; where no answer is known it stays `running`, to be looked for.
 *
 * @param given.attempt without its time
 * @returns Jira's answer @throws AppError why the command has to wait
 */
export async function send<T>(
  ctx: Context,
  { command, person, call, attempts }: Deed,
  given: {
    readonly attempt: Omit<Attempt, 'at'>;
    readonly write: (call: IssueCall) => Promise<Answered<T>>;
  },
): Promise<{ readonly answer: Answered<T>; readonly attempt: Attempt }> {
  const attempt = { ...given.attempt, at: ctx.clock.now() };
  // Lost by a database that dies, it would be done twice.
  const isOurs = await inDurableTransaction(ctx.db, (tx) =>
    claimCommand(tx, command, { from: command.attempt, attempt, person }),
  );
  if (!isOurs) throw new AppError('conflict', say('smartCommit.reason.otherProcess'));
  attempts.set(command.id, attempt);
  try {
    const answer = await given.write({ ...call, signal: AbortSignal.timeout(msLeft(ctx, attempt)) });
    return { answer, attempt };
  } catch (thrown) {
    const error = asAppError(thrown);
    if (!isSurelyNotDone(error)) throw notKnownYet(attempt.at + lookAfterMs, error);
    const left = attempt.step === 'comment' ? attempt : null;
    await releaseCommand(ctx.db, command, { from: attempt, left });
    attempts.set(command.id, left);
    throw error;
  }
}

/**
 * Counted from what is written down, as others do. @throws AppError where the database or this process stood still
 * meanwhile: another one may have looked for it in Jira already, and may be doing it
 */
function msLeft({ clock }: Context, { at }: Attempt): number {
  const left = at + writeMs - clock.now();
  if (left > 0) return left;
  throw new AppError('conflict', say('smartCommit.reason.stoodStill'));
}

/** @param at epoch ms when Jira is looked at for it */
export function notKnownYet(at: number, cause?: AppError): AppError {
  const message =
    cause === undefined
      ? say('smartCommit.reason.notKnownYet')
      : say('smartCommit.reason.notKnownBecause', { reason: cause.text });
  return new AppError('unavailable', message, { cause, retryAt: at });
}

function isSurelyNotDone(error: AppError): boolean {
  return notDone.has(error.code) || notConnected.has(errorCode(error.cause));
}
