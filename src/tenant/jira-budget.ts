import type { Context } from '../context.ts';
import { block, blockedUntil, take } from '../db/budget.store.ts';
import { AppError } from '../lib/errors.ts';

/**
 * What Jira lets us do (Jira Cloud platform, "Rate limiting", enforced since March 2026): 65,000 points an hour for
 * the app over all its tenants, whole again at the top of the UTC hour, and limits of each tenant. Kept in the
 * database, so that all processes share them.
 */
const appBudget = 'jira:app';
const tenantBudget = (tenantId: string) => `jira:${tenantId}`;

const hourMs = 3_600_000;
/** Of PostgreSQL's `integer`. */
const largestInteger = 2 ** 31 - 1;

/** Takes what the call costs at least. @throws AppError `rate_limited` with the time from which Jira may be asked */
export async function spend(
  ctx: Context,
  { tenantId, points }: { tenantId: string; points: number },
): Promise<void> {
  const now = ctx.clock.now();
  const blocked = await blockedUntil(ctx.db, { names: [appBudget, tenantBudget(tenantId)], now });
  if (blocked !== undefined) throw rateLimited(blocked.until);
  const limit = ctx.config.jiraPointsPerHour;
  const again = await take(ctx.db, { name: appBudget, cost: points, limit, windowMs: hourMs, now });
  if (again !== undefined) throw rateLimited(again);
}

/** Adds what an answer turned out to cost: one point for each object. It has been spent, whatever is left. */
export async function settle(ctx: Context, points: number): Promise<void> {
  if (points <= 0) return;
  const now = ctx.clock.now();
  await take(ctx.db, { name: appBudget, cost: points, limit: largestInteger, windowMs: hourMs, now });
}

/**
 * Jira answered 429. A limit of the whole app pauses every tenant, one of the tenant only that tenant; the limit on
 * writes to one issue (`jira-per-issue-on-write`) and on bursts to one address pause nobody but who asked.
 *
 * @param reason header `RateLimit-Reason`
 */
export async function pause(
  ctx: Context,
  { tenantId, reason, until }: { tenantId: string; reason: string | undefined; until: number },
): Promise<void> {
  if (reason === 'jira-per-issue-on-write' || reason === 'jira-burst-based') return;
  const name = reason === 'jira-quota-global-based' ? appBudget : tenantBudget(tenantId);
  await block(ctx.db, { name, until, reason: reason ?? 'rate limited' });
}

/** The error for a call that has to wait. @param until epoch ms */
export function rateLimited(until: number): AppError {
  const time = new Date(until).toISOString().slice(11, 16);
  return new AppError(
    'rate_limited',
    `Waiting for Jira until ${time} UTC: it takes no more requests for now.`,
    {
      retryAt: until,
    },
  );
}
