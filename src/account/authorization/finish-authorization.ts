import type { Context } from '../../context.ts';
import { exchangeCode } from '../../gitlab/oauth.client.ts';
import { AppError } from '../../lib/errors.ts';
import { say } from '../../lib/words/say.ts';
import { getTenant } from '../../tenant/tenant.store.ts';
import { getAccount } from '../account.store.ts';
import { applicationOf } from '../tokens/application.ts';
import type { Consent, Ending, Endings, EndingWords, Errand } from './ending.ts';
import { endState, takeState, type OauthState } from './oauth-state.store.ts';
import { sha256, stateKeyOf, type StateKey } from '../../lib/secrets/one-time-state.ts';
import { stateFaultWords } from './state-fault-words.ts';

/** What GitLab appended to the Redirect URL, and the cookie of the browser that came. */
export type Returned = {
  readonly state: string;
  readonly browser: string;
  readonly code?: string | undefined;
  readonly error?: string | undefined;
};

/** `errand` and `ending` are known once the state has been accepted; then the person can be led back. */
export type Outcome = {
  readonly error?: AppError | undefined;
  readonly errand?: Errand | undefined;
  readonly ending?: Ending | undefined;
};

/** The end of an authorization. Every failure is an outcome with words for the page; nothing is stored then. */
export async function finishAuthorization(
  ctx: Context,
  returned: Returned,
  endings: Endings,
): Promise<Outcome> {
  const accepted = await acceptState(ctx, returned, endings);
  if (accepted instanceof AppError) return { error: accepted };
  try {
    return await endOf(ctx, { ...accepted, returned }, endings);
  } finally {
    await endState(ctx.db, accepted.key, ctx.clock.now());
  }
}

async function endOf(
  ctx: Context,
  { errand, state, returned }: Accepted & { returned: Returned },
  endings: Endings,
): Promise<Outcome> {
  const ending = endings[state.purpose];
  try {
    await ending.admit(ctx, errand);
    await ending.finish(ctx, await consentOf(ctx, { errand, ending, returned, verifier: state.verifier }));
    return { errand, ending };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    await ending.noteFailure?.(ctx, errand, error);
    return { error, errand, ending };
  }
}

type Accepted = { readonly key: StateKey; readonly errand: Errand; readonly state: OauthState };

async function acceptState(
  ctx: Context,
  { state, browser }: Returned,
  endings: Endings,
): Promise<Accepted | AppError> {
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
    return new AppError('gone', endings[taken.purpose].words.gone);
  }
  return { key, state: taken, errand: { tenant, account, startedBy: taken.startedBy } };
}

type Asking = { errand: Errand; ending: Ending; returned: Returned; verifier: string };

async function consentOf(
  ctx: Context,
  { errand, ending: { words }, returned, verifier }: Asking,
): Promise<Consent> {
  if (returned.error !== undefined || returned.code === undefined) {
    throw refusedByGitlab(returned.error, words);
  }
  const { tenantId, id: accountId } = errand.account;
  const application = await applicationOf(ctx, { tenantId, accountId });
  const askedAt = ctx.clock.now();
  const answer = await exchangeCode(ctx.http, application, { code: returned.code, verifier });
  if (!answer.granted) throw refusedExchange(answer.reason, words);
  return { ...errand, application, pair: answer.pair, askedAt };
}

/** RFC 6749 section 4.1.2.1. What GitLab says in `error_description` is not shown: anyone can write it. */
function refusedByGitlab(error: string | undefined, { again }: EndingWords): AppError {
  if (error === 'access_denied') {
    return new AppError('forbidden', say('authorization.denied', { again }));
  }
  if (error === 'invalid_scope') {
    return new AppError('forbidden', say('account.oauth.noApi'));
  }
  return new AppError('unexpected_answer', say('authorization.noCode', { again }));
}

function refusedExchange(
  reason: 'invalid_client' | 'invalid_grant',
  { again, client }: EndingWords,
): AppError {
  return reason === 'invalid_client'
    ? new AppError('forbidden', say('authorization.wrongClient', { client }))
    : new AppError('bad_request', say('authorization.wrongCode', { again }));
}
