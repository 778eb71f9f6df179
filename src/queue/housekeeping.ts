import { makeWorkerUtils } from 'graphile-worker';
import { z } from 'zod';
import type { Clock } from '../lib/clock.ts';
import type { Db } from '../db/db.ts';
import { noTenant, type Jobs } from './jobs.ts';
import { queueLogger } from './keep-running.ts';
import { handle, type Handler } from './run-task.ts';
import { defineTask } from './task.ts';
import type { WorkerContext } from './worker.ts';

const hourMs = 3_600_000;

/** Hourly; the timer is the same for all processes, so one of them does it. */
const housekeep = defineTask({
  name: 'queue.housekeep',
  payload: z.object({ tenantId: z.uuid() }),
  jobKey: () => 'hourly',
});

/** Makes sure that the next hour's turn is waiting; a turn that waits already keeps its time. */
export async function scheduleHousekeeping(ctx: {
  readonly db: Db;
  readonly clock: Clock;
  readonly jobs: Jobs;
}): Promise<void> {
  await ctx.jobs.add(ctx.db, housekeep, { payload: { tenantId: noTenant }, at: ctx.clock.now() + hourMs });
}

/**
 * Once an hour: forgets jobs that nobody will run and queue names that nobody uses (graphile-worker keeps both, and slows
 * down with their number), then what the features want to forget. One that fails stops none of the others.
 * @param cleanUps delete rows that only explain the past; each decides what is old by `ctx.clock`
 */
export function housekeeping<Ctx extends WorkerContext>(
  cleanUps: readonly ((ctx: Ctx) => Promise<void>)[],
): Handler<Ctx> {
  return handle<Ctx, { tenantId: string }>(housekeep, {
    run: async (ctx) => {
      await scheduleHousekeeping(ctx);
      for (const cleanUp of [forgetLeftovers, ...cleanUps]) {
        await cleanUp(ctx).catch((err: unknown) => ctx.log.error({ err }, 'housekeeping failed'));
      }
    },
  });
}

/**
 * A job that was running when one with the same key was added is not tried again if its process dies: the newer one
 * does its work (graphile-worker, sql/add_job: key taken away, attempts used up). Its row stays behind.
 */
async function forgetLeftovers(ctx: WorkerContext): Promise<void> {
  const utils = await makeWorkerUtils({
    connectionString: ctx.config.databaseUrl ?? '',
    maxPoolSize: 1,
    logger: queueLogger(ctx.log),
  });
  try {
    await utils.cleanup({ tasks: ['DELETE_PERMAFAILED_JOBS', 'GC_JOB_QUEUES'] });
  } finally {
    await utils.release();
  }
}
