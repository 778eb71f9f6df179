import type { Context } from '../../context.ts';
import { authorizeUrl } from '../../gitlab/oauth.client.ts';
import { AppError } from '../../lib/errors.ts';
import { say } from '../../lib/words/say.ts';
import { findTenantById } from '../../tenant/tenant.store.ts';
import type { AccountKey } from '../account.ts';
import { getAccount } from '../account.store.ts';
import { redirectUri } from '../tokens/application.ts';
import type { Errand } from './ending.ts';
import { bindBrowser, findState, insertState, type Purpose } from './oauth-state.store.ts';
import { newState, randomText, sha256, stateKeyOf, type StateKey } from '../../lib/secrets/one-time-state.ts';
import { stateFaultWords } from './state-fault-words.ts';

/** Long enough to sign in to GitLab with a second factor, short enough to be worth little to a finder. */
const stateLifeMs = 10 * 60_000;

/** What the page needs from which a person leaves for GitLab. */
export type Started = {
  /** On this app, for the browser to open: a whole one, as the pages of a Forge site stand in a frame of another origin. */
  readonly continueUrl: string;
  /** Where the page asks whether the person is back. */
  readonly followUrl: string;
};

/**
 * Prepares one authorization. It is bound to the tenant, the person, the account and the purpose, works once, and ends
 * after 10 minutes.
 */
export async function startAuthorization(
  ctx: Context,
  { tenantId, accountId, ...by }: AccountKey & { startedBy: string; purpose: Purpose },
): Promise<Started> {
  const { state, key } = newState(tenantId);
  const now = ctx.clock.now();
  await insertState(ctx.db, key, {
    state: { ...by, accountId, verifier: randomText(), expiresAt: now + stateLifeMs },
    sealer: ctx.sealer,
    now,
  });
  return { continueUrl: `${ctx.config.appBaseUrl}${startPath(state)}`, ...followedView(key) };
}

/** The hash finishes nothing: only the state does, of which it is one. */
export function followedView({ stateHash }: StateKey): Pick<Started, 'followUrl'> {
  return { followUrl: `/authorizations/${stateHash}` };
}

/** On this app. */
export function startPath(state: string): string {
  return `/oauth/gitlab/start?state=${encodeURIComponent(state)}`;
}

/** For whom an authorization was prepared, as long as it can be started; undefined for one that cannot. */
export async function preparedFor(
  ctx: Context,
  state: string,
): Promise<(Errand & { purpose: Purpose }) | undefined> {
  const key = stateKeyOf(state);
  const found = key && (await findState(ctx.db, key, { sealer: ctx.sealer, now: ctx.clock.now() }));
  if (key === undefined || found === undefined) return undefined;
  const tenant = await findTenantById(ctx.db, key.tenantId);
  const account = await getAccount(ctx.db, key.tenantId, found.accountId);
  if (tenant === undefined || account === undefined || account.state === 'removed') return undefined;
  return { tenant, account, startedBy: found.startedBy, purpose: found.purpose };
}

/**
 * GitLab's consent page for a prepared authorization.
 *
 * @param browser what the browser's cookie holds: only this browser can finish what it starts here
 * @throws AppError `bad_request`, `gone` when the state cannot be used
 */
export async function leaveForGitlab(
  ctx: Context,
  { state, browser }: { state: string; browser: string },
): Promise<string> {
  const key = stateKeyOf(state);
  const bound =
    key === undefined
      ? 'unknown'
      : await bindBrowser(ctx.db, key, {
          browserHash: sha256(browser),
          sealer: ctx.sealer,
          now: ctx.clock.now(),
        });
  if (key === undefined || typeof bound === 'string') {
    throw new AppError('bad_request', stateFaultWords[typeof bound === 'string' ? bound : 'unknown']);
  }
  const account = await getAccount(ctx.db, key.tenantId, bound.accountId);
  if (account === undefined || account.state === 'removed') {
    throw new AppError('gone', say('account.removedMeanwhile'));
  }
  const application = { hostUrl: account.hostUrl, clientId: account.clientId, redirectUri: redirectUri(ctx) };
  return authorizeUrl(application, { state, challenge: sha256(bound.verifier) });
}
