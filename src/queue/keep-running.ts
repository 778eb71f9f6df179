import { EventEmitter } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { Logger, run, type TaskList, type WorkerEvents } from 'graphile-worker';
import type pg from 'pg';
import type { Log } from '../lib/log.ts';

const restartMs = 1_000;

export type Runner = {
  /** Under which names jobs are locked now. It is the id of the pool, not of the worker in it (0.18, batchGetJobs). */
  ids(): readonly string[];
  stop(): Promise<void>;
};

/**
 * Runs graphile-worker, and runs it anew when it ends by itself: where a connection breaks while it notes that a job is
 * done, the whole pool gives up (0.18, main.js "queue is in an inconsistent state"). What the ended one still holds is
 * then under a name that nobody calls his own, so the heartbeat gives it back to the queue.
 */
export async function keepRunning(
  log: Log,
  { pool, tasks, slots }: { pool: pg.Pool; tasks: TaskList; slots: number },
): Promise<Runner> {
  const ids = new Set<string>();
  const stopping = new AbortController();
  const isStopping = () => stopping.signal.aborted;
  const start = () => {
    const events: WorkerEvents = new EventEmitter();
    events.on('pool:create', ({ workerPool }) => ids.add(workerPool.id));
    return run({
      pgPool: pool,
      concurrency: slots,
      noHandleSignals: true,
      pollInterval: 2_000,
      taskList: tasks,
      parsedCronItems: [],
      events,
      logger: queueLogger(log),
      // Without batches nobody listens to the end of what notes that a job is done (worker.js, `completeJob(job)`): a
      // connection that breaks just then would end this process.
      preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    });
  };
  let running: Awaited<ReturnType<typeof start>> | undefined = await start();
  const supervised = (async () => {
    for (;;) {
      await running?.promise.catch(() => undefined);
      if (isStopping()) return;
      ids.clear();
      log.warn('the queue worker ended by itself and is started again');
      await delay(restartMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (isStopping()) return;
      running = await start().catch((err: unknown) => {
        log.warn({ err }, 'the queue worker could not be started, it is tried again');
        return undefined;
      });
      if (isStopping()) await running?.stop().catch(() => undefined);
    }
  })();
  return {
    ids: () => [...ids],
    async stop() {
      stopping.abort();
      // One that has ended by itself just now says so by rejecting.
      await running?.stop().catch(() => undefined);
      await supervised;
    },
  };
}

/** Its chatter at `debug`; what it says about failed jobs is repeated by our own log with more to it. */
export function queueLogger(log: Log): Logger {
  return new Logger(() => (level, message) => {
    if (level === 'error') log.error(`queue: ${message}`);
    else log.debug(`queue: ${message}`);
  });
}
