import type { Context } from '../../context.ts';
import { inTransaction } from '../../db/db.ts';
import type { TokenPair } from '../../gitlab/oauth.client.ts';
import { AppError } from '../../lib/errors.ts';
import { say } from '../../lib/words/say.ts';
import { isJiraAdmin } from '../../tenant/is-jira-admin.ts';
import { jiraPageUrl } from '../../tenant/jira-page-url.ts';
import type { Account, AccountKey } from '../account.ts';
import { activateAccount, setProblem } from '../account-state.store.ts';
import { findAccountByNamespace } from '../account.store.ts';
import { accountAuthorized } from '../tasks.ts';
import { putTokens, readTokens, tokensOfAccount } from '../tokens/token.store.ts';
import type { Consent, Ending, Errand } from './ending.ts';
import { inspectGitlab, type Inspected } from './inspect-gitlab.ts';
import { revokeQuietly } from './revoke-quietly.ts';

const gone = say('authorization.account.gone');

/** An admin lets the app into GitLab: the tokens are the account's from then on. */
export const linkAccount: Ending = {
  words: {
    again: say('authorization.account.again'),
    client: say('authorization.account.client'),
    gone,
    failed: say('authorization.account.failed'),
  },
  leaving: (_ctx, { account }, of) =>
    Promise.resolve(say('authorization.account.asks', { ...of, path: account.namespacePath })),
  admit: requireSameAdmin,
  finish: link,
  async noteFailure(ctx, { account }, error) {
    // A linked account goes on as it was; a pending one shows, beside its buttons, why it is still pending.
    if (account.state !== 'active') await setProblem(ctx.db, keyOf(account), error.text);
  },
  // The account's own page, with its repositories, or with what went wrong and the button to try again.
  backUrl: ({ config }, { tenant, account }) => jiraPageUrl(config, tenant, { account: account.id }),
};

const keyOf = (account: Account): AccountKey => ({ tenantId: account.tenantId, accountId: account.id });

/** The return carries no Jira token, so Jira is asked whether the admin who started this still is one. */
async function requireSameAdmin(ctx: Context, { tenant, startedBy }: Errand): Promise<void> {
  if (await isJiraAdmin(ctx, { tenant, accountId: startedBy })) return;
  throw new AppError('forbidden', say('account.oauth.onlyAdmins'));
}

async function link(ctx: Context, { account, application, pair, askedAt }: Consent): Promise<void> {
  try {
    const facts = await inspectGitlab(ctx, account, pair.accessToken);
    const replaced = await store(ctx, account, { facts, pair, now: askedAt });
    if (replaced !== undefined) await revokeQuietly(ctx, application, replaced);
  } catch (error) {
    // Nothing will use this pair: it should not stay valid in GitLab.
    await revokeQuietly(ctx, application, pair.refreshToken);
    throw error;
  }
}

type Granted = { facts: Inspected; pair: TokenPair; now: number };

/** @returns the refresh token that the new pair replaced */
async function store(
  ctx: Context,
  account: Account,
  { facts, pair, now }: Granted,
): Promise<string | undefined> {
  const key = keyOf(account);
  return inTransaction(ctx.db, async (tx) => {
    const other = await findAccountByNamespace(tx, account.tenantId, {
      hostUrl: account.hostUrl,
      kind: facts.namespaceKind,
      id: facts.namespaceId,
    });
    if (other !== undefined && other.id !== account.id) {
      throw new AppError(
        'conflict',
        say('authorization.account.already', { name: facts.name, path: other.namespacePath }),
      );
    }
    const replaced = await readTokens(tx, tokensOfAccount(key), ctx.sealer);
    const tokens = { ...pair, expiresAt: now + pair.lifetimeMs };
    await putTokens(tx, key, { tokens, sealer: ctx.sealer });
    if (!(await activateAccount(tx, key, { facts, now }))) throw new AppError('gone', gone);
    await ctx.jobs.add(tx, accountAuthorized, { payload: key });
    return replaced?.refused === false ? replaced.refreshToken : undefined;
  });
}
