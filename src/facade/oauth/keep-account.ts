import {
  findAccountByNamespace,
  findAccountByPath,
  insertAccount,
  updateClient,
} from '../../account/account.store.ts';
import { activateAccount } from '../../account/account-state.store.ts';
import { keepWholeGraph } from '../../account/keeps-graph.store.ts';
import { accountAuthorized } from '../../account/tasks.ts';
import { putTokens, readTokens, tokensOfAccount } from '../../account/tokens/token.store.ts';
import type { Inspected } from '../../account/authorization/inspect-gitlab.ts';
import type { Context } from '../../context.ts';
import type { Db } from '../../db/db.ts';
import type { OauthApplication, TokenPair } from '../../gitlab/oauth.client.ts';
import { AppError } from '../../lib/errors.ts';
import { say } from '../../lib/words/say.ts';
import type { Facade } from '../facade.store.ts';
import type { Asking } from './code.store.ts';

export type Granted = {
  readonly facade: Facade;
  readonly taken: Asking;
  readonly application: OauthApplication;
  readonly facts: Inspected;
  readonly pair: TokenPair;
  readonly askedAt: number;
};

export type KeptAccount = {
  readonly accountId: string;
  /** The refresh token that the new pair replaced. */
  readonly replaced: string | undefined;
};

/**
 * Makes what GitLab has granted an ordinary account of the site: synced, with webhooks, on every page. It keeps the whole
 * history of its repositories, and Smart Commits are left to Jira's connector: two would carry them out twice.
 */
export async function keepAccount(ctx: Context, tx: Db, granted: Granted): Promise<KeptAccount> {
  const { facade, application, facts, pair, askedAt } = granted;
  const { tenantId } = facade;
  const key = { tenantId, accountId: await accountFor(ctx, tx, granted) };
  const before = await readTokens(tx, tokensOfAccount(key), ctx.sealer);
  const { clientId, clientSecret } = application;
  await updateClient(tx, key, { clientId, clientSecret, sealer: ctx.sealer });
  const tokens = { ...pair, expiresAt: askedAt + pair.lifetimeMs };
  await putTokens(tx, key, { tokens, sealer: ctx.sealer });
  if (!(await activateAccount(tx, key, { facts, now: askedAt }))) throw goneMeanwhile();
  await keepWholeGraph(tx, key);
  await ctx.jobs.add(tx, accountAuthorized, { payload: key });
  return { accountId: key.accountId, replaced: before?.refused === false ? before.refreshToken : undefined };
}

/** The account that has this group or user already, whatever path it was added by; otherwise a new one. */
async function accountFor(ctx: Context, tx: Db, { facade, application, facts }: Granted): Promise<string> {
  const { tenantId } = facade;
  const { hostUrl } = application;
  const { namespaceKind: kind, namespaceId: id, namespacePath } = facts;
  const known =
    (await findAccountByNamespace(tx, tenantId, { hostUrl, kind, id })) ??
    (await findAccountByPath(tx, tenantId, { hostUrl, namespacePath }));
  if (known !== undefined) return known.id;
  const { clientId, clientSecret } = application;
  const added = await insertAccount(tx, tenantId, {
    account: { hostUrl, namespacePath, clientId, clientSecret, autoLink: true, smartCommits: false },
    runner: 'nobody',
    sealer: ctx.sealer,
    now: ctx.clock.now(),
  });
  if (added === undefined) throw goneMeanwhile();
  return added;
}

function goneMeanwhile(): AppError {
  return new AppError('conflict', say('facade.changedMeanwhile'));
}
