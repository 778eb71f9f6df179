import type { Context } from '../../../context.ts';
import { inTransaction } from '../../../db/db.ts';
import { tenantEnabled } from '../../tasks.ts';
import { recordEnabled, type Tenant } from '../../tenant.store.ts';

/**
 * The site's admin has switched the app on or off. Off closes its pages and keeps what is for Jira; on is announced,
 * so that it goes on at once. Jira also says `enabled` after each installation, which changes nothing.
 */
export async function switchTenant(
  ctx: Context,
  tenant: Pick<Tenant, 'id'>,
  event: 'enabled' | 'disabled',
): Promise<void> {
  const isOn = event === 'enabled';
  await inTransaction(ctx.db, async (tx) => {
    const isChanged = await recordEnabled(tx, tenant.id, isOn);
    if (isChanged && isOn) await ctx.jobs.add(tx, tenantEnabled, { payload: { tenantId: tenant.id } });
  });
}
