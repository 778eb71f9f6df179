import type { Context } from '../../context.ts';
import { inTransaction } from '../../db/db.ts';
import { tenantInstalled } from '../tasks.ts';
import { findTenant, recordInstallation, type Tenant } from '../tenant.store.ts';
import { siteUrl } from './site-url.ts';
import { recordSite } from './site.store.ts';

export type AddedSite = {
  readonly tenant: Tenant;
  /** False where it has been here all along. */
  readonly isNew: boolean;
};

/**
 * Takes in a self-hosted Jira: a new tenant, or the one that has had this base URL before with all it has. What is read
 * for it waits until the site has let the app in.
 *
 * @throws AppError of `siteUrl`
 */
export async function addSite(
  ctx: Context,
  { url, name }: { url: string; name?: string | undefined },
): Promise<AddedSite> {
  const key = siteUrl(url, ctx.config.privateHosts);
  return inTransaction(ctx.db, async (tx) => {
    const before = await findTenant(tx, 'self-hosted', key);
    const isNew = before === undefined || before.state === 'uninstalled';
    const tenant = isNew
      ? await recordInstallation(tx, {
          kind: 'self-hosted',
          key,
          baseUrl: key,
          displayUrl: key,
          oauthClientId: undefined,
          cloudId: undefined,
          at: ctx.clock.now(),
        })
      : before;
    await recordSite(tx, tenant.id, { name, url: key });
    if (isNew) await ctx.jobs.add(tx, tenantInstalled, { payload: { tenantId: tenant.id } });
    return { tenant, isNew };
  });
}
