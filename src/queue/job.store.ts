import type { Db } from '../db/db.ts';
import type { Envelope } from './task.ts';

/** A job as graphile-worker is given it. */
export type QueuedJob = {
  readonly task: string;
  readonly tenantId: string;
  readonly envelope: Envelope;
  readonly queue: string | null;
  readonly key: string | null;
  readonly priority: number;
};

/** Puts jobs into the queue in one statement. No two may have the same key. */
export async function addJobs(db: Db, jobs: readonly QueuedJob[]): Promise<void> {
  await db.run(`select count(*) from ${added('select jsonb_array_elements($1::jsonb)')}`, [
    JSON.stringify(jobs),
  ]);
}

export type NewTimer = { readonly key: string; readonly job: QueuedJob };

/**
 * Keeps jobs until a time, in one statement; one that waits already under the same key keeps its time where that is
 * earlier. What joins work that is failing goes on failing since then: news every minute would keep it from ever being
 * given up.
 * @param at epoch ms
 */
export async function addTimers(db: Db, timers: readonly NewTimer[], at: number): Promise<void> {
  await db.run(
    `insert into timer (tenant_id, timer_key, task, job, due_at)
     select (job->>'tenantId')::uuid, key, job->>'task', job, $2
     from jsonb_to_recordset($1::jsonb) as t(key text, job jsonb)
     order by 1, 2
     on conflict (tenant_id, timer_key) do update set due_at = least(timer.due_at, excluded.due_at),
       job = excluded.job || jsonb_build_object('envelope', excluded.job->'envelope' ||
         jsonb_strip_nulls(jsonb_build_object('failingSince', least((timer.job#>>'{envelope,failingSince}')::bigint,
           (excluded.job#>>'{envelope,failingSince}')::bigint))))`,
    [JSON.stringify(timers), new Date(at)],
  );
}

/** Hands timers that are due to the queue; those of the same job become one. @returns how many jobs */
export async function promoteDue(db: Db, now: number): Promise<number> {
  const [promoted] = await db.rows<{ count: number }>(
    `with due as (
       delete from timer where (tenant_id, timer_key) in (
         select tenant_id, timer_key from timer where due_at <= $1 order by due_at limit 500 for update skip locked)
       returning timer_key, job || jsonb_build_object('task', task) as job)
     select count(*) from ${added("select distinct on (coalesce(job->>'key', timer_key)) job from due")}`,
    [new Date(now)],
  );
  return promoted?.count ?? 0;
}

/**
 * Adds all at once, which costs hardly more than adding one: each call of the queue's functions looks for the names of
 * tasks and queues, and wakes every worker when it is committed.
 * Retries are timers of ours, compared with the injected clock; the queue's own tries only cover a killed process.
 * @param jobs a statement that gives them as `jsonb`, in its only column
 */
function added(jobs: string): string {
  return `(select array(
      select (job->>'task', (job->'envelope')::json, job->>'queue', null, 25::smallint, job->>'key',
        (job->>'priority')::smallint, null)::graphile_worker.job_spec
      from (${jobs}) as wanted(job)) as specs) as given, lateral graphile_worker.add_jobs(specs)
    where cardinality(specs) > 0`;
}
