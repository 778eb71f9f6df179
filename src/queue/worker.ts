import { EventEmitter } from 'node:events';
import { Logger, run, type Job, type TaskList, type WorkerEvents } from 'graphile-worker';
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

const timerTickMs = 1_000;

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
  const workerIds = new Set<string>();
  const events: WorkerEvents = new EventEmitter();
  // It locks jobs under the id of the pool, not of the worker in it (graphile-worker 0.18, batchGetJobs).
  events.on('pool:create', ({ workerPool }) => workerIds.add(workerPool.id));
  const runner = await run({
    pgPool: pool,
    concurrency: workerConcurrency,
    noHandleSignals: true,
    pollInterval: 2_000,
    taskList: taskList(ctx, handlers),
    parsedCronItems: [],
    events,
    logger: queueLogger(ctx.log),
  });
  const heartbeat = await startHeartbeat(ctx, { role, workerIds: () => [...workerIds] });
  const ticker = startTicker(ctx.log, timerTickMs, async () => {
    while ((await ctx.jobs.promoteDue(ctx.db)) > 0);
  });
  return {
    async stop() {
      await ticker.stop();
      await runner.stop();
      await heartbeat.stop();
      await pool.end();
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
