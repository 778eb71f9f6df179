import type { Context } from '../../context.ts';
import { inDurableTransaction, inTransaction, type Db } from '../../db/db.ts';
import {
  refreshTokens,
  revokeToken,
  type OauthApplication,
  type TokenPair,
} from '../../gitlab/oauth.client.ts';
import { AppError } from '../../lib/errors.ts';
import { renewedOnce } from '../../lib/secrets/renewed-once.ts';
import { say } from '../../lib/words/say.ts';
import type { Text } from '../../lib/words/text.ts';
import {
  claimLease,
  markRefused,
  readTokens,
  releaseLease,
  replaceTokens,
  type StoredTokens,
  type TokenKey,
} from './token.store.ts';

/** A token is replaced this long before its end, so that a request sent with it is answered in time. */
const refreshAheadMs = 5 * 60_000;

type Refusal = 'invalid_client' | 'invalid_grant';

/** Whose tokens they are, and what their end means. */
export type TokenHolder = {
  readonly key: TokenKey;
  application(): Promise<OauthApplication>;
  /** What is to be done about GitLab's refusals. Where there are no tokens: as for `invalid_grant`. */
  readonly words: Readonly<Record<Refusal, Text>>;
  /** In the transaction that marks the pair as refused. */
  onRefused?(tx: Db, reason: Refusal): Promise<void>;
  /** In the transaction that stores a new pair in place of one that had been marked so. */
  onRevived?(tx: Db): Promise<void>;
};

export type AccessTokenOptions = {
  /** A token GitLab has just answered 401 to. If it is the stored one, it is replaced although its time is not up. */
  readonly refused?: string | undefined;
  /** How to wait between two looks at the row, ms. Default: real time, cut short when the process stops. */
  readonly wait?: ((ms: number) => Promise<void>) | undefined;
};

/**
 * An access token that is good for at least five more minutes. GitLab's refresh tokens serve once: see `renewedOnce`.
 *
 * @throws AppError `needs_authorization` (GitLab refused the grant, or there is none), errors of `refreshTokens`
 */
export async function leasedToken(
  ctx: Context,
  holder: TokenHolder,
  { refused, wait }: AccessTokenOptions = {},
): Promise<string> {
  const { clock, stopping } = ctx;
  const { key } = holder;
  return renewedOnce<StoredTokens, string>(
    { clock, stopping, wait },
    {
      async read() {
        const tokens = await readTokens(ctx.db, key, ctx.sealer);
        if (tokens !== undefined && !tokens.refused) return tokens;
        throw new AppError('needs_authorization', holder.words.invalid_grant);
      },
      give: (tokens, now) => (isGood(tokens, now, refused) ? tokens.accessToken : undefined),
      claim: ({ by, ...lease }) => claimLease(ctx.db, key, { ...lease, holder: by }),
      release: (by) => releaseLease(ctx.db, key, by),
      renew: (tokens, now) => renew(ctx, holder, { tokens, now }),
      words: { stopping: say('account.token.stopping'), renewing: say('account.token.renewing') },
    },
  );
}

function isGood(tokens: StoredTokens, now: number, refused: string | undefined): boolean {
  return tokens.expiresAt - now > refreshAheadMs && tokens.accessToken !== refused;
}

async function renew(
  ctx: Context,
  holder: TokenHolder,
  { tokens: { pairId, refreshToken }, now }: { tokens: StoredTokens; now: number },
): Promise<string | undefined> {
  const application = await holder.application();
  const answer = await refreshTokens(ctx.http, application, refreshToken);
  if (answer.granted) return keep(ctx, holder, { pair: answer.pair, now, pairId, application });
  await refuse(ctx, holder, { pairId, reason: answer.reason });
  return undefined;
}

type Granted = { pair: TokenPair; now: number; pairId: string; application: OauthApplication };

async function keep(
  ctx: Context,
  holder: TokenHolder,
  { pair, now, pairId, application }: Granted,
): Promise<string | undefined> {
  const tokens = { ...pair, expiresAt: now + pair.lifetimeMs };
  // GitLab's refresh tokens are for one use: the next one is on disk before anyone uses this pair.
  const isKept = await inDurableTransaction(ctx.db, async (tx) => {
    const replaced = await replaceTokens(tx, holder.key, { pairId, tokens, sealer: ctx.sealer });
    // A refusal of the old pair, told between GitLab's answer to us and now, is over with the new one.
    if (replaced === 'revived') await holder.onRevived?.(tx);
    return replaced !== undefined;
  });
  if (isKept) return pair.accessToken;
  // It was authorized anew or removed while GitLab answered: nobody will use this pair.
  await revokeToken(ctx.http, application, pair.refreshToken).catch((error: unknown) => {
    ctx.log.warn({ ...holder.key, err: error }, 'a superseded token could not be revoked');
  });
  return undefined;
}

async function refuse(
  ctx: Context,
  holder: TokenHolder,
  { pairId, reason }: { pairId: string; reason: Refusal },
): Promise<void> {
  const isTheirs = await inTransaction(ctx.db, async (tx) => {
    const marked = await markRefused(tx, holder.key, pairId);
    if (marked) await holder.onRefused?.(tx, reason);
    return marked;
  });
  // A newer pair is stored already: the refusal was about the old one, and the next look finds the new.
  if (!isTheirs) return;
  ctx.log.warn(holder.key, 'GitLab refused a grant');
  throw new AppError('needs_authorization', holder.words[reason]);
}
