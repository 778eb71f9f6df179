import type { Context } from '../../context.ts';
import { inTransaction } from '../../db/db.ts';
import { AppError } from '../../lib/errors.ts';
import { isHopeless } from '../can-run-again.ts';
import { runIssue } from '../tasks.ts';
import { lockCommand, reopenCommand, type Asked } from './run.store.ts';
import { say } from '../../lib/words/say.ts';

/**
 * Carries out a command once more that failed, was skipped or is unknown, as somebody asked. What of it may have been
 * done is looked for in Jira first, where that can be found out.
 *
 * @throws AppError `not_found`, `conflict` where it waits, is done, or cannot be carried out
 */
export async function runAgain(
  ctx: Context,
  { tenantId, commandId }: { tenantId: string; commandId: string },
): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const key = { tenantId, id: commandId };
    const command = await lockCommand(tx, key);
    if (command === undefined) throw new AppError('not_found', say('smartCommit.again.notThere'));
    refuseUnlessEnded(command);
    await reopenCommand(tx, key, startOf(command));
    await ctx.jobs.add(tx, runIssue, { payload: { tenantId, issueKey: command.issueKey } });
  });
}

function refuseUnlessEnded(command: Asked): void {
  const { state } = command;
  if (state === 'done') throw new AppError('conflict', say('smartCommit.again.done'));
  if (state === 'waiting' || state === 'running')
    throw new AppError('conflict', say('smartCommit.again.underWay'));
  if (isHopeless(command)) throw new AppError('conflict', say('smartCommit.again.hopeless'));
}

/** A transition whose end is not known is made anew: the person has looked. A mark is found by another look. */
function startOf({ state, attempt }: Asked): Parameters<typeof reopenCommand>[2] {
  const isDoubtful = state === 'unknown' && attempt !== null;
  if (isDoubtful && attempt.step === 'write' && attempt.transition !== undefined)
    return { state: 'waiting', attempt: null };
  return { state: isDoubtful ? 'running' : 'waiting', attempt };
}
