/** What GitLab's Rack::Attack headers say about the user's window. Absent where an instance has no limits. */
export type RateLimit = {
  readonly limit: number;
  readonly remaining: number;
  /** Epoch ms at which the next window starts. */
  readonly resetAt: number;
};

const windowMs = 60_000;

/** Reads `RateLimit-Limit`, `-Remaining` and `-Reset` (unix seconds; doc/administration/settings/user_and_ip_rate_limits.md). */
export function rateLimit(headers: Readonly<Record<string, string>>): RateLimit | undefined {
  const limit = Number(headers['ratelimit-limit']);
  const remaining = Number(headers['ratelimit-remaining']);
  const resetAt = Number(headers['ratelimit-reset']) * 1000;
  if (![limit, remaining, resetAt].every(Number.isFinite)) return undefined;
  return { limit, remaining, resetAt };
}

const longestWaitMs = 60 * windowMs;

/**
 * When a 429 or 503 may be tried again, epoch ms: `Retry-After` (seconds, or a date as proxies send it), else the end of
 * the window, else a minute. At least a second and at most an hour: a header that is wrong stops nothing for ever.
 */
export function retryTime(headers: Readonly<Record<string, string>>, now: number): number {
  const after = headers['retry-after'];
  const seconds = Number(after);
  const named = Number.isFinite(seconds) && seconds >= 0 ? now + seconds * 1000 : Date.parse(after ?? '');
  if (Number.isFinite(named)) return Math.min(Math.max(named, now + 1000), now + longestWaitMs);
  const resetAt = rateLimit(headers)?.resetAt ?? 0;
  return resetAt > now ? Math.min(resetAt, now + longestWaitMs) : now + windowMs;
}
