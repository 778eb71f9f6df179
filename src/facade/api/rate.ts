/** One hour of one token's requests, counted by each web process for itself: it protects the process, nobody's limit. */
export type RateWindow = { readonly limit: number; readonly remaining: number; readonly resetAt: number };

export type Rate = {
  /** Counts a request, `cost` 0 to look only. `remaining` below zero: it is one too many. */
  take(token: string, cost: 0 | 1): RateWindow;
};

const hourMs = 3_600_000;
/** Tokens whose windows are remembered; an operator has a handful. */
const mostTokens = 1_000;

/**
 * The connector sleeps, all of its syncs with it, when less than one percent of what `X-RateLimit-Limit` says is left
 * (GithubCommunicator, `checkRequestRateLimit`): the limit has to be far above what one import takes, a request for each
 * commit and four for each merge request.
 */
export function createRate(clock: { now(): number }, limit: number): Rate {
  const windows = new Map<string, { startedAt: number; used: number }>();
  return {
    take(token, cost) {
      const now = clock.now();
      const startedAt = now - (now % hourMs);
      const known = windows.get(token);
      const window = known?.startedAt === startedAt ? known : { startedAt, used: 0 };
      if (windows.size >= mostTokens && !windows.has(token)) windows.clear();
      window.used += cost;
      windows.set(token, window);
      return { limit, remaining: limit - window.used, resetAt: startedAt + hourMs };
    },
  };
}
