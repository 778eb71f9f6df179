import type { Context } from '../../context.ts';
import { inTransaction, type Db } from '../../db/db.ts';
import { AppError, asAppError } from '../../lib/errors.ts';
import { eraseTenantRows } from '../erase.store.ts';
import { jiraConnection } from '../jira-connection.ts';
import {
  connectCredentials,
  findTenantById,
  recordInstallation,
  sharedSecretColumn,
  storeSharedSecret,
  type Tenant,
} from '../tenant.store.ts';
import { probePath } from '../vanished/site-verdict.ts';
import { isInUse, leftForgeTenant, turnIntoConnect } from './moving.store.ts';

type Site = { readonly cloudId: string; readonly site: string };

/**
 * A site that had the app through Forge only, removed it, and now has it through Connect for the first time: it gets its
 * former tenant. The cloud id in the body of `installed` proves nothing (see `moveToForge`), and here a lie would give
 * one site the accounts of another. So that site is asked, at the address that Forge's verified tokens named: if it
 * accepts the secret of this installation, the installation is its own.
 *
 * @returns the tenant that the installation belongs to from here on
 * @throws AppError `unavailable` as long as the site does not accept it: Jira does so once `installed` is answered
 */
export async function rejoinFormer(
  ctx: Context,
  { tenantId }: { tenantId: string },
): Promise<{ tenantId: string }> {
  const tenant = await findTenantById(ctx.db, tenantId);
  if (tenant?.kind !== 'connect' || tenant.state !== 'active' || tenant.cloudId === null) return { tenantId };
  const where = { cloudId: tenant.cloudId, site: tenant.baseUrl };
  if ((await leftForgeTenant(ctx.db, where)) === undefined) return { tenantId };
  if (await isInUse(ctx.db, tenantId)) return { tenantId };
  await requireAccepted(ctx, tenant);
  return inTransaction(ctx.db, async (tx) => ({ tenantId: await join(ctx, tx, { tenant, where }) }));
}

async function requireAccepted(ctx: Context, tenant: Tenant): Promise<void> {
  // Any property will do: nothing is sent with this one.
  const request = { method: 'GET', path: probePath, query: { fakeProperty: '1' } } as const;
  const status = await jiraConnection(ctx, tenant)
    .call(request)
    .then((answer) => answer.status, refusal);
  if (status === 200) return;
  throw new AppError('unavailable', 'Jira does not know this installation yet.');
}

/** What else stops a call says nothing about the secret. */
function refusal(error: unknown): 401 {
  if (asAppError(error).code === 'needs_authorization') return 401;
  throw error;
}

/** The new tenant, which is empty, goes, and the former one takes its place. */
async function join(
  ctx: Context,
  tx: Db,
  { tenant, where }: { tenant: Tenant; where: Site },
): Promise<string> {
  const formerId = await leftForgeTenant(tx, where);
  const credentials = await connectCredentials(tx, tenant.id);
  if (formerId === undefined || credentials === undefined || (await isInUse(tx, tenant.id))) return tenant.id;
  const column = sharedSecretColumn;
  const secret = ctx.sealer.open(credentials.sharedSecret, { tenantId: tenant.id, column });
  await eraseTenantRows(tx, tenant.id, ctx.stopping);
  await turnIntoConnect(tx, formerId, tenant.key);
  await recordInstallation(tx, {
    kind: 'connect',
    key: tenant.key,
    baseUrl: tenant.baseUrl,
    displayUrl: tenant.displayUrl,
    oauthClientId: credentials.oauthClientId ?? undefined,
    cloudId: where.cloudId,
    at: ctx.clock.now(),
  });
  await storeSharedSecret(tx, formerId, ctx.sealer.seal(secret, { tenantId: formerId, column }));
  ctx.log.info({ tenantId: formerId, joined: tenant.id }, 'a site has moved from Forge to Connect');
  return formerId;
}
