import type { Context } from '../../context.ts';

/** A token for calls as a person, as it was given out. */
export type GivenToken = { readonly token: string; readonly seconds: number };

type Kept = { readonly token: Promise<string>; usableUntil: number };

const mostKept = 1000;
/** A token is not used in its last moments, so that it cannot end on the way. */
const marginMs = 30_000;

/** Tokens of people, in the memory of one process only, until they end. Those who ask at once share one request. */
export type KeptTokens = {
  /** @throws whatever `fetch` throws; that is not kept */
  get(ctx: Context, key: string, fetch: () => Promise<GivenToken>): Promise<string>;
  /** Forgets a token that Jira did not accept. */
  drop(ctx: Context, key: string): void;
};

export function keptTokens(): KeptTokens {
  const memory = new WeakMap<Context, Map<string, Kept>>();
  return {
    get(ctx, key, fetch) {
      const tokens = memory.get(ctx) ?? new Map<string, Kept>();
      memory.set(ctx, tokens);
      const now = ctx.clock.now();
      const known = tokens.get(key);
      if (known !== undefined && known.usableUntil > now) return known.token;
      const kept: Kept = {
        usableUntil: Number.POSITIVE_INFINITY,
        token: fetch().then(({ token, seconds }) => {
          kept.usableUntil = now + seconds * 1000 - marginMs;
          return token;
        }),
      };
      tokens.delete(key);
      tokens.set(key, kept);
      kept.token.catch(() => tokens.delete(key));
      for (const oldest of tokens.keys()) {
        if (tokens.size <= mostKept) break;
        tokens.delete(oldest);
      }
      return kept.token;
    },
    drop(ctx, key) {
      memory.get(ctx)?.delete(key);
    },
  };
}
