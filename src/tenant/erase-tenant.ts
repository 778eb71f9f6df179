import type { Context } from '../context.ts';
import { tenantErase } from './tasks.ts';
import { eraseTenantRows } from './erase.store.ts';
import { findTenantById } from './tenant.store.ts';

/**
 * Erases everything of a site that uninstalled us and whose time is over. A site that came back is left alone; one
 * that left again later is looked at again then.
 */
export async function eraseTenant(ctx: Context, { tenantId }: { tenantId: string }): Promise<void> {
  const tenant = await findTenantById(ctx.db, tenantId);
  if (tenant?.eraseAt == null) return;
  if (tenant.eraseAt > ctx.clock.now()) {
    await ctx.jobs.add(ctx.db, tenantErase, { payload: { tenantId }, at: tenant.eraseAt });
    return;
  }
  await eraseTenantRows(ctx.db, tenantId, ctx.stopping);
  ctx.log.info({ tenantId }, 'tenant erased');
}
