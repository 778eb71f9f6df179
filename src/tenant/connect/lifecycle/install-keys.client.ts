import { importSPKI, type CryptoKey } from 'jose';
import type { Context } from '../../../context.ts';
import { AppError } from '../../../lib/errors.ts';

type KnownKey = { readonly key: Promise<CryptoKey>; readonly until: number };

const known = new WeakMap<Context, Map<string, KnownKey>>();
const keptMs = 60 * 60_000;
const mostKept = 20;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * The public key with which Atlassian signs installations, by the id in a token's header. The id comes from whoever
 * sends the token: it has to look like a UUID before an address is made of it, so that no path can be smuggled in.
 *
 * @throws AppError `unauthorized` for an id that is none or that Atlassian does not know; `unavailable`, `timeout` …
 */
export function installKey(ctx: Context, kid: unknown): Promise<CryptoKey> {
  if (typeof kid !== 'string' || !uuid.test(kid)) return Promise.reject(unknownKey());
  const keys = known.get(ctx) ?? new Map<string, KnownKey>();
  known.set(ctx, keys);
  const now = ctx.clock.now();
  const kept = keys.get(kid);
  if (kept !== undefined && kept.until > now) return kept.key;
  const key = fetchKey(ctx, kid);
  key.catch(() => keys.delete(kid));
  keys.set(kid, { key, until: now + keptMs });
  for (const oldest of keys.keys()) {
    if (keys.size <= mostKept) break;
    keys.delete(oldest);
  }
  return key;
}

async function fetchKey(ctx: Context, kid: string): Promise<CryptoKey> {
  const response = await ctx.http.send({
    method: 'GET',
    url: `${ctx.config.connectInstallKeysUrl}/${kid}`,
    headers: { accept: '*/*' },
    timeoutMs: 5_000,
    maxBytes: 16 * 1024,
  });
  if (response.status >= 500 || response.status === 429) {
    throw new AppError(
      'unavailable',
      'Atlassian does not give out its installation keys right now. Install again later.',
    );
  }
  if (response.status !== 200) throw unknownKey();
  try {
    return await importSPKI(response.text.trim(), 'RS256');
  } catch (error) {
    throw new AppError(
      'unavailable',
      'Atlassian answered with something that is no key. Install again later.',
      {
        cause: error,
      },
    );
  }
}

function unknownKey(): AppError {
  return new AppError(
    'unauthorized',
    'This installation is not signed by Atlassian. Install the app from Jira.',
  );
}
