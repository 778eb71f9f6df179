import type { Db } from '../db/db.ts';

/** How much work there is, over all tenants; `now` is the app's clock, epoch ms. */
export async function queueDepth(
  db: Db,
  now: number,
): Promise<{ waiting: number; running: number; timers: number; overdue: number }> {
  const [row] = await db.rows<{ waiting: number; running: number; timers: number; overdue: number }>(
    `select count(*) filter (where locked_at is null and attempts < max_attempts)::int as waiting,
            count(*) filter (where locked_at is not null)::int as running,
            (select count(*)::int from timer) as timers,
            (select count(*)::int from timer where due_at < $1) as overdue
     from graphile_worker.jobs`,
    [new Date(now)],
  );
  return row ?? { waiting: 0, running: 0, timers: 0, overdue: 0 };
}
