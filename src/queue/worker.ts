import type { Job, TaskList } from 'graphile-worker';
import pg from 'pg';
import type { Metrics } from '../lib/metrics.ts';
import type { RightOfWay } from '../lib/right-of-way.ts';
import { startHeartbeat } from './heartbeat.ts';
import { keepRunning } from './keep-running.ts';
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
  readonly rightOfWay: RightOfWay;
};

export type Worker = {
  /** Takes no more jobs, waits for those that run (they end at their next page), and says goodbye. */
  stop(): Promise<void>;
};

// Pipelines are looked at 50 ms after their event: a coarser tick would double that.
const timerTickMs = 50;
/** Jobs of live work at once, beside all other: a slice of an import holds its slot for 20 s. */
const liveSlots = 12;

export function jobsAtOnce({ workerConcurrency }: WorkerContext['config']): number {
  return liveSlots + workerConcurrency;
}

/** Connections that the queue's own statements share. */
const mostQueries = 10;

/**
 * Runs jobs in this process until it is stopped: graphile-worker once for live work (priority below 0) and once for all
 * other, each with slots of its own, on one pool of connections; the ticker that hands due timers to it, and the
 * heartbeat that lets others take over what this process holds if it dies.
 */
export async function startWorker<Ctx extends WorkerContext>(
  ctx: Ctx,
  handlers: readonly Handler<Ctx>[],
): Promise<Worker> {
  const { databaseUrl, workerConcurrency, role } = ctx.config;
  const live = handlers.filter(({ isLive }) => isLive);
  const lanes = [
    { slots: workerConcurrency, handlers: handlers.filter(({ isLive }) => !isLive) },
    // graphile-worker complains of a list without tasks.
    ...(live.length === 0 ? [] : [{ slots: liveSlots, handlers: live }]),
  ];
  // Beside them each runner keeps one to listen for new jobs.
  const most = Math.min(jobsAtOnce(ctx.config), mostQueries) + lanes.length;
  const lost = (err: Error) => ctx.log.warn({ err }, 'queue connection lost');
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: most,
    // Taking a job locks the names of all queues until it is committed, and who asks meanwhile finds nothing (0.18,
    // sql/getJobs.js, strategy 2). What the database forgets when it dies, a job taken or done, is done once more. The
    // pool hands the connection out when this is done.
    // eslint-disable-next-line @typescript-eslint/no-misused-promises -- the pool waits for it, its types do not say so
    onConnect: (client) => client.query('set synchronous_commit = off').then(() => undefined),
  });
  pool.on('error', lost);
  // One in use has no handler of the pool's; without any its end would end this process.
  pool.on('connect', (client) => client.on('error', lost));
  const runners = await Promise.all(
    lanes.map(({ slots, handlers: of }) => keepRunning(ctx.log, { pool, slots, tasks: taskList(ctx, of) })),
  );
  const workerIds = () => runners.flatMap((runner) => runner.ids());
  const heartbeat = await startHeartbeat(ctx, { role, workerIds });
  const ticker = startTicker(ctx.log, timerTickMs, async () => {
    while ((await ctx.jobs.promoteDue(ctx.db)) > 0);
  });
  const stopListening = ctx.jobs.onDue(() => ticker.now());
  return {
    async stop() {
      stopListening();
      await ticker.stop();
      await Promise.all(runners.map((runner) => runner.stop()));
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
        const end = handler.isLive ? ctx.rightOfWay.begin() : undefined;
        try {
          ended(await handler.run(ctx, payload as Envelope));
        } catch (error) {
          ended('crashed');
          throw error;
        } finally {
          end?.();
        }
      },
    ]),
  );
}
