import { setTimeout as delay } from 'node:timers/promises';
import type { Context } from '../../context.ts';
import { inDurableTransaction, inTransaction } from '../../db/db.ts';
import {
  refreshTokens,
  revokeToken,
  type OauthApplication,
  type TokenPair,
} from '../../gitlab/oauth.client.ts';
import { AppError } from '../../lib/errors.ts';
import type { Account, AccountKey } from '../account.ts';
import { markActive, markNeedsAuthorization } from '../account-state.store.ts';
import { applicationOf } from './application.ts';
import {
  claimLease,
  markRefused,
  readTokens,
  releaseLease,
  replaceTokens,
  type StoredTokens,
} from './token.store.ts';

/** A token is replaced this long before its end, so that a request sent with it is answered in time. */
const refreshAheadMs = 5 * 60_000;
/** What a killed holder costs the others at most; the call itself ends after 20 s. */
const leaseMs = 60_000;
const pollMs = 100;
/** A little longer than a lease, so that a waiter outlives a killed holder and refreshes itself. */
const longestWaitMs = leaseMs + 15_000;

export type AccessTokenOptions = {
  /** A token GitLab has just answered 401 to. If it is the stored one, it is replaced although its time is not up. */
  readonly refused?: string | undefined;
  /** How to wait between two looks at the row, ms. Default: real time, cut short when the process stops. */
  readonly wait?: ((ms: number) => Promise<void>) | undefined;
};

const refusedWords =
  'GitLab no longer accepts the authorization of this account: it was revoked, or the application was changed. ' +
  'Open the account under "DVCS accounts" and authorize it again; nothing that was imported is lost.';
const clientWords =
  'GitLab no longer accepts the Client ID and Client Secret of this account: the secret was renewed, or the ' +
  'application was deleted. Open the account under "DVCS accounts", enter the new ones, and authorize it again.';

/**
 * An access token that is good for at least five more minutes.
 *
 * GitLab's refresh tokens are single-use and die, with the access token, at the instant of use. So one caller of all
 * processes claims the refresh by a lease in the row, asks GitLab, and stores the answer before anyone uses it; the
 * others look at the row until it is there. No transaction is open meanwhile.
 *
 * @throws AppError `needs_authorization` (GitLab refused the grant, or there is none), errors of `refreshTokens`
 */
export async function accessToken(
  ctx: Context,
  account: Account,
  options: AccessTokenOptions = {},
): Promise<string> {
  const key: AccountKey = { tenantId: account.tenantId, accountId: account.id };
  const wait = options.wait ?? ((ms: number) => delay(ms, undefined, { signal: ctx.stopping }));
  for (let waited = 0; waited <= longestWaitMs; waited += pollMs) {
    const tokens = await readTokens(ctx.db, key, ctx.sealer);
    if (tokens === undefined || tokens.refused) throw new AppError('needs_authorization', refusedWords);
    if (isGood(tokens, ctx.clock.now(), options.refused)) return tokens.accessToken;
    const renewed = await refreshUnderLease(ctx, account, tokens);
    if (renewed !== undefined) return renewed;
    await wait(pollMs).catch(() => {
      throw new AppError('cancelled', 'The process is stopping; the work continues on another one.');
    });
  }
  throw new AppError(
    'unavailable',
    'Another process is still renewing the access to GitLab. Try again in a minute.',
  );
}

function isGood(tokens: StoredTokens, now: number, refused: string | undefined): boolean {
  return tokens.expiresAt - now > refreshAheadMs && tokens.accessToken !== refused;
}

/** The new token, or undefined when the row has to be read again: another holds the lease, or a newer pair is there. */
async function refreshUnderLease(
  ctx: Context,
  account: Account,
  tokens: StoredTokens,
): Promise<string | undefined> {
  const key: AccountKey = { tenantId: account.tenantId, accountId: account.id };
  const holder = crypto.randomUUID();
  const now = ctx.clock.now();
  const lease = { pairId: tokens.pairId, holder, now, until: now + leaseMs };
  if (!(await claimLease(ctx.db, key, lease))) return undefined;
  try {
    const application = await applicationOf(ctx, key);
    const answer = await refreshTokens(ctx.http, application, tokens.refreshToken);
    if (answer.granted) {
      return await keep(ctx, key, { pair: answer.pair, now, pairId: tokens.pairId, application });
    }
    const words = answer.reason === 'invalid_client' ? clientWords : refusedWords;
    await refuse(ctx, key, { pairId: tokens.pairId, words });
    return undefined;
  } catch (error) {
    // An answer that was lost may have spent the refresh token; only GitLab's next answer can tell.
    await releaseLease(ctx.db, key, holder);
    throw error;
  }
}

type Granted = { pair: TokenPair; now: number; pairId: string; application: OauthApplication };

async function keep(
  ctx: Context,
  key: AccountKey,
  { pair, now, pairId, application }: Granted,
): Promise<string | undefined> {
  const tokens = { ...pair, expiresAt: now + pair.lifetimeMs };
  // GitLab's refresh tokens are for one use: the next one is on disk before anyone uses this pair.
  const isKept = await inDurableTransaction(ctx.db, async (tx) => {
    const replaced = await replaceTokens(tx, key, { pairId, tokens, sealer: ctx.sealer });
    // A refusal of the old pair, told between GitLab's answer to us and now, is over with the new one.
    if (replaced === 'revived') await markActive(tx, key);
    return replaced !== undefined;
  });
  if (isKept) return pair.accessToken;
  // The account was authorized anew or removed while GitLab answered: nobody will use this pair.
  await revokeToken(ctx.http, application, pair.refreshToken).catch((error: unknown) => {
    ctx.log.warn({ ...key, err: error }, 'a superseded token could not be revoked');
  });
  return undefined;
}

async function refuse(
  ctx: Context,
  key: AccountKey,
  { pairId, words }: { pairId: string; words: string },
): Promise<void> {
  const isTheirs = await inTransaction(ctx.db, async (tx) => {
    const marked = await markRefused(tx, key, pairId);
    if (marked) await markNeedsAuthorization(tx, key, words);
    return marked;
  });
  // A newer pair is stored already: the refusal was about the old one, and the next look finds the new.
  if (!isTheirs) return;
  ctx.log.warn(key, 'GitLab refused the grant of an account');
  throw new AppError('needs_authorization', words);
}
