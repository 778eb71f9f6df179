import type { Db } from './db.ts';

/**
 * What an API lets us do, shared by all processes and all tenants: a budget belongs to a host and user (GitLab) or to
 * an app and site (Jira), so these rows are named by budget and have no tenant of their own.
 * Name: `gitlab:<host url>:<user id>`, `jira:<tenant id>`. Times are epoch ms.
 */
export type Block = { readonly name: string; readonly until: number; readonly reason: string };

/** The block that lasts longest among these budgets, or undefined when all may be used now. One small statement. */
export async function blockedUntil(
  db: Db,
  { names, now }: { names: readonly string[]; now: number },
): Promise<Block | undefined> {
  const [row] = await db.rows<{ name: string; blocked_until: Date; blocked_reason: string | null }>(
    `select name, blocked_until, blocked_reason from budget
     where name = any($1) and blocked_until > $2 order by blocked_until desc limit 1`,
    [names, new Date(now)],
  );
  return row && { name: row.name, until: row.blocked_until.getTime(), reason: row.blocked_reason ?? '' };
}

/** Nobody uses this budget before `until`. A later end stays: answers that were on their way may come in any order. */
export async function block(db: Db, { name, until, reason }: Block): Promise<void> {
  await db.run(
    `insert into budget (name, window_start, used, blocked_until, blocked_reason)
     values ($1, to_timestamp(0), 0, $2, $3)
     on conflict (name) do update set blocked_until = excluded.blocked_until, blocked_reason = excluded.blocked_reason
     where budget.blocked_until is null or budget.blocked_until < excluded.blocked_until`,
    [name, new Date(until), reason],
  );
}

export type Take = {
  readonly name: string;
  readonly cost: number;
  /** Cost that one window allows. */
  readonly limit: number;
  readonly windowMs: number;
  readonly now: number;
};

/**
 * Takes `cost` out of the window that holds `now` (windows start at multiples of their length).
 * @returns undefined when it was granted, otherwise the time at which to ask again
 */
export async function take(db: Db, { name, cost, limit, windowMs, now }: Take): Promise<number | undefined> {
  const windowStart = now - (now % windowMs);
  const granted = await db.rows(
    `insert into budget (name, window_start, used) values ($1, $2, $3)
     on conflict (name) do update set
       window_start = greatest(budget.window_start, excluded.window_start),
       used = case when budget.window_start < excluded.window_start then 0 else budget.used end + $3
     where (budget.blocked_until is null or budget.blocked_until <= $5)
       and (case when budget.window_start < excluded.window_start then 0 else budget.used end) + $3 <= $4
     returning name`,
    [name, new Date(windowStart), cost, limit, new Date(now)],
  );
  if (granted.length > 0) return undefined;
  const blocked = await blockedUntil(db, { names: [name], now });
  return Math.max(windowStart + windowMs, blocked?.until ?? 0);
}
