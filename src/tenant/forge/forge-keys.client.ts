import { importJWK, type CryptoKey } from 'jose';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { AppError } from '../../lib/errors.ts';
import { say } from '../../lib/words/say.ts';

type KeySet = { readonly keys: ReadonlyMap<string, CryptoKey>; readonly fetchedAt: number };

type Memory = {
  set: KeySet | undefined;
  fetching: Promise<KeySet> | undefined;
  /** When the set was last asked for, whatever came of it; and when because of an unknown id. Epoch ms. */
  triedAt: number;
  missedAt: number;
};

/** A key that Atlassian has taken out of its set is refused after this time at the latest. */
const freshMs = 10 * 60_000;
/** While the key server does not answer, the keys it gave last serve for so long. */
const servesMs = 24 * 60 * 60_000;
/** Ids that nobody knows, and an outage, make us ask again this often at most: a token's header is anybody's to write. */
const pauseMs = 30_000;
/** Forge waits five seconds for the answer to an event. */
const timeoutMs = 3_000;

const memories = new WeakMap<Context, Memory>();
const jwk = z.object({ kty: z.literal('RSA'), kid: z.string(), n: z.string(), e: z.string() });
const keySet = z.object({ keys: z.array(z.unknown()) });

/**
 * The public key with which Forge signs invocation tokens, by the id in a token's header. The set comes from
 * FORGE_JWKS_URL alone: nothing in a token chooses where keys are looked for.
 *
 * @throws AppError `unauthorized` for an id that is not in the set; `unavailable`, `timeout` … where there is no set
 */
export async function forgeKey(ctx: Context, kid: unknown): Promise<CryptoKey> {
  const memory = memories.get(ctx) ?? {
    set: undefined,
    fetching: undefined,
    triedAt: -pauseMs,
    missedAt: -pauseMs,
  };
  memories.set(ctx, memory);
  if (typeof kid !== 'string') throw unknownKey();
  const key = (await currentSet(ctx, memory)).keys.get(kid) ?? (await renewedSet(ctx, memory))?.keys.get(kid);
  if (key === undefined) throw unknownKey();
  return key;
}

async function currentSet(ctx: Context, memory: Memory): Promise<KeySet> {
  const now = ctx.clock.now();
  const { set } = memory;
  if (set === undefined || now - set.fetchedAt >= servesMs) return fetchOnce(ctx, memory);
  if (now - set.fetchedAt < freshMs || now - memory.triedAt < pauseMs) return set;
  return fetchOnce(ctx, memory).catch((err: unknown) => {
    ctx.log.warn({ err }, "Forge's keys cannot be read; the last ones go on serving");
    return set;
  });
}

/** For an id that is not in the set: Atlassian may have begun to sign with a new key. */
async function renewedSet(ctx: Context, memory: Memory): Promise<KeySet | undefined> {
  const now = ctx.clock.now();
  if (memory.fetching === undefined && now - memory.missedAt < pauseMs) return undefined;
  memory.missedAt = now;
  return fetchOnce(ctx, memory);
}

/** Whoever asks while an answer is on its way waits for the same one. */
function fetchOnce(ctx: Context, memory: Memory): Promise<KeySet> {
  memory.triedAt = ctx.clock.now();
  memory.fetching ??= fetchSet(ctx)
    .then((set) => (memory.set = set))
    .finally(() => (memory.fetching = undefined));
  return memory.fetching;
}

async function fetchSet(ctx: Context): Promise<KeySet> {
  const fetchedAt = ctx.clock.now();
  const response = await ctx.http.send({
    method: 'GET',
    url: ctx.config.forgeJwksUrl,
    headers: { accept: 'application/json' },
    timeoutMs,
    maxBytes: 256 * 1024,
  });
  const found = new Map<string, CryptoKey>();
  for (const given of response.status === 200 ? keysIn(response.text) : []) {
    const { kid, ...rsa } = jwk.safeParse(given).data ?? {};
    if (kid === undefined) continue;
    const key = await importJWK(rsa, 'RS256').catch(() => undefined);
    if (key !== undefined && !(key instanceof Uint8Array)) found.set(kid, key);
  }
  if (found.size === 0) {
    throw new AppError('unavailable', say('tenant.noForgeKeys'));
  }
  return { keys: found, fetchedAt };
}

/** Other kinds of keys may stand beside those we know. */
function keysIn(text: string): readonly unknown[] {
  try {
    return keySet.parse(JSON.parse(text)).keys;
  } catch {
    return [];
  }
}

function unknownKey(): AppError {
  return new AppError('unauthorized', say('tenant.callNotSigned'));
}
