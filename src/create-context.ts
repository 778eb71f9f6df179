import type { Config } from './config.ts';
import type { Context } from './context.ts';
import { connectDb } from './db/db.ts';
import { startEmbedded } from './db/embedded.ts';
import { systemClock, type Clock } from './lib/clock.ts';
import { encryptionKeys } from './lib/secrets/encryption-keys.ts';
import { createHttp } from './lib/http/client.ts';
import type { Http } from './lib/http/request.ts';
import { createLog, type Log } from './lib/log.ts';
import { createMetrics } from './lib/metrics.ts';
import { createRightOfWay } from './lib/right-of-way.ts';
import { createSealer } from './lib/secrets/seal.ts';
import { createJobs } from './queue/jobs.ts';

/** What a test puts in the place of the real thing, and the signal that asks the process to stop. */
export type Overrides = {
  readonly clock?: Clock | undefined;
  readonly log?: Log | undefined;
  readonly http?: Http | undefined;
  readonly stopping?: AbortSignal | undefined;
};

/** A job holds one for a statement or a transaction, and most of its time none. */
const mostJobConnections = 20;

/**
 * Everything a process needs, made once. Without DATABASE_URL the embedded database is started (or joined), and
 * `ctx.config.databaseUrl` names it. The schema is not touched: see `prepareDatabase`.
 * @throws AppError `configuration` that says what to set
 */
export async function createContext(config: Config, overrides: Overrides = {}): Promise<Context> {
  const log = overrides.log ?? createLog(config.logLevel);
  const sealer = createSealer(await encryptionKeys(config));
  const embedded =
    config.databaseUrl === undefined ? await startEmbedded({ dataDir: config.dataDir, log }) : undefined;
  const databaseUrl = config.databaseUrl ?? embedded?.url ?? '';
  const db = connectDb(databaseUrl);
  const clock = overrides.clock ?? systemClock;
  const metrics = createMetrics();
  const http =
    overrides.http ??
    createHttp({
      privateHosts: config.privateHosts,
      httpsProxy: config.httpsProxy,
      noProxy: config.noProxy,
      observe: (exchange) => metrics.outbound(exchange),
    });
  return {
    config: { ...config, databaseUrl },
    log,
    db,
    clock,
    jobs: createJobs(clock),
    http,
    sealer,
    metrics,
    rightOfWay: createRightOfWay(),
    stopping: overrides.stopping ?? new AbortController().signal,
    async close() {
      await http.close();
      await db.close();
      await embedded?.stop();
    },
  };
}

/**
 * The same for jobs: on connections of their own, so that pages and webhooks never wait for one, and with commits that do
 * not wait for the disk. A job whose last second the database lost when it died runs again, and work done twice has the
 * effect of once; what may not be lost uses `inDurableTransaction`.
 * @param jobs how many run at once
 */
export function contextForJobs(ctx: Context, jobs: number): Context {
  const poolSize = Math.min(jobs, mostJobConnections);
  const db = connectDb(ctx.config.databaseUrl ?? '', { poolSize, waitsForDisk: false });
  return { ...ctx, db, close: () => db.close() };
}
