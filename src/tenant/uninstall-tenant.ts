import type { Context } from '../context.ts';
import { inTransaction } from '../db/db.ts';
import { forgetCredentials } from './credentials/credentials.store.ts';
import { forgetSystemToken } from './forge/installation.store.ts';
import { endSessions } from './session/session.store.ts';
import { recordUninstallation, type Tenant } from './tenant.store.ts';
import { tenantErase, tenantUninstalled } from './tasks.ts';

const dayMs = 24 * 60 * 60_000;

/**
 * Ends a site's installation: its secrets are gone with the answer, tokens and hooks go by the announced job, accounts
 * and data when their time is over. A second call changes nothing.
 */
export async function uninstallTenant(ctx: Context, tenant: Tenant): Promise<void> {
  const at = ctx.clock.now();
  const eraseAt = at + ctx.config.keepUninstalledDays * dayMs;
  const payload = { tenantId: tenant.id };
  await inTransaction(ctx.db, async (tx) => {
    if (!(await recordUninstallation(tx, tenant.id, { at, eraseAt }))) return;
    await forgetSystemToken(tx, tenant.id);
    await forgetCredentials(tx, tenant.id);
    await endSessions(tx, tenant.id);
    await ctx.jobs.add(tx, tenantUninstalled, { payload });
    await ctx.jobs.add(tx, tenantErase, { payload, at: eraseAt });
  });
}
