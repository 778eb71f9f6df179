import type { Context } from '../../context.ts';
import { inTransaction } from '../../db/db.ts';
import { lookForProjects } from '../tasks.ts';
import { clearLaneStates } from './lane.store.ts';
import { wakeOutbox } from './wake-outbox.ts';

/**
 * A site that had switched us off is back: both lanes go on at once, whatever they waited for when it left (Jira's
 * limits are kept elsewhere and still hold), and projects made meanwhile are looked for.
 */
export async function resumeTenant(ctx: Context, { tenantId }: { tenantId: string }): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    for (const lane of ['live', 'import'] as const) {
      await clearLaneStates(tx, { tenantId, lane });
      await wakeOutbox(ctx, tx, { tenantId, lane, importIsRunning: false });
    }
    await ctx.jobs.add(tx, lookForProjects, { payload: { tenantId } });
  });
}
