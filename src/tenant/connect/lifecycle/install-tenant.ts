import type { Context } from '../../../context.ts';
import { inTransaction } from '../../../db/db.ts';
import { AppError } from '../../../lib/errors.ts';
import { isPrivateHost } from '../../../lib/http/private-hosts.ts';
import {
  recordInstallation,
  sharedSecretColumn,
  storeSharedSecret,
  type Tenant,
} from '../../tenant.store.ts';
import { returnToConnect } from '../../moving/return-to-connect.ts';
import { tenantInstalled } from '../../tasks.ts';
import type { InstalledBody } from './lifecycle.schema.ts';

/**
 * Takes in a site whose installation is verified: a new tenant, or the one that has had this clientKey before with all
 * it has, even if it was one of Forge meanwhile. Its secret is replaced, and what Jira lost with the old installation is
 * announced to be sent again.
 *
 * @throws AppError `bad_request` for another product, app or an address that is not https; `conflict` for a site that
 * has the app through Forge
 */
export async function installTenant(ctx: Context, body: InstalledBody): Promise<Tenant> {
  requireOurs(ctx, body);
  const now = ctx.clock.now();
  return inTransaction(ctx.db, async (tx) => {
    await returnToConnect(ctx, tx, body);
    const tenant = await recordInstallation(tx, {
      kind: 'connect',
      key: body.clientKey,
      baseUrl: body.baseUrl,
      displayUrl: body.displayUrl ?? body.baseUrl,
      oauthClientId: body.oauthClientId,
      cloudId: body.cloudId,
      at: now,
    });
    const place = { tenantId: tenant.id, column: sharedSecretColumn };
    await storeSharedSecret(tx, tenant.id, ctx.sealer.seal(body.sharedSecret, place));
    await ctx.jobs.add(tx, tenantInstalled, { payload: { tenantId: tenant.id } });
    return tenant;
  });
}

function requireOurs(ctx: Context, body: InstalledBody): void {
  if (body.productType !== 'jira') {
    throw new AppError('bad_request', 'This app works in Jira only. Install it in a Jira site.');
  }
  for (const address of [body.baseUrl, body.displayUrl ?? body.baseUrl]) {
    const { protocol, hostname } = new URL(address);
    if (protocol !== 'https:' && !isPrivateHost(hostname, ctx.config.privateHosts)) {
      throw new AppError(
        'bad_request',
        `The address ${address} of this Jira site is not https. Give it one that is.`,
      );
    }
  }
}
