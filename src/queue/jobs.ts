import { createHash } from 'node:crypto';
import type { Clock } from '../lib/clock.ts';
import { afterCommit, type Db } from '../db/db.ts';
import { addJobs, addTimers, promoteDue, type NewTimer, type QueuedJob } from './job.store.ts';
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
  /** Calls `listener` whenever this process has made a timer that is due at once. @returns what ends that */
  onDue(listener: () => void): () => void;
  /** Hands timers that are due to the queue; gives how many jobs these were. */
  promoteDue(db: Db): Promise<number>;
};

// graphile-worker looks at every queue for each job it takes: few queues shared by hash keep that look short.
const queueCount = 64;

/**
 * Live work has queues of its own: behind an import of the same number it would wait for that import's slice. So has
 * what carries it to Jira, which would wait for a repository that is being read. The lanes of one tenant in queues that
 * a task names are different ones.
 */
export function queueName(
  { tenantId, orderKey }: { readonly tenantId: string; readonly orderKey: string },
  { queue, priority = 0 }: Pick<Task<never>, 'priority' | 'queue'>,
): string {
  if (queue !== undefined) return `${queue}-${(numberOf(tenantId) + Number(orderKey)) % queueCount}`;
  const kind = priority >= 0 ? 'order' : priority < livePriority ? 'send' : 'live';
  return `${kind}-${numberOf(`${tenantId}:${orderKey}`)}`;
}

function numberOf(text: string): number {
  return createHash('sha256').update(text).digest().readUInt16BE(0) % queueCount;
}

function jobOf<P extends { tenantId: string }>(
  task: Task<P>,
  payload: P,
  given: Pick<Envelope, 'attempt' | 'failingSince'>,
): QueuedJob {
  const { tenantId } = payload;
  return {
    task: task.name,
    tenantId,
    envelope: { payload, ...given },
    queue: task.orderKey ? queueName({ tenantId, orderKey: task.orderKey(payload) }, task) : null,
    key: task.jobKey ? `${task.name}:${tenantId}:${task.jobKey(payload)}` : null,
    priority: task.priority ?? 0,
  };
}

/** A key of its own where the job has none. */
function timerOf(job: QueuedJob): NewTimer {
  return { key: job.key ?? `${job.task}:${crypto.randomUUID()}`, job };
}

export function createJobs(clock: Clock): Jobs {
  const listeners = new Set<() => void>();
  return {
    onDue(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async add(db, task, { payload, at, attempt = 1, failingSince }) {
      const job = jobOf(task, payload, { attempt, failingSince });
      const now = clock.now();
      if (at !== undefined && at > now) return addTimers(db, [timerOf(job)], at);
      if (task.isAnnouncedByMany !== true) return addJobs(db, [job]);
      await addTimers(db, [{ ...timerOf({ ...job, key: null }), job }], now);
      afterCommit(db, () => {
        for (const listener of listeners) listener();
      });
    },
    async addMany(db, task, payloads) {
      if (payloads.length === 0) return;
      const jobs = payloads.map((payload) => jobOf(task, payload, { attempt: 1 }));
      const distinct = new Map(jobs.map((job) => [job.key ?? job, job]));
      await addJobs(db, [...distinct.values()]);
    },
    async addManyAt(db, task, { payloads, at }) {
      if (payloads.length === 0) return;
      const timers = payloads.map((payload) => timerOf(jobOf(task, payload, { attempt: 1 })));
      const distinct = new Map(timers.map((timer) => [timer.key, timer]));
      await addTimers(db, [...distinct.values()], at);
    },
    promoteDue: (db) => promoteDue(db, clock.now()),
  };
}
