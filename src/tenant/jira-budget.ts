import type { Context } from '../context.ts';
import { block, take, takeAll } from '../db/budget.store.ts';
import { AppError } from '../lib/errors.ts';
import { clockTime, say } from '../lib/words/say.ts';
import {
  callerBudget,
  issueBudget,
  limitedBudget,
  takesOf,
  tenantBudget,
  type TenantCall,
} from './jira-limits.ts';

const hourMs = 3_600_000;
/** Of PostgreSQL's `integer`. */
const largestInteger = 2 ** 31 - 1;

/**
 * Takes what the call costs at least from the budgets that all processes share.
 * @throws AppError `rate_limited` with the time from which Jira may be asked
 */
export async function spend(ctx: Context, call: TenantCall): Promise<void> {
  const { tenantId, request } = call;
  const {
    jiraPointsPerHour: app,
    jiraTenantPointsPerHour: tenant,
    selfHostedRequestsPerMinute: server,
  } = ctx.config;
  const unblocked = request.lane === 'person' ? [] : [tenantBudget(tenantId)];
  if (request.issue !== undefined) unblocked.push(issueBudget(tenantId, request.issue));
  const takes = takesOf(call, { app, tenant, server });
  const refused = await takeAll(ctx.db, { takes, unblocked, now: ctx.clock.now() });
  if (refused !== undefined) throw rateLimited(refused.until);
}

/** Adds what an answer turned out to cost: one point for each object. It has been spent, whatever is left. */
export async function settle(
  ctx: Context,
  { tenantId, kind }: Omit<TenantCall, 'request'>,
  points: number,
): Promise<void> {
  if (points <= 0) return;
  const now = ctx.clock.now();
  const app = callerBudget({ kind, tenantId });
  const names = ctx.config.jiraTenantPointsPerHour > 0 ? [app, tenantBudget(tenantId)] : [app];
  for (const name of names) {
    await take(ctx.db, { name, cost: points, limit: largestInteger, windowMs: hourMs, now });
  }
}

/**
 * Jira answered 429. A limit of the whole app pauses every tenant, one of the tenant that tenant, one on bursts this
 * endpoint of the tenant, and the one on writes to an issue that issue.
 *
 * @param reason header `RateLimit-Reason`
 */
export async function pause(
  ctx: Context,
  call: TenantCall,
  { reason, until }: { reason: string | undefined; until: number },
): Promise<void> {
  const name = limitedBudget(call, reason);
  if (name !== undefined) await block(ctx.db, { name, until, reason: reason ?? 'rate limited' });
}

/** The error for a call that has to wait. @param until epoch ms */
export function rateLimited(until: number): AppError {
  return new AppError('rate_limited', say('tenant.limited', { until: clockTime(until) }), {
    retryAt: until,
  });
}
