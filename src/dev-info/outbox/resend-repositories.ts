import type { Context } from '../../context.ts';
import type { Db } from '../../db/db.ts';
import { requeueAll } from './outbox.store.ts';
import { wakeOutbox } from './wake-outbox.ts';

/**
 * Sends all of some repositories once more. Needed when another account takes them over: what was sent carries the
 * former one's id as a property, by which Jira removes an account's data; and when GitLab has renamed them.
 */
export async function resendRepositories(
  ctx: Pick<Context, 'jobs' | 'clock'>,
  tx: Db,
  { tenantId, repositoryIds }: { tenantId: string; repositoryIds: readonly string[] },
): Promise<void> {
  if (repositoryIds.length === 0) return;
  await requeueAll(tx, { tenantId, now: ctx.clock.now(), repositoryIds });
  await wakeOutbox(ctx, tx, { tenantId, lane: 'import', importIsRunning: false });
}
