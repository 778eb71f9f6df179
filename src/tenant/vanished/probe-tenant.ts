import type { Context } from '../../context.ts';
import { inTransaction } from '../../db/db.ts';
import { asAppError } from '../../lib/errors.ts';
import { isAddedByOperator } from '../kinds/abilities.ts';
import { lookAtVersion } from '../self-hosted/version/look-at-version.ts';
import { uninstallTenant } from '../uninstall-tenant.ts';
import { jiraConnection } from '../jira-connection.ts';
import { tenantProbe } from '../tasks.ts';
import { findTenantById, type Tenant } from '../tenant.store.ts';
import { hasVanished, probePath, siteVerdict } from './site-verdict.ts';
import { takeToProbe, unansweredSince } from './vanished.store.ts';

const dayMs = 24 * 60 * 60_000;

/**
 * Once a day each site is asked whether it still knows us, for one that sends nothing would never be missed; a
 * self-hosted one, which version it is by now.
 */
export async function probeTenants(ctx: Context): Promise<void> {
  const at = ctx.clock.now();
  await inTransaction(ctx.db, async (tx) => {
    const tenantIds = await takeToProbe(tx, { before: at - dayMs, at });
    const payloads = tenantIds.map((tenantId) => ({ tenantId }));
    await ctx.jobs.addMany(tx, tenantProbe, payloads);
  });
}

/**
 * Asks one site. One that has not known us for VANISHED_DAYS, and does not now, is treated as if it had uninstalled
 * the app; one that the operator added waits for its credentials. An outage says nothing. @throws AppError `rate_limited`, `cancelled`
 */
export async function probeTenant(ctx: Context, { tenantId }: { tenantId: string }): Promise<void> {
  const tenant = await findTenantById(ctx.db, tenantId);
  if (tenant === undefined || tenant.state === 'uninstalled') return;
  // It has installed nothing: whatever it answers, it ends when its operator says so.
  if (tenant.kind === 'self-hosted') return lookAtVersion(ctx, tenant);
  if (!(await isGone(ctx, tenant)) || isAddedByOperator(tenant)) return;
  const since = await unansweredSince(ctx.db, tenantId);
  const { vanishedDays } = ctx.config;
  if (!hasVanished(since, { now: ctx.clock.now(), vanishedDays })) return;
  ctx.log.warn({ tenantId, since }, 'a site has vanished; it is treated as uninstalled');
  await uninstallTenant(ctx, tenant);
}

async function isGone(ctx: Context, tenant: Tenant): Promise<boolean> {
  // Any property will do: nothing is sent with this one (GitHub for Jira probes in the same way).
  const request = { method: 'GET', path: probePath, query: { fakeProperty: '1' } } as const;
  try {
    const { status } = await jiraConnection(ctx, tenant, { isProbe: true }).call(request);
    return siteVerdict(request, { status, state: tenant.state }) === 'gone';
  } catch (thrown) {
    const error = asAppError(thrown);
    if (error.code === 'rate_limited' || error.code === 'cancelled') throw error;
    // A Forge site that is switched off has no licence, but goes on to accept our tokens.
    return error.code === 'needs_authorization' && (tenant.state === 'active' || tenant.kind === 'forge');
  }
}
