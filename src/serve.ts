import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { Context } from './context.ts';
import { contextForJobs } from './create-context.ts';
import { scheduleHousekeeping } from './queue/housekeeping.ts';
import type { Handler } from './queue/run-task.ts';
import { jobsAtOnce, startWorker } from './queue/worker.ts';

export type Parts = {
  readonly app: RequestListener;
  /** Absent: this process runs no jobs. */
  readonly handlers?: readonly Handler<Context>[] | undefined;
};

export type Serving = {
  readonly port: number;
  /** Ends requests and jobs that run, takes no new ones, and closes the context. */
  stop(): Promise<void>;
};

// Orchestrators kill 30 s after SIGTERM. What is not done by then is left to another process: nothing is lost, since
// each request and each job commits its own work, and the jobs of a dead process are handed on.
const patienceMs = 25_000;

/** Listens and works until it is stopped. `ctx.stopping` must be aborted before `stop`, so that long work ends. */
export async function serve(ctx: Context, { app, handlers }: Parts): Promise<Serving> {
  const server = createServer(app);
  server.listen(ctx.config.port);
  await once(server, 'listening');
  const working = handlers && contextForJobs(ctx, jobsAtOnce(ctx.config));
  const worker = working && (await startWorker(working, handlers));
  if (worker !== undefined) await scheduleHousekeeping(ctx);
  return {
    port: portOf(server),
    async stop() {
      const impatient = setTimeout(() => {
        ctx.log.error('stopping took too long; another process takes over what still runs');
        process.exit(1);
      }, patienceMs);
      await Promise.all([closeServer(server), worker?.stop()]);
      await working?.close();
      await ctx.close();
      clearTimeout(impatient);
    },
  };
}

/**
 * Calls `stop` at SIGTERM or SIGINT; a second signal ends the process at once.
 *
 * `npm start` passes SIGTERM to the shell between it and us, which dies without telling us. So below npm the loss of
 * our parent counts as SIGTERM.
 */
export function stopOnSignal(
  stopping: AbortController,
  { startedByNpm, stop }: { startedByNpm: boolean; stop: () => Promise<void> },
): void {
  const end = () => {
    stopping.abort();
    stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  const onSignal = () => {
    if (stopping.signal.aborted) process.exit(1);
    end();
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
  if (!startedByNpm) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent && !stopping.signal.aborted) end();
  }, 500).unref();
}

async function closeServer(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  await closed;
}

function portOf(server: Server): number {
  const address = server.address();
  return address === null || typeof address === 'string' ? 0 : address.port;
}
