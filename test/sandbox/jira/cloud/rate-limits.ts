import type { SandboxClock } from '../../clock.ts';
import type { RateLimitReason } from './faults.ts';

export interface RateLimitOptions {
  /** Points an hour for one app over all its tenants; Atlassian's tier 1 is 65,000. */
  pointsPerHour?: number | undefined;
  /** Points an hour for one tenant (tier 2); none by default. */
  tenantPointsPerHour?: number | undefined;
  /** Calls a second for one tenant and endpoint; by default 100 for GET and POST, 50 for PUT and DELETE. */
  burstPerSecond?: number | undefined;
  /** Writes to one issue in two seconds, 20 by default, and in thirty, 100 by default. */
  issueWrites?: { in2s?: number | undefined; in30s?: number | undefined } | undefined;
}

export interface RateLimitCall {
  appKey: string;
  tenant: string;
  method: string;
  endpoint: string;
  /** Calls a second that the documentation gives this endpoint of its own. */
  burst?: number | undefined;
  /** Id of the issue it writes to. */
  issue?: string | undefined;
}

export interface Refusal {
  reason: RateLimitReason;
  limit: number;
  /** Whole seconds, at least 1. */
  retryAfterSeconds: number;
  /** Epoch ms at which the budget is whole again. */
  resetAt: number;
}

export interface RateLimits {
  readonly options: RateLimitOptions;
  /** Counts the call against the burst limit and says why it is refused, if it is. */
  admit(call: RateLimitCall): Refusal | undefined;
  /** Takes a handled call's points from both budgets. */
  charge(call: RateLimitCall, points: number): void;
  /** What the X-RateLimit headers of an answer say. */
  headers(call: RateLimitCall): Record<string, string>;
  usedPoints(appKey: string): number;
  reset(): void;
}

const HOUR = 3_600_000;
const TIER_1_POINTS = 65_000;

/** Points an hour and bursts a second, as "rate limiting" of the Jira Cloud platform has them since March 2026. */
export function rateLimits(clock: SandboxClock, options: RateLimitOptions): RateLimits {
  const used = new Map<string, number>();
  let hour = 0;

  function spent(key: string): number {
    const current = Math.floor(clock.now() / HOUR);
    if (current !== hour) used.clear();
    hour = current;
    return used.get(key) ?? 0;
  }

  const bursts = burstWindows(clock);
  const writes = issueWindows(clock);
  const global = () => options.pointsPerHour ?? TIER_1_POINTS;
  const untilNextHour = () => (Math.floor(clock.now() / HOUR) + 1) * HOUR;

  function quota(reason: RateLimitReason, limit: number): Refusal {
    const resetAt = untilNextHour();
    return { reason, limit, resetAt, retryAfterSeconds: Math.ceil((resetAt - clock.now()) / 1000) };
  }

  return {
    options,
    admit(call) {
      if (spent(call.appKey) >= global()) return quota('jira-quota-global-based', global());
      const tenantLimit = options.tenantPointsPerHour;
      if (tenantLimit !== undefined && spent(tenantKey(call)) >= tenantLimit) {
        return quota('jira-quota-tenant-based', tenantLimit);
      }
      return bursts.admit(call, options.burstPerSecond) ?? writes.admit(call, options.issueWrites ?? {});
    },
    charge(call, points) {
      for (const key of [call.appKey, tenantKey(call)]) used.set(key, spent(key) + points);
    },
    headers(call) {
      const left = Math.max(0, global() - spent(call.appKey));
      return {
        'X-RateLimit-Limit': String(global()),
        'X-RateLimit-Remaining': String(left),
        'X-RateLimit-NearLimit': String(left < global() / 5),
      };
    },
    usedPoints: (appKey) => spent(appKey),
    reset() {
      used.clear();
      bursts.reset();
      writes.reset();
    },
  };
}

/** One window of a second for each tenant and endpoint. */
function burstWindows(clock: SandboxClock) {
  const windows = new Map<string, { second: number; calls: number }>();
  return {
    admit(call: RateLimitCall, override: number | undefined): Refusal | undefined {
      const limit = override ?? call.burst ?? (call.method === 'GET' || call.method === 'POST' ? 100 : 50);
      const second = Math.floor(clock.now() / 1000);
      const key = `${call.tenant} ${call.appKey} ${call.endpoint}`;
      let window = windows.get(key);
      if (window?.second !== second) windows.set(key, (window = { second, calls: 0 }));
      if (window.calls >= limit) {
        return { reason: 'jira-burst-based', limit, retryAfterSeconds: 1, resetAt: (second + 1) * 1000 };
      }
      window.calls += 1;
      return undefined;
    },
    reset: () => windows.clear(),
  };
}

/** Windows of writes to one issue, by whichever app. */
function issueWindows(clock: SandboxClock) {
  const windows = new Map<string, { start: number; calls: number }>();
  return {
    admit(
      { issue, tenant }: RateLimitCall,
      { in2s = 20, in30s = 100 }: NonNullable<RateLimitOptions['issueWrites']>,
    ): Refusal | undefined {
      if (issue === undefined) return undefined;
      const now = clock.now();
      const open = [
        { windowMs: 2000, limit: in2s },
        { windowMs: 30_000, limit: in30s },
      ].map(({ windowMs, limit }) => {
        const key = `${tenant} ${issue} ${windowMs}`;
        const start = now - (now % windowMs);
        let window = windows.get(key);
        if (window?.start !== start) windows.set(key, (window = { start, calls: 0 }));
        return { window, limit, resetAt: start + windowMs };
      });
      const full = open.find(({ window, limit }) => window.calls >= limit);
      if (full !== undefined) {
        const { limit, resetAt } = full;
        const retryAfterSeconds = Math.max(1, Math.ceil((resetAt - now) / 1000));
        return { reason: 'jira-per-issue-on-write', limit, retryAfterSeconds, resetAt };
      }
      for (const { window } of open) window.calls += 1;
      return undefined;
    },
    reset: () => windows.clear(),
  };
}

function tenantKey(call: RateLimitCall): string {
  return `${call.appKey} ${call.tenant}`;
}
