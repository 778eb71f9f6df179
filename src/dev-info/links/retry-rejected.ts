import type { Context } from '../../context.ts';
import { inTransaction } from '../../db/db.ts';
import { wakeOutbox } from '../outbox/wake-outbox.ts';
import { requeueRejected } from './link.store.ts';

/** What a self-hosted Jira has refused to link is sent once more. */
export async function retryRejectedLinks(ctx: Context, { tenantId }: { tenantId: string }): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    if (!(await requeueRejected(tx, { tenantId, now: ctx.clock.now() }))) return;
    await wakeOutbox(ctx, tx, { tenantId, lane: 'import', importIsRunning: false });
  });
}
