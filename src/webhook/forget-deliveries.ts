import type { Context } from '../context.ts';
import { listTenants } from '../tenant/tenant.store.ts';
import { deleteOldDeliveries } from './delivery.store.ts';

const keptMs = 7 * 86_400_000;
const rowsAtOnce = 5_000;

/** Deliveries are kept 7 days (design, rule 11): longer than GitLab sends one again. */
export async function forgetOldDeliveries(ctx: Context): Promise<void> {
  const receivedBefore = ctx.clock.now() - keptMs;
  for (const { id } of await listTenants(ctx.db)) {
    while ((await deleteOldDeliveries(ctx.db, id, { receivedBefore, limit: rowsAtOnce })) === rowsAtOnce) {
      if (ctx.stopping.aborted) return;
    }
  }
}
