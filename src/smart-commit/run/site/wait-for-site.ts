import type { Context } from '../../../context.ts';
import { noteFailure, noteSuccess, pass } from '../../../db/breaker.store.ts';
import { AppError } from '../../../lib/errors.ts';
import type { Listening } from './listen-to-jira.ts';
import { say } from '../../../lib/words/say.ts';
import { inPlainEnglish } from '../../../lib/words/speak.ts';

/** One issue of which Jira cannot say anything is no silence of its site. */
const mostFailures = 3;
const pauseMs = 20_000;
/** Longer than a job needs to hear nothing; one that died has tried in vain. */
const tryMs = 20_000;
const reason = inPlainEnglish(say('smartCommit.reason.silent'));

/**
 * Whether a site that did not answer is asked now: while it is silent, one job at a time tries for all its issues.
 *
 * @returns how often in a row it has not answered @throws AppError `unavailable` with the time at which to ask
 */
export async function waitForSite(ctx: Context, tenantId: string): Promise<number> {
  const passage = await pass(ctx.db, { name: silenceOf(tenantId), now: ctx.clock.now(), tryMs });
  if (passage.isOpen) return passage.failures;
  throw new AppError('unavailable', say('smartCommit.reason.silent'), { retryAt: passage.until });
}

/** @param given.failures as `waitForSite` gave them */
export async function noteHeard(
  ctx: Context,
  tenantId: string,
  { heard, failures }: { heard: ReturnType<Listening['heard']>; failures: number },
): Promise<void> {
  const name = silenceOf(tenantId);
  const now = ctx.clock.now();
  if (heard === 'silence')
    await noteFailure(ctx.db, { name, now, until: now + pauseMs, reason, most: mostFailures });
  else if (heard === 'answer' && failures > 0) await noteSuccess(ctx.db, name);
}

function silenceOf(tenantId: string): string {
  return `jira-silence:${tenantId}`;
}
