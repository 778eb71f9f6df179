import { createHash } from 'node:crypto';
import type { Clock } from '../lib/clock.ts';
import type { Db } from '../db/db.ts';
import { livePriority, type Envelope, type Task } from './task.ts';

/** Tenant of work that belongs to no tenant (clean-up, heartbeats). */
export const noTenant = '00000000-0000-0000-0000-000000000000';

export type AddOptions = {
  /** Epoch ms when it is due. Absent or past: now. */
  readonly at?: number | undefined;
  readonly attempt?: number | undefined;
  /** Epoch ms of the first failure of work that is tried again. */
  readonly failingSince?: number | undefined;
};

export type Jobs = {
  /** Queues work in the caller's transaction: it exists when, and only when, the transaction commits. */
  add<P extends { tenantId: string }>(
    db: Db,
    task: Task<P>,
    entry: { payload: P } & AddOptions,
  ): Promise<void>;
  /** The same for many at once, in one statement; those with the same job key become one. */
  addMany<P extends { tenantId: string }>(db: Db, task: Task<P>, payloads: readonly P[]): Promise<void>;
  /** The same for later: @param given.at epoch ms. One that waits already keeps its time where that is earlier. */
  addManyAt<P extends { tenantId: string }>(
    db: Db,
    task: Task<P>,
    given: { payloads: readonly P[]; at: number },
  ): Promise<void>;
  /** Hands every timer that is due to the queue; gives how many. */
  promoteDue(db: Db): Promise<number>;
};

// graphile-worker looks at every queue for each job it takes: few queues shared by hash keep that look short.
const queueCount = 64;

/**
 * Live work has queues of its own: behind an import of the same number it would wait for that import's slice. So has
 * what carries it to Jira, which would wait for a repository that is being read.
 */
function queueName(orderKey: string, { priority = 0 }: Pick<Task<never>, 'priority'>): string {
  const number = createHash('sha256').update(orderKey).digest().readUInt16BE(0) % queueCount;
  return `${priority >= 0 ? 'order' : priority < livePriority ? 'send' : 'live'}-${number}`;
}

type Job = {
  readonly envelope: Envelope;
  readonly queue: string | null;
  readonly key: string | null;
  readonly priority: number;
};

type Try = Pick<Envelope, 'attempt' | 'failingSince'>;

function jobOf<P extends { tenantId: string }>(task: Task<P>, payload: P, given: Try): Job {
  return {
    envelope: { payload, ...given },
    queue: task.orderKey ? queueName(`${payload.tenantId}:${task.orderKey(payload)}`, task) : null,
    key: task.jobKey ? `${task.name}:${payload.tenantId}:${task.jobKey(payload)}` : null,
    priority: task.priority ?? 0,
  };
}

export function createJobs(clock: Clock): Jobs {
  return {
    async add(db, task, { payload, at, attempt = 1, failingSince }) {
      const job = jobOf(task, payload, { attempt, failingSince });
      if (at !== undefined && at > clock.now()) {
        const timerKey = job.key ?? `${task.name}:${crypto.randomUUID()}`;
        await db.run(
          `insert into timer (tenant_id, timer_key, task, job, due_at) values ($1, $2, $3, $4::jsonb, $5)
           ${joinTimer}`,
          [payload.tenantId, timerKey, task.name, JSON.stringify(job), new Date(at)],
        );
        return;
      }
      await addJobs(db, [{ ...job, task: task.name }]);
    },
    async addMany(db, task, payloads) {
      if (payloads.length === 0) return;
      const jobs = payloads.map((payload) => ({ ...jobOf(task, payload, { attempt: 1 }), task: task.name }));
      const distinct = new Map(jobs.map((job) => [job.key ?? job, job]));
      await addJobs(db, [...distinct.values()]);
    },
    async addManyAt(db, task, { payloads, at }) {
      if (payloads.length === 0) return;
      const timers = payloads.map((payload) => {
        const job = jobOf(task, payload, { attempt: 1 });
        return { tenant: payload.tenantId, key: job.key ?? `${task.name}:${crypto.randomUUID()}`, job };
      });
      const distinct = new Map(timers.map((timer) => [timer.key, timer]));
      await db.run(
        `insert into timer (tenant_id, timer_key, task, job, due_at)
         select tenant, key, $1, job, $3 from jsonb_to_recordset($2::jsonb) as t(tenant uuid, key text, job jsonb)
         order by tenant, key
         ${joinTimer}`,
        [task.name, JSON.stringify([...distinct.values()]), new Date(at)],
      );
    },
    async promoteDue(db) {
      const [promoted] = await db.rows<{ count: number }>(
        `with due as (
           delete from timer where (tenant_id, timer_key) in (
             select tenant_id, timer_key from timer where due_at <= $1 order by due_at limit 500 for update skip locked)
           returning job || jsonb_build_object('task', task) as job)
         select count(*) from ${added('select job from due')}`,
        [new Date(clock.now())],
      );
      return promoted?.count ?? 0;
    },
  };
}

// What joins work that is failing goes on failing since then: news every minute would keep it from ever being given up.
const joinTimer = `on conflict (tenant_id, timer_key) do update set due_at = least(timer.due_at, excluded.due_at),
  job = excluded.job || jsonb_build_object('envelope', excluded.job->'envelope' || jsonb_strip_nulls(jsonb_build_object(
    'failingSince', least((timer.job#>>'{envelope,failingSince}')::bigint,
      (excluded.job#>>'{envelope,failingSince}')::bigint))))`;

async function addJobs(db: Db, jobs: readonly (Job & { readonly task: string })[]): Promise<void> {
  await db.run(`select count(*) from ${added('select jsonb_array_elements($1::jsonb)')}`, [
    JSON.stringify(jobs),
  ]);
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
