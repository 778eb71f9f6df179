import { EventEmitter } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { Logger, run, type Job, type Runner, type TaskList, type WorkerEvents } from 'graphile-worker';
import pg from 'pg';
import type { Log } from '../lib/log.ts';
import type { Metrics } from '../lib/metrics.ts';
import { startHeartbeat } from './heartbeat.ts';
import type { Handler, QueueContext } from './run-task.ts';
import type { Envelope } from './task.ts';
import { startTicker } from './ticker.ts';

export type WorkerContext = QueueContext & {
  readonly config: {
    readonly databaseUrl: string | undefined;
    readonly workerConcurrency: number;
    readonly role: string;
  };
  readonly metrics: Metrics;
};

export type Worker = {
  /** Takes no more jobs, waits for those that run (they end at their next page), and says goodbye. */
  stop(): Promise<void>;
};

// Pipelines are looked at half a second after their event: a coarser tick would double that.
const timerTickMs = 200;
const restartMs = 1_000;

/**
 * Runs jobs in this process until it is stopped: graphile-worker with a pool of its own, the ticker that hands due
 * timers to it, and the heartbeat that lets others take over what this process holds if it dies.
 */
export async function startWorker<Ctx extends WorkerContext>(
  ctx: Ctx,
  handlers: readonly Handler<Ctx>[],
): Promise<Worker> {
  const { databaseUrl, workerConcurrency, role } = ctx.config;
  // One connection more than jobs at once: graphile-worker keeps one to listen for new jobs.
  const pool = new pg.Pool({ connectionString: databaseUrl, max: Math.min(workerConcurrency, 10) + 1 });
  const lost = (err: Error) => ctx.log.warn({ err }, 'queue connection lost');
  pool.on('error', lost);
  // One in use has no handler of the pool's; without any its end would end this process.
  pool.on('connect', (client) => client.on('error', lost));
  const runners = await keepRunning(ctx, { pool, tasks: taskList(ctx, handlers) });
  const heartbeat = await startHeartbeat(ctx, { role, workerIds: () => runners.ids() });
  const ticker = startTicker(ctx.log, timerTickMs, async () => {
    while ((await ctx.jobs.promoteDue(ctx.db)) > 0);
  });
  return {
    async stop() {
      await ticker.stop();
      await runners.stop();
      await heartbeat.stop();
      await pool.end();
    },
  };
}

type Runners = {
  /** Under which names jobs are locked now. It is the id of the pool, not of the worker in it (0.18, batchGetJobs). */
  ids(): readonly string[];
  stop(): Promise<void>;
};

/**
 * Runs graphile-worker, and runs it anew when it ends by itself: where a connection breaks while it notes that a job is
 * done, the whole pool gives up (0.18, main.js "queue is in an inconsistent state"). What the ended one still holds is
 * then under a name that nobody calls his own, so the heartbeat gives it back to the queue.
 */
async function keepRunning(
  ctx: WorkerContext,
  { pool, tasks }: { pool: pg.Pool; tasks: TaskList },
): Promise<Runners> {
  const ids = new Set<string>();
  const stopping = new AbortController();
  const isStopping = () => stopping.signal.aborted;
  const start = () => {
    const events: WorkerEvents = new EventEmitter();
    events.on('pool:create', ({ workerPool }) => ids.add(workerPool.id));
    return run({
      pgPool: pool,
      concurrency: ctx.config.workerConcurrency,
      noHandleSignals: true,
      pollInterval: 2_000,
      taskList: tasks,
      parsedCronItems: [],
      events,
      logger: queueLogger(ctx.log),
      // Without batches nobody listens to the end of what notes that a job is done (worker.js, `completeJob(job)`): a
      // connection that breaks just then would end this process.
      preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    });
  };
  let runner: Runner | undefined = await start();
  const supervised = (async () => {
    for (;;) {
      await runner?.promise.catch(() => undefined);
      if (isStopping()) return;
      ids.clear();
      ctx.log.warn('the queue worker ended by itself and is started again');
      await delay(restartMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (isStopping()) return;
      runner = await start().catch((err: unknown) => {
        ctx.log.warn({ err }, 'the queue worker could not be started, it is tried again');
        return undefined;
      });
      if (isStopping()) await runner?.stop().catch(() => undefined);
    }
  })();
  return {
    ids: () => [...ids],
    async stop() {
      stopping.abort();
      // One that has ended by itself just now says so by rejecting.
      await runner?.stop().catch(() => undefined);
      await supervised;
    },
  };
}

/** Handlers as graphile-worker wants them, each measured. */
export function taskList<Ctx extends WorkerContext>(ctx: Ctx, handlers: readonly Handler<Ctx>[]): TaskList {
  return Object.fromEntries(
    handlers.map((handler) => [
      handler.name,
      async (payload: unknown, { job }: { job: Job }) => {
        const startedAt = performance.now();
        const waitedSeconds = (ctx.clock.now() - job.run_at.getTime()) / 1000;
        const seconds = () => (performance.now() - startedAt) / 1000;
        const ended = (outcome: string) =>
          ctx.metrics.job({ task: handler.name, outcome, seconds: seconds(), waitedSeconds });
        try {
          ended(await handler.run(ctx, payload as Envelope));
        } catch (error) {
          ended('crashed');
          throw error;
        }
      },
    ]),
  );
}

/** Its chatter at `debug`; what it says about failed jobs is repeated by our own log with more to it. */
export function queueLogger(log: Log): Logger {
  return new Logger(() => (level, message) => {
    if (level === 'error') log.error(`queue: ${message}`);
    else log.debug(`queue: ${message}`);
  });
}
