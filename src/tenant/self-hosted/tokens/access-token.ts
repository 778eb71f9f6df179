import type { Context } from '../../../context.ts';
import { inDurableTransaction } from '../../../db/db.ts';
import { AppError } from '../../../lib/errors.ts';
import { renewedOnce } from '../../../lib/secrets/renewed-once.ts';
import { say } from '../../../lib/words/say.ts';
import { textOfStored } from '../../../lib/words/stored-text.ts';
import { findLink, type IncomingLink } from '../oauth/client.store.ts';
import { refreshPair, revoke, type Pair } from '../oauth/oauth.client.ts';
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

/** As stored: to be sent, and to be named where Jira does not take it. */
export type GivenToken = Pick<StoredTokens, 'accessToken' | 'pairId' | 'refreshToken'>;

const revoked = say('selfHosted.revoked');
/** Said of a token that is renewed by hand. It is asked with it again: Jira may have been restored, or started. */
export const personalWords = say('selfHosted.tokenEnded');
const personRevoked = say('selfHosted.personRevoked');

/**
 * A token of a holder that is good for two more minutes. Jira's refresh tokens serve once: see `renewedOnce`.
 *
 * @param refused a pair that Jira has just answered 401 to: it is renewed although its time is not up
 * @throws AppError `needs_authorization`, errors of `refreshPair`
 */
export async function accessTokenOf(ctx: Context, key: TokenKey, refused?: string): Promise<GivenToken> {
  return renewedOnce<StoredTokens, GivenToken>(ctx, {
    async read() {
      const tokens = await readTokens(ctx.db, key, ctx.sealer);
      if (tokens === undefined) throw new AppError('needs_authorization', say('selfHosted.notLetIn'));
      if (tokens.problem !== undefined)
        throw new AppError('needs_authorization', textOfStored(tokens.problem));
      return tokens;
    },
    give: (tokens, now) => (isGood(tokens, { now, refused }) ? tokens : undefined),
    claim: (lease) => claimLease(ctx.db, key, lease),
    release: (by) => releaseLease(ctx.db, key, by),
    renew: (tokens, now) => renew(ctx, key, { tokens, now }),
    words: { stopping: say('account.token.stopping'), renewing: say('selfHosted.renewing') },
  });
}

function isGood(
  { expiresAt, pairId }: StoredTokens,
  { now, refused }: { now: number; refused: string | undefined },
): boolean {
  return (expiresAt === undefined || expiresAt - now > refreshAheadMs) && pairId !== refused;
}

async function renew(
  ctx: Context,
  key: TokenKey,
  { tokens, now }: { tokens: StoredTokens; now: number },
): Promise<GivenToken | undefined> {
  const { pairId, refreshToken } = tokens;
  const link = await findLink(ctx, key.tenantId);
  if (refreshToken === undefined || link === undefined) return refuse(ctx, key, tokens);
  const renewed = await refreshPair(ctx, link, refreshToken);
  if (renewed === undefined) return refuse(ctx, key, tokens);
  const pair = { ...renewed, expiresAt: now + renewed.lifetimeMs };
  // It is on disk before anyone uses it: the one before is worth nothing by now.
  const newId = await inDurableTransaction(ctx.db, (tx) =>
    replaceTokens(tx, key, { pairId, tokens: pair, sealer: ctx.sealer }),
  );
  if (newId !== undefined) return { ...renewed, pairId: newId };
  await forget(ctx, link, renewed);
  return undefined;
}

/** It was authorized anew, or ended, while Jira answered: nobody will use this pair. */
async function forget(ctx: Context, link: IncomingLink, { refreshToken }: Pair): Promise<void> {
  await revoke(ctx, link, refreshToken).catch((err: unknown) => {
    ctx.log.warn({ err }, 'a superseded token of a self-hosted Jira was not revoked');
  });
}

/**
 * Notes that Jira has refused these tokens for good, in words for whom they concern. @returns undefined where a newer pair
 * is stored by now: then that was about the past @throws AppError `needs_authorization`
 */
async function refuse(
  ctx: Context,
  key: TokenKey,
  { pairId, refreshToken }: Pick<StoredTokens, 'pairId' | 'refreshToken'>,
): Promise<undefined> {
  const ofService = refreshToken === undefined ? personalWords : revoked;
  const problem = key.holder === 'service' ? ofService : personRevoked;
  if (!(await markRefused(ctx.db, key, { pairId, problem }))) return;
  ctx.log.warn({ tenantId: key.tenantId, holder: key.holder }, 'Jira refused an authorization');
  throw new AppError('needs_authorization', problem);
}
