import { setTimeout as delay } from 'node:timers/promises';
import type { Context } from '../../../context.ts';
import { inDurableTransaction } from '../../../db/db.ts';
import { AppError } from '../../../lib/errors.ts';
import { say } from '../../../lib/words/say.ts';
import { textOfStored } from '../../../lib/words/stored-text.ts';
import { findLink } from '../oauth/client.store.ts';
import { refreshPair } from '../oauth/oauth.client.ts';
import {
  claimLease,
  markRefused,
  readTokens,
  releaseLease,
  replaceTokens,
  type StoredTokens,
  type TokenKey,
} from './token.store.ts';

const refreshAheadMs = 2 * 60_000;
const leaseMs = 60_000;
const pollMs = 100;
const longestWaitMs = leaseMs + 15_000;

/** As stored: to be sent, and to be named where Jira does not take it. */
export type GivenToken = Pick<StoredTokens, 'accessToken' | 'pairId' | 'refreshToken'>;

const revoked = say('selfHosted.revoked');
/** Said of a token that is renewed by hand. It is asked with it again: Jira may have been restored, or started. */
export const personalWords = say('selfHosted.tokenEnded');
const personRevoked = say('selfHosted.personRevoked');

/**
 * A token of a holder that is good for two more minutes. Jira's refresh tokens serve once: one caller of all processes
 * renews the pair under a lease, the others look at the row until it is there (as for GitLab, account/tokens). No
 * transaction is open meanwhile.
 *
 * @param refused a pair that Jira has just answered 401 to: it is renewed although its time is not up
 * @throws AppError `needs_authorization`, errors of `refreshPair`
 */
export async function accessTokenOf(ctx: Context, key: TokenKey, refused?: string): Promise<GivenToken> {
  for (let waited = 0; waited <= longestWaitMs; waited += pollMs) {
    const tokens = await readTokens(ctx.db, key, ctx.sealer);
    if (tokens === undefined) throw new AppError('needs_authorization', say('selfHosted.notLetIn'));
    if (tokens.problem !== undefined) throw new AppError('needs_authorization', textOfStored(tokens.problem));
    if (isGood(tokens, { now: ctx.clock.now(), refused })) return tokens;
    await renew(ctx, key, tokens);
    const after = await readTokens(ctx.db, key, ctx.sealer);
    if (after?.pairId === tokens.pairId && after.problem === undefined)
      await delay(pollMs, undefined, { signal: ctx.stopping }).catch(() => {
        throw new AppError('cancelled', say('account.token.stopping'));
      });
  }
  throw new AppError('unavailable', say('selfHosted.renewing'));
}

function isGood(
  { expiresAt, pairId }: StoredTokens,
  { now, refused }: { now: number; refused: string | undefined },
): boolean {
  return (expiresAt === undefined || expiresAt - now > refreshAheadMs) && pairId !== refused;
}

/** Renews a pair, or notes that Jira takes it no longer. Nothing where another process is at it. */
async function renew(ctx: Context, key: TokenKey, tokens: StoredTokens): Promise<void> {
  const { pairId, refreshToken } = tokens;
  const link = await findLink(ctx, key.tenantId);
  if (refreshToken === undefined || link === undefined) {
    await refuse(ctx, key, tokens);
    return;
  }
  const by = crypto.randomUUID();
  const now = ctx.clock.now();
  if (!(await claimLease(ctx.db, key, { pairId, by, now, until: now + leaseMs }))) return;
  try {
    const renewed = await refreshPair(ctx, link, refreshToken);
    if (renewed === undefined) {
      await refuse(ctx, key, tokens);
      return;
    }
    const pair = { ...renewed, expiresAt: now + renewed.lifetimeMs };
    await inDurableTransaction(ctx.db, (tx) =>
      replaceTokens(tx, key, { pairId, tokens: pair, sealer: ctx.sealer }),
    );
  } catch (error) {
    await releaseLease(ctx.db, key, by);
    throw error;
  }
}

/** Notes that Jira has refused these tokens for good, in words for whom they concern. */
async function refuse(
  ctx: Context,
  key: TokenKey,
  { pairId, refreshToken }: Pick<StoredTokens, 'pairId' | 'refreshToken'>,
): Promise<void> {
  const ofService = refreshToken === undefined ? personalWords : revoked;
  const problem = key.holder === 'service' ? ofService : personRevoked;
  if (await markRefused(ctx.db, key, { pairId, problem }))
    ctx.log.warn({ tenantId: key.tenantId, holder: key.holder }, 'Jira refused an authorization');
}
