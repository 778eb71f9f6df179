import type { Context } from '../../../context.ts';
import { asAppError } from '../../../lib/errors.ts';
import { findComment } from '../act/comment.ts';
import type { Found } from '../act/found.ts';
import { afterTransition, findTransition } from '../act/transition.ts';
import { findWorklog } from '../act/worklog.ts';
import { lookAfterMs, repeatAfterMs, type Attempt } from '../attempt.ts';
import { deedOf, type Deed, type Ending, type Outcome, type Run } from '../deed.ts';
import type { OpenCommand } from '../open-command.ts';
import { notKnownYet } from './send.ts';
import { waitsFor } from './waits-for.ts';
import { say } from '../../../lib/words/say.ts';
import type { Text } from '../../../lib/words/text.ts';

type Doubtful = { readonly run: Run; readonly command: OpenCommand; readonly attempt: Attempt };

/**
 * Finds out what came of an attempt whose answer is not known: the process died, or the answer never came.
 *
 * @returns `absent`: Jira has surely not done it, it can be done again
 * @throws AppError while it is too early to say
 */
export async function settleDoubt(
  ctx: Context,
  { run, command, attempt }: Doubtful,
): Promise<Outcome | 'absent'> {
  const age = ctx.clock.now() - attempt.at;
  if (age < lookAfterMs) throw notKnownYet(attempt.at + lookAfterMs);
  const { jiraAccountId: accountId, jiraName } = command;
  // Their account was closed meanwhile, and with it went what is known of them.
  if (accountId === null) return { ending: unknown() };
  const deed = await deedOf(ctx, { run, command, person: { accountId, name: jiraName ?? accountId } });
  const found = await look(ctx, deed, attempt).catch((thrown: unknown): Found => {
    const waiting = waitsFor(thrown);
    if (waiting !== undefined) throw waiting;
    return { result: 'undecided', words: asAppError(thrown).text };
  });
  if (found === 'found') {
    const { transition } = attempt;
    return transition === undefined
      ? { ending: unknown() }
      : { ending: await afterTransition(ctx, deed, transition) };
  }
  if (found.result === 'found') return { ending: found.ending };
  if (found.result === 'undecided') return { ending: unknown(found.words) };
  if (age < repeatAfterMs) throw notKnownYet(attempt.at + repeatAfterMs);
  return 'absent';
}

async function look(ctx: Context, deed: Deed, attempt: Attempt): Promise<'found' | Found> {
  const { type } = deed.command;
  if (type === 'comment' || attempt.step === 'comment') return findComment(ctx, deed, attempt);
  return type === 'time' ? findWorklog(deed) : findTransition(deed, attempt);
}

/** @param words why it cannot be found out */
export function unknown(words?: Text): Ending {
  const reason =
    words === undefined
      ? say('smartCommit.reason.unknown')
      : say('smartCommit.reason.unknownBecause', { last: words });
  return { state: 'unknown', code: 'unknown', reason };
}
