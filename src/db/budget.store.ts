import type { Db } from './db.ts';
import { paceAt, whenPaced, windowAt } from './fair-window.ts';

/**
 * What an API lets us do, shared by all processes and all tenants: a budget belongs to a host and user (GitLab) or to
 * an app and site (Jira), so these rows are named by budget and have no tenant of their own. Times are epoch ms.
 */
export type Block = { readonly name: string; readonly until: number; readonly reason: string };

/** The block that lasts longest among these budgets, or undefined when all may be used now. One small statement. */
export async function blockedUntil(
  db: Db,
  { names, now }: { names: readonly string[]; now: number },
): Promise<Block | undefined> {
  const [row] = await db.rows<BlockRow>(
    `select name, blocked_until, blocked_reason from budget
     where name = any($1) and blocked_until > $2 order by blocked_until desc limit 1`,
    [names, new Date(now)],
  );
  return row && toBlock(row);
}

/** All that blocks these budgets and those whose names begin with `prefix`, the longest first. For pages. */
export async function listBlocks(
  db: Db,
  { names, prefix, now }: { names: readonly string[]; prefix: string; now: number },
): Promise<Block[]> {
  const rows = await db.rows<BlockRow>(
    `select name, blocked_until, blocked_reason from budget
     where (name = any($1) or starts_with(name, $2)) and blocked_until > $3 order by blocked_until desc`,
    [names, prefix, new Date(now)],
  );
  return rows.map(toBlock);
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

/** Some of a window's allowance. */
export type Take = {
  readonly name: string;
  readonly cost: number;
  /** Cost that one window allows. */
  readonly limit: number;
  readonly windowMs: number;
  /**
   * This budget is one holder's part of another one, which is taken from in the same call: an equal share of `usable`
   * among those that hold one in this window or held one in the last, and more while all together keep the pace.
   */
  readonly share?: { readonly of: string; readonly usable: number } | undefined;
};

export type TakeAll = {
  readonly takes: readonly Take[];
  /** Budgets that must not be blocked, beside those taken from. */
  readonly unblocked?: readonly string[] | undefined;
  readonly now: number;
};

/**
 * Takes from all these windows, or from none, unless any of them is blocked. One statement: it is sent before each
 * request to an API. Windows start at multiples of their length.
 *
 * @returns undefined when it was granted, otherwise which budget refused and the time at which to ask again
 */
export async function takeAll(
  db: Db,
  { takes, unblocked = [], now }: TakeAll,
): Promise<Omit<Block, 'reason'> | undefined> {
  const names = takes.map(({ name }) => name);
  if (names.length === 0) return blockedUntil(db, { names: unblocked, now });
  const [row] = await db.rows<TakenRow>(takeStatement, [
    JSON.stringify(takes.map((take) => asked(take, now))),
    names,
    [...names, ...unblocked],
    new Date(now),
  ]);
  if (row?.blocked != null && row.blocked_until !== null) {
    return { name: row.blocked, until: row.blocked_until.getTime() };
  }
  if (row?.taken === takes.length) return undefined;
  const refused = takes.find(({ name }) => name === row?.refused) ?? takes[0];
  if (refused === undefined) return undefined;
  const { name, windowMs, share } = refused;
  if (share === undefined || row?.used_by_all == null) return { name, until: windowAt(now, windowMs).end };
  return { name, until: whenPaced({ used: row.used_by_all, usable: share.usable }, now, windowMs) };
}

/** Takes from one window. @returns undefined when it was granted, otherwise the time at which to ask again */
export async function take(db: Db, { now, ...window }: Take & { now: number }): Promise<number | undefined> {
  return (await takeAll(db, { takes: [window], now }))?.until;
}

/** What was taken from the present window of these budgets; one that was not used in it is absent. */
export async function usedNow(
  db: Db,
  { names, windowStart }: { names: readonly string[]; windowStart: number },
): Promise<Map<string, number>> {
  const rows = await db.rows<{ name: string; used: number }>(
    'select name, used from budget where name = any($1) and window_start >= $2',
    [names, new Date(windowStart)],
  );
  return new Map(rows.map(({ name, used }) => [name, used]));
}

/** Forgets budgets that nobody has used or blocked since then. */
export async function forgetBudgets(db: Db, before: number): Promise<void> {
  await db.run(
    'delete from budget where window_start < $1 and (blocked_until is null or blocked_until < $1)',
    [new Date(before)],
  );
}

type BlockRow = { name: string; blocked_until: Date; blocked_reason: string | null };

function toBlock(row: BlockRow): Block {
  return { name: row.name, until: row.blocked_until.getTime(), reason: row.blocked_reason ?? '' };
}

type TakenRow = {
  taken: number;
  blocked: string | null;
  blocked_until: Date | null;
  refused: string | null;
  used_by_all: number | null;
};

function asked({ name, cost, limit, windowMs, share }: Take, now: number): object {
  const { start } = windowAt(now, windowMs);
  return {
    name,
    cost,
    most: limit,
    start: new Date(start),
    before: new Date(start - windowMs),
    share_of: share?.of,
    usable: share?.usable,
    pace: share && paceAt(now, windowMs, share.usable),
  };
}

// Rows are locked in the order of their names, so that two statements never wait for each other. A row that is not
// there yet cannot be locked: its limit is looked at once more where it is written.
const takeStatement = `
  with asked as materialized (
    select * from json_to_recordset($1::json) as a(name text, cost integer, most integer, start timestamptz,
      before timestamptz, share_of text, usable integer, pace integer)
  ), held as materialized (
    select name, used, window_start, holders, holders_before from budget where name = any($2) order by name for update
  ), stand as materialized (
    select a.*,
      case when h.window_start >= a.start then h.used else 0 end as used,
      case when h.window_start >= a.start then h.holders else 0 end as holders,
      case when h.window_start >= a.start then h.holders_before
           when h.window_start = a.before then h.holders else 0 end as holders_before
    from asked a left join held h using (name)
  ), blocked as materialized (
    select name, blocked_until from budget where name = any($3) and blocked_until > $4
    order by blocked_until desc limit 1
  ), refused as materialized (
    select s.name, w.used as used_by_all
    from stand s left join stand w on w.name = s.share_of
    where s.used + s.cost > s.most
      or (s.share_of is not null and w.used + w.cost > s.pace and s.used + s.cost > greatest(1,
        s.usable / greatest(1, w.holders_before, w.holders + case when s.used = 0 then 1 else 0 end)))
    order by s.share_of nulls first limit 1
  ), taken as (
    insert into budget as b (name, window_start, used, holders, holders_before)
    select s.name, s.start, s.cost,
      (select count(*) from stand one where one.share_of = s.name and one.used = 0), s.holders_before
    from stand s
    where not exists (select from blocked) and not exists (select from refused) order by s.name
    on conflict (name) do update set
      window_start = greatest(b.window_start, excluded.window_start),
      used = case when b.window_start >= excluded.window_start then b.used else 0 end + excluded.used,
      holders = case when b.window_start >= excluded.window_start then b.holders else 0 end + excluded.holders,
      holders_before = case when b.window_start >= excluded.window_start then b.holders_before
        else excluded.holders_before end
    where case when b.window_start >= excluded.window_start then b.used else 0 end + excluded.used
      <= (select most from asked where asked.name = excluded.name)
    returning 1
  )
  select (select count(*)::int from taken) as taken, b.name as blocked, b.blocked_until, r.name as refused, r.used_by_all
  from (select 1) as one left join blocked b on true left join refused r on true`;
