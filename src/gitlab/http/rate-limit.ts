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

/** When a 429 or 503 may be tried again: `Retry-After` in seconds, else the end of the window, else a minute. */
export function retryTime(headers: Readonly<Record<string, string>>, now: number): number {
  const seconds = Number(headers['retry-after']);
  if (Number.isFinite(seconds) && seconds >= 0) return now + Math.max(1, seconds) * 1000;
  const resetAt = rateLimit(headers)?.resetAt ?? 0;
  return resetAt > now ? resetAt : now + windowMs;
}
