import type { Context } from '../../../context.ts';
import { AppError } from '../../../lib/errors.ts';
import { say } from '../../../lib/words/say.ts';
import { newState, randomText, sha256, stateKeyOf } from '../../../lib/secrets/one-time-state.ts';
import { getTenant, type Tenant } from '../../tenant.store.ts';
import { keepAuthorization, whoIs, type JiraPerson } from '../tokens/keep-authorization.ts';
import { findLink } from './client.store.ts';
import { authorizeUrl, exchangeCode } from './oauth.client.ts';
import { bindBrowser, insertState, takeState, type Purpose } from './state.store.ts';

const minuteMs = 60_000;
/** An operator hands the first link over to an administrator of Jira; a person signs in now. */
const lifeMs: Readonly<Record<Purpose, number>> = { service: 24 * 60 * minuteMs, person: 10 * minuteMs };

const unusable = say('selfHosted.unusable');

/**
 * Prepares one authorization and gives the address, on this app, that leads to Jira. It works once, in the browser that
 * opens it first, until it ends.
 */
export async function startSignIn(
  ctx: Context,
  { tenantId, purpose, returnPath }: { tenantId: string; purpose: Purpose; returnPath?: string },
): Promise<string> {
  const { state, key } = newState(tenantId);
  const now = ctx.clock.now();
  await insertState(ctx.db, key, {
    state: { purpose, verifier: randomText(), returnPath },
    sealer: ctx.sealer,
    now,
    endsAt: now + lifeMs[purpose],
  });
  return `${ctx.config.appBaseUrl}/self-hosted/authorize?state=${encodeURIComponent(state)}`;
}

/** Jira's consent page. @param browser what the browser's cookie holds @throws AppError `gone`, `conflict` */
export async function leaveForJira(
  ctx: Context,
  { state, browser }: { state: string; browser: string },
): Promise<string> {
  const key = stateKeyOf(state);
  const of = { browserHash: sha256(browser), sealer: ctx.sealer, now: ctx.clock.now() };
  const bound = key && (await bindBrowser(ctx.db, key, of));
  if (key === undefined || bound === undefined) throw new AppError('gone', unusable);
  const link = await findLink(ctx, key.tenantId);
  if (link === undefined) {
    throw new AppError('conflict', say('selfHosted.noApplicationLink'));
  }
  return authorizeUrl(ctx, link, { state, challenge: sha256(bound.verifier) });
}

export type SignedInToJira = JiraPerson & {
  readonly tenant: Tenant;
  readonly purpose: Purpose;
  readonly returnPath: string | undefined;
};

export type Returned = {
  readonly state: string;
  readonly browser: string;
  readonly code: string | undefined;
  /** Jira's own word where the person said no. */
  readonly error: string | undefined;
};

/**
 * Ends an authorization that came back from Jira: its tokens are kept, for the app's own user or for the person.
 *
 * @throws AppError `gone`, `forbidden` (they said no), `conflict` (Jira does not take the code), those of `whoIs`
 */
export async function finishSignIn(
  ctx: Context,
  { state, browser, code, error }: Returned,
): Promise<SignedInToJira> {
  const key = stateKeyOf(state);
  const of = { browserHash: sha256(browser), sealer: ctx.sealer, now: ctx.clock.now() };
  const taken = key && (await takeState(ctx.db, key, of));
  const link = key && (await findLink(ctx, key.tenantId));
  if (key === undefined || taken === undefined || link === undefined) throw new AppError('gone', unusable);
  if (code === undefined) {
    throw new AppError(
      'forbidden',
      error === 'access_denied' ? say('selfHosted.denied') : say('selfHosted.didNotLetIn'),
    );
  }
  const now = ctx.clock.now();
  const pair = await exchangeCode(ctx, link, { code, verifier: taken.verifier });
  if (pair === undefined) {
    throw new AppError('conflict', say('selfHosted.wrongClient'));
  }
  const tenant = await getTenant(ctx.db, key.tenantId);
  const tokens = {
    accessToken: pair.accessToken,
    refreshToken: pair.refreshToken,
    expiresAt: now + pair.lifetimeMs,
  };
  const person = await whoIs(ctx, tenant, tokens.accessToken);
  await keepAuthorization(ctx, tenant, { purpose: taken.purpose, person, tokens });
  return { ...person, tenant, purpose: taken.purpose, returnPath: taken.returnPath };
}
