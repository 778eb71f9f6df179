import type { Context } from '../../context.ts';
import { inTransaction } from '../../db/db.ts';
import {
  exchangeCode,
  revokeToken,
  type OauthApplication,
  type TokenPair,
} from '../../gitlab/oauth.client.ts';
import { AppError } from '../../lib/errors.ts';
import { isJiraAdmin } from '../../tenant/is-jira-admin.ts';
import { getTenant, type Tenant } from '../../tenant/tenant.store.ts';
import type { Account, AccountKey } from '../account.ts';
import { activateAccount, setProblem } from '../account-state.store.ts';
import { findAccountByNamespace, getAccount } from '../account.store.ts';
import { accountAuthorized } from '../tasks.ts';
import { applicationOf } from '../tokens/application.ts';
import { inspectGitlab, type Inspected } from './inspect-gitlab.ts';
import { takeState, type OauthState } from './oauth-state.store.ts';
import { sha256, stateKeyOf } from './one-time-state.ts';
import { stateFaultWords } from './state-fault-words.ts';
import { putTokens, readTokens } from '../tokens/token.store.ts';

/** What GitLab appended to the Redirect URL, and the cookie of the browser that came. */
export type Returned = {
  readonly state: string;
  readonly browser: string;
  readonly code?: string | undefined;
  readonly error?: string | undefined;
};

/** `tenant` and `account` are known once the state has been accepted; then the person can be led back to them. */
export type Outcome = {
  readonly error?: AppError | undefined;
  readonly tenant?: Tenant | undefined;
  readonly account?: Account | undefined;
};

/** The end of an authorization. Every failure is an outcome with words for the page; nothing is stored then. */
export async function finishAuthorization(ctx: Context, returned: Returned): Promise<Outcome> {
  const accepted = await acceptState(ctx, returned);
  if (accepted instanceof AppError) return { error: accepted };
  const { state, tenant, account } = accepted;
  try {
    await requireSameAdmin(ctx, tenant, state);
    await linkWithCode(ctx, { account, verifier: state.verifier, returned });
    return { tenant, account };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // A linked account goes on as it was; a pending one shows, beside its buttons, why it is still pending.
    if (account.state !== 'active') await setProblem(ctx.db, keyOf(account), error.message);
    return { error, tenant, account };
  }
}

const keyOf = (account: Account): AccountKey => ({ tenantId: account.tenantId, accountId: account.id });

type Accepted = { state: OauthState; tenant: Tenant; account: Account };

async function acceptState(ctx: Context, { state, browser }: Returned): Promise<Accepted | AppError> {
  const key = stateKeyOf(state);
  if (key === undefined) return new AppError('bad_request', stateFaultWords.unknown);
  const taken = await takeState(ctx.db, key, {
    browserHash: sha256(browser),
    sealer: ctx.sealer,
    now: ctx.clock.now(),
  });
  if (typeof taken === 'string') return new AppError('bad_request', stateFaultWords[taken]);
  const tenant = await getTenant(ctx.db, key.tenantId);
  const account = await getAccount(ctx.db, key.tenantId, taken.accountId);
  if (tenant.state !== 'active' || account === undefined || account.state === 'removed') {
    return removedMeanwhile();
  }
  return { state: taken, tenant, account };
}

function removedMeanwhile(): AppError {
  return new AppError(
    'gone',
    'The account has been removed meanwhile. Open "DVCS accounts" in Jira to add it again.',
  );
}

/** The return carries no Jira token, so Jira is asked whether the admin who started this still is one. */
async function requireSameAdmin(ctx: Context, tenant: Tenant, state: OauthState): Promise<void> {
  if (await isJiraAdmin(ctx, { tenant, accountId: state.admin })) return;
  throw new AppError(
    'forbidden',
    'Only Jira administrators can link accounts, and you no longer are one. Ask an administrator to authorize it.',
  );
}

type Linking = { account: Account; verifier: string; returned: Returned };

async function linkWithCode(ctx: Context, { account, verifier, returned }: Linking): Promise<void> {
  if (returned.error !== undefined || returned.code === undefined) throw refusedByGitlab(returned.error);
  const application = await applicationOf(ctx, keyOf(account));
  const now = ctx.clock.now();
  const answer = await exchangeCode(ctx.http, application, { code: returned.code, verifier });
  if (!answer.granted) throw refusedExchange(answer.reason);
  try {
    const facts = await inspectGitlab(ctx, account, answer.pair.accessToken);
    const replaced = await store(ctx, account, { facts, pair: answer.pair, now });
    if (replaced !== undefined) await revokeQuietly(ctx, application, replaced);
  } catch (error) {
    // Nothing will use this pair: it should not stay valid in GitLab.
    await revokeQuietly(ctx, application, answer.pair.refreshToken);
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
        `${facts.name} is already integrated with Jira, as "${other.namespacePath}". Remove this second entry in Jira.`,
      );
    }
    const replaced = await readTokens(tx, key, ctx.sealer);
    const tokens = { ...pair, expiresAt: now + pair.lifetimeMs };
    await putTokens(tx, key, { tokens, sealer: ctx.sealer });
    if (!(await activateAccount(tx, key, { facts, now }))) throw removedMeanwhile();
    await ctx.jobs.add(tx, accountAuthorized, { payload: key });
    return replaced?.refused === false ? replaced.refreshToken : undefined;
  });
}

async function revokeQuietly(ctx: Context, application: OauthApplication, token: string): Promise<void> {
  await revokeToken(ctx.http, application, token).catch((error: unknown) => {
    ctx.log.warn(
      { hostUrl: application.hostUrl, err: error },
      'a token that nobody uses could not be revoked',
    );
  });
}

/** RFC 6749 section 4.1.2.1. What GitLab says in `error_description` is not shown: anyone can write it. */
function refusedByGitlab(error: string | undefined): AppError {
  if (error === 'access_denied') {
    return new AppError(
      'forbidden',
      'Access was denied in GitLab, so nothing was linked. Start again from the account in Jira and choose Authorize.',
    );
  }
  if (error === 'invalid_scope') {
    return new AppError(
      'forbidden',
      'The application in GitLab does not have the scope "api". Tick "api" on it, save it, and try again.',
    );
  }
  return new AppError(
    'unexpected_answer',
    'GitLab came back without an access code. Start again from the account in Jira, and allow access in GitLab.',
  );
}

function refusedExchange(reason: 'invalid_client' | 'invalid_grant'): AppError {
  return reason === 'invalid_client'
    ? new AppError(
        'forbidden',
        'GitLab does not accept the Client ID with this Client Secret. Open the account in Jira, enter both again as ' +
          'GitLab shows them, and authorize it.',
      )
    : new AppError(
        'bad_request',
        'GitLab did not accept the access code: it is too old, was used before, or belongs to another Redirect URL. ' +
          'Check the Redirect URL of the application in GitLab, then start again from the account in Jira.',
      );
}
