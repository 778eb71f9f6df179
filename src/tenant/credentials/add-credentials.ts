import type { Context } from '../../context.ts';
import { inTransaction } from '../../db/db.ts';
import { AppError } from '../../lib/errors.ts';
import { say } from '../../lib/words/say.ts';
import { sendToJira } from '../calls/send-to-jira.ts';
import { tenantEnabled, tenantInstalled } from '../tasks.ts';
import { findTenant, recordInstallation, type Tenant } from '../tenant.store.ts';
import { probePath } from '../vanished/site-verdict.ts';
import { askForToken, type Credentials } from './credentials-token.client.ts';
import { clientSecretColumn, findCredentials, saveCredentials } from './credentials.store.ts';
import { gatewayPath } from './gateway-path.ts';
import { siteAddress } from './site-address.ts';
import { cloudIdOf } from './site-info.client.ts';

export type Given = Credentials & {
  /** As the operator typed it. */
  readonly url: string;
};

/** What was found out; `isNew`: the site was not here, or had been removed. */
export type Added = { readonly tenant: Tenant; readonly isNew: boolean };

/**
 * Takes in a Jira Cloud site by OAuth credentials that its admin made, or replaces those that it has; both are proven
 * to Atlassian first. A site that is new, returns, or has credentials of another client is filled from the ledger, for
 * Jira keeps what it has by client; a new secret of the same client goes on where it was.
 *
 * @throws AppError `bad_request`, `address_refused`, `not_found` (no Jira Cloud at the address), `needs_authorization`
 * (wrong credentials), `forbidden` (of another site, or without the permission), `conflict` (the site has the app), and
 * those of `Http.send`
 */
export async function addCredentials(ctx: Context, { url, clientId, clientSecret }: Given): Promise<Added> {
  if (clientId === '' || clientSecret === '') {
    throw new AppError('bad_request', say('credentials.onTwoLines'));
  }
  const siteUrl = siteAddress(url, ctx.config.privateHosts);
  const cloudId = await cloudIdOf(ctx, siteUrl);
  const before = await findTenant(ctx.db, 'credentials', cloudId);
  await prove(ctx, { cloudId, clientId, clientSecret });
  const known = before && (await findCredentials(ctx.db, before.id));
  return inTransaction(ctx.db, async (tx) => {
    const tenant = await recordInstallation(tx, {
      kind: 'credentials',
      key: cloudId,
      baseUrl: siteUrl,
      displayUrl: siteUrl,
      oauthClientId: undefined,
      cloudId,
      at: ctx.clock.now(),
    });
    const place = { tenantId: tenant.id, column: clientSecretColumn };
    await saveCredentials(tx, tenant.id, { clientId, clientSecret: ctx.sealer.seal(clientSecret, place) });
    const announced = known?.clientId === clientId ? tenantEnabled : tenantInstalled;
    await ctx.jobs.add(tx, announced, { payload: { tenantId: tenant.id } });
    ctx.log.info({ tenantId: tenant.id, site: siteUrl }, 'tenant added by OAuth credentials');
    return { tenant, isNew: before === undefined || before.state === 'uninstalled' };
  });
}

/** A token, and one question with it: they are right, for this site, and may write what matters most. */
async function prove(
  ctx: Context,
  { cloudId, ...credentials }: Credentials & { readonly cloudId: string },
): Promise<void> {
  const { token } = await askForToken(ctx, credentials);
  const request = {
    method: 'GET',
    path: probePath,
    query: { fakeProperty: '1' },
    lane: 'person',
    timeoutMs: 10_000,
  } as const;
  const { status } = await sendToJira(ctx, {
    // No tenant yet, perhaps: the call counts for the site.
    tenantId: cloudId,
    kind: 'credentials',
    baseUrl: ctx.config.atlassianApiUrl,
    path: gatewayPath(request, cloudId)?.path,
    request,
    authorization: `Bearer ${token}`,
  });
  if (status === 200) return;
  if (status === 429 || status >= 500) {
    throw new AppError(
      'unavailable',
      say('credentials.notAvailable', { site: 'Atlassian', status: String(status) }),
    );
  }
  throw new AppError('forbidden', say('credentials.otherSite', { status: String(status) }));
}
