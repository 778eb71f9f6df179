import type { Context } from '../../context.ts';
import { inTransaction } from '../../db/db.ts';
import { clearLaneStates } from './lane.store.ts';
import { requeueAll } from './outbox.store.ts';
import { wakeOutbox } from './wake-outbox.ts';

/** A site that was installed again is filled from the ledger, without reading GitLab. */
export async function requeueTenant(ctx: Context, { tenantId }: { tenantId: string }): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    await requeueAll(tx, { tenantId, now: ctx.clock.now() });
    for (const lane of ['live', 'import'] as const) {
      await clearLaneStates(tx, { tenantId, lane });
      await wakeOutbox(ctx, tx, { tenantId, lane, importIsRunning: false });
    }
  });
}
