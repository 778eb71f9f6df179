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

/** Work that is due and nobody has begun, by class: live work (priority below 0) and all other. */
export type DueWork = {
  readonly class: 'live' | 'other';
  readonly jobs: number;
  readonly oldestSeconds: number;
};

/** Jobs are due by the database's clock, timers by the app's (`now`, epoch ms). */
export async function dueWork(db: Db, now: number): Promise<DueWork[]> {
  return db.rows<DueWork>(
    `select case when priority < 0 then 'live' else 'other' end as class, count(*)::int as jobs,
       greatest(0, max(seconds))::float8 as "oldestSeconds"
     from (
       select priority, extract(epoch from now() - run_at) as seconds from graphile_worker.jobs
       where locked_at is null and attempts < max_attempts and run_at <= now()
       union all
       select (job->>'priority')::int, extract(epoch from $1::timestamptz - due_at) from timer where due_at <= $1) as due
     group by 1`,
    [new Date(now)],
  );
}
