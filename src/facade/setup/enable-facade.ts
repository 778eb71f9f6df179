import { listAccounts } from '../../account/account.store.ts';
import { normaliseHostUrl } from '../../account/form/host-url.ts';
import { newState } from '../../lib/secrets/one-time-state.ts';
import type { Context } from '../../context.ts';
import { inTransaction } from '../../db/db.ts';
import { probeHost } from '../../gitlab/host.client.ts';
import { AppError, asAppError } from '../../lib/errors.ts';
import { say } from '../../lib/words/say.ts';
import { addSite } from '../../tenant/self-hosted/add-site.ts';
import { siteUrl } from '../../tenant/self-hosted/site-url.ts';
import { findTenant } from '../../tenant/tenant.store.ts';
import { disableFacade, findFacade, putFacade, type Facade } from '../facade.store.ts';
import { revokeTokensOf } from '../oauth/token.store.ts';

export type Enabled = {
  readonly facade: Facade;
  /** Why GitLab could not be reached from here, in words; linking needs it. */
  readonly warning: string | undefined;
};

/**
 * Serves the connector that is built into a self-hosted Jira, in front of one GitLab. The Jira becomes a tenant found by
 * its base URL, or is the one that it has been; nothing of it needs to be known beside that.
 *
 * @throws AppError of `siteUrl` and `normaliseHostUrl`, `conflict` where it has accounts of another GitLab
 */
export async function enableFacade(
  ctx: Context,
  { jira, gitlab }: { jira: string; gitlab: string },
): Promise<Enabled> {
  const gitlabUrl = normaliseHostUrl(gitlab, ctx.config.privateHosts);
  const { tenant } = await addSite(ctx, { url: jira });
  await requireSameGitlab(ctx, tenant.id, gitlabUrl);
  const { state: pageKey } = newState(tenant.id);
  await inTransaction(ctx.db, (tx) =>
    putFacade(tx, { tenantId: tenant.id, gitlabUrl, pageKey, now: ctx.clock.now() }),
  );
  const facade = await findFacade(ctx.db, tenant.id);
  if (facade === undefined) throw new AppError('internal', 'It was not stored. Please try again.');
  const warning = await probeHost(ctx.http, gitlabUrl).then(
    () => undefined,
    (error: unknown) => asAppError(error).message,
  );
  return { facade, warning };
}

/** The connector asks one address about everything, so behind it there can be one GitLab for a Jira. */
async function requireSameGitlab(ctx: Context, tenantId: string, gitlabUrl: string): Promise<void> {
  const before = await findFacade(ctx.db, tenantId);
  if (before === undefined || before.gitlabUrl === gitlabUrl) return;
  const accounts = await listAccounts(ctx.db, tenantId);
  if (accounts.every(({ hostUrl }) => hostUrl !== before.gitlabUrl)) return;
  throw new AppError('conflict', say('facade.otherGitlab', { host: before.gitlabUrl }));
}

/** The Jira of this address. @throws AppError `not_found` */
async function facadeOfJira(ctx: Context, jira: string): Promise<Facade> {
  const tenant = await findTenant(ctx.db, 'self-hosted', siteUrl(jira, ctx.config.privateHosts));
  const facade = tenant && (await findFacade(ctx.db, tenant.id));
  if (facade === undefined) {
    throw new AppError('not_found', say('facade.noSuchJira', { site: jira }));
  }
  return facade;
}

/** Answers 404 to this Jira from now on. Tokens and everything that was read stay: enabled again, it goes on. */
export async function stopServing(ctx: Context, jira: string): Promise<Facade> {
  const facade = await facadeOfJira(ctx, jira);
  await disableFacade(ctx.db, facade.tenantId);
  return { ...facade, enabled: false };
}

/** Ends what this Jira holds: it shows "Invalid credentials" until its administrator resets them. @returns how many */
export async function revokeFacadeTokens(
  ctx: Context,
  { jira, account }: { jira: string; account?: string | undefined },
): Promise<{ facade: Facade; revoked: number; accountIds: string[] }> {
  const facade = await facadeOfJira(ctx, jira);
  const { tenantId } = facade;
  const named = (await listAccounts(ctx.db, tenantId)).filter(
    ({ namespacePath, id }) =>
      account === undefined || [namespacePath.toLowerCase(), id].includes(account.toLowerCase()),
  );
  if (account !== undefined && named.length === 0) {
    throw new AppError('not_found', say('facade.noSuchAccount', { account, tenant: tenantId }));
  }
  const accountIds = named.map(({ id }) => id);
  const now = ctx.clock.now();
  let revoked = 0;
  for (const accountId of account === undefined ? [undefined] : accountIds) {
    revoked += await revokeTokensOf(ctx.db, { tenantId, accountId }, now);
  }
  return { facade, revoked, accountIds };
}
