import type { Db } from '../db/db.ts';

// Figures over all tenants: whoever runs the app sees how it fares, and none of its labels tells whose work it is.

export type Pending = { readonly lane: string; readonly entities: number; readonly oldest: number };

/** Entities that wait for Jira, by lane; `oldest` is when the first of them was recorded, epoch ms. */
export async function pendingEntities(db: Db): Promise<Pending[]> {
  return db.rows<Pending>(
    `select lane, count(*)::int as entities, min(queued_at) as oldest from entity where state = 'pending' group by lane`,
  );
}

export async function rejectedEntities(db: Db): Promise<{ kind: string; count: number }[]> {
  return db.rows(`select kind, count(*)::int as count from entity where state = 'rejected' group by kind`);
}

/** Commands of Smart Commits that have not ended, by state; `oldest` is when the first came, epoch ms. Few at any time. */
export async function openCommands(db: Db): Promise<{ state: string; count: number; oldest: number }[]> {
  return db.rows(
    `select state, count(*)::int as count, (extract(epoch from min(seen_at)) * 1000)::float8 as oldest
     from smart_command where state in ('waiting', 'running') group by state`,
  );
}

export async function hooksByState(db: Db): Promise<{ state: string; count: number }[]> {
  return db.rows('select state, count(*)::int as count from hook group by state');
}

/** As the planner knows it: counting a table that grows by a thousand rows a second would cost more than it tells. */
export async function storedDeliveries(db: Db): Promise<number> {
  const [row] = await db.rows<{ count: number }>(
    `select greatest(0, sum(reltuples))::int as count from pg_class where oid = 'delivery'::regclass`,
  );
  return row?.count ?? 0;
}

/** What waits for a limit to end: names of budgets. */
export async function blockedBudgets(db: Db, now: number): Promise<string[]> {
  const rows = await db.rows<{ name: string }>('select name from budget where blocked_until > $1', [
    new Date(now),
  ]);
  return rows.map(({ name }) => name);
}
