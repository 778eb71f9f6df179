import { stateKeyOf } from '../../lib/secrets/one-time-state.ts';
import { getAccount, type LinkedAccount } from '../../account/account.store.ts';
import type { Context } from '../../context.ts';
import { AppError } from '../../lib/errors.ts';
import { listFacades } from '../facade.store.ts';
import { notServed } from '../oauth/authorize.ts';
import { findToken, noteTokenUse } from '../oauth/token.store.ts';

/** Who asks: a Jira, for one account. */
export type ApiCaller = {
  readonly tenantId: string;
  readonly account: LinkedAccount;
  /** What the connector calls the account. */
  readonly organization: string;
  /** For counting its requests; not the token. */
  readonly tokenHash: string;
};

/** Of a token's use, so that a person sees whether it is used, and so that it costs no write a request. */
const noteEveryMs = 3_600_000;

/**
 * The caller behind a token. A token of ours is `<tenant id>.<random>`, so that every look-up names the tenant.
 *
 * @throws AppError `unauthorized`: no token of ours, a revoked one, or GitLab no longer lets us in, which Jira shows as
 * "Invalid credentials, please reset OAuth settings", what has to be done; `not_found` where no Jira is served
 */
export async function authenticate(ctx: Context, token: string | undefined): Promise<ApiCaller> {
  const key = token === undefined ? undefined : stateKeyOf(token);
  const tokenKey = key && { tenantId: key.tenantId, tokenHash: key.stateHash };
  const holder = tokenKey && (await findToken(ctx.db, tokenKey));
  if (!tokenKey || !holder) {
    // Nothing is told to a stranger where nobody is served.
    if ((await listFacades(ctx.db)).every(({ enabled }) => !enabled)) throw notServed();
    throw badCredentials();
  }
  if (!holder.enabled) throw notServed();
  if (holder.revoked) throw badCredentials();
  const account = await getAccount(ctx.db, holder.tenantId, holder.accountId);
  if (account?.state !== 'active') throw badCredentials();
  const now = ctx.clock.now();
  if (holder.lastUsedAt === null || now - holder.lastUsedAt >= noteEveryMs) {
    await noteTokenUse(ctx.db, tokenKey, { holder, now });
  }
  return {
    tenantId: holder.tenantId,
    account,
    organization: holder.organization,
    tokenHash: tokenKey.tokenHash,
  };
}

function badCredentials(): AppError {
  return new AppError('unauthorized', 'Bad credentials');
}
