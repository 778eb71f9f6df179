import { inspectGitlab } from '../../account/authorization/inspect-gitlab.ts';
import { newState, stateKeyOf } from '../../lib/secrets/one-time-state.ts';
import { revokeQuietly } from '../../account/authorization/revoke-quietly.ts';
import { findAccountByPath } from '../../account/account.store.ts';
import type { Context } from '../../context.ts';
import { inTransaction } from '../../db/db.ts';
import { exchangeCode } from '../../gitlab/oauth.client.ts';
import { AppError } from '../../lib/errors.ts';
import { say } from '../../lib/words/say.ts';
import { findFacade, noteProblem, type Facade } from '../facade.store.ts';
import { fromSegment } from '../names.ts';
import { callbackUrl, notServed } from './authorize.ts';
import { takeCode, type Asking } from './code.store.ts';
import { keepAccount, type Granted } from './keep-account.ts';
import { insertToken } from './token.store.ts';

/** The form that the connector posts (GithubOAuthUtils, `requestAccessToken`): no grant type, no redirect URI. */
export type Exchange = { readonly clientId: string; readonly clientSecret: string; readonly code: string };

/**
 * What Jira is answered. The connector knows two words of GitHub's, `incorrect_client_credentials` and
 * `bad_verification_code`; anything else it shows as it is, so there a sentence can be told.
 */
export type ExchangeAnswer = { readonly accessToken: string } | { readonly error: string };

type Taken = Asking & { readonly gitlabCode: string; readonly verifier: string };

/**
 * Jira exchanges our code. Now the secret of the application is known, so GitLab is asked for a pair of tokens; they
 * become those of an ordinary account of this site, a new one or the one that it has for this namespace already, and Jira
 * gets a token of ours that stands for it.
 *
 * @throws AppError `not_found` where no Jira is served
 */
export async function answerExchange(ctx: Context, exchange: Exchange): Promise<ExchangeAnswer> {
  const key = stateKeyOf(exchange.code);
  const facade = key && (await findFacade(ctx.db, key.tenantId));
  if (facade && !facade.enabled) throw notServed();
  const taken =
    key &&
    (await takeCode(
      ctx.db,
      { tenantId: key.tenantId, codeHash: key.stateHash },
      { clientId: exchange.clientId, sealer: ctx.sealer, now: ctx.clock.now() },
    ));
  if (!facade || !taken) return { error: 'bad_verification_code' };
  try {
    return await link(ctx, facade, { taken, clientSecret: exchange.clientSecret });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    ctx.log.info({ tenantId: facade.tenantId, code: error.code, err: error }, 'not linked');
    await noteProblem(ctx.db, facade.tenantId, { problem: error.text, now: ctx.clock.now() });
    return { error: error.message };
  }
}

type Linking = { readonly taken: Taken; readonly clientSecret: string };

async function link(ctx: Context, facade: Facade, { taken, clientSecret }: Linking): Promise<ExchangeAnswer> {
  const { tenantId, gitlabUrl: hostUrl } = facade;
  const application = { hostUrl, clientId: taken.clientId, clientSecret, redirectUri: callbackUrl(ctx) };
  const askedAt = ctx.clock.now();
  const answer = await exchangeCode(ctx.http, application, {
    code: taken.gitlabCode,
    verifier: taken.verifier,
  });
  if (!answer.granted) {
    const isClient = answer.reason === 'invalid_client';
    const problem = say(isClient ? 'facade.wrongClient' : 'facade.wrongCode');
    await noteProblem(ctx.db, tenantId, { problem, now: askedAt });
    return { error: isClient ? 'incorrect_client_credentials' : 'bad_verification_code' };
  }
  try {
    const namespacePath = fromSegment(taken.organization);
    const known = await findAccountByPath(ctx.db, tenantId, { hostUrl, namespacePath });
    const account = known ?? ({ state: 'pending', hostUrl, namespacePath } as const);
    const facts = await inspectGitlab(ctx, account, answer.pair.accessToken);
    return await store(ctx, { facade, taken, application, facts, pair: answer.pair, askedAt });
  } catch (error) {
    // Nothing will use this pair: it should not stay valid in GitLab.
    await revokeQuietly(ctx, application, answer.pair.refreshToken);
    throw error;
  }
}

async function store(ctx: Context, granted: Granted): Promise<ExchangeAnswer> {
  const { tenantId } = granted.facade;
  // Another random text of the same form: the tenant in front, so that every look-up names it.
  const { state: accessToken, key } = newState(tenantId);
  const { replaced } = await inTransaction(ctx.db, async (tx) => {
    const kept = await keepAccount(ctx, tx, granted);
    const { organization } = granted.taken;
    const token = { accountId: kept.accountId, organization, now: ctx.clock.now() };
    await insertToken(tx, { tenantId, tokenHash: key.stateHash }, token);
    await noteProblem(tx, tenantId, { problem: null, now: granted.askedAt });
    return kept;
  });
  if (replaced !== undefined) await revokeQuietly(ctx, granted.application, replaced);
  return { accessToken };
}
