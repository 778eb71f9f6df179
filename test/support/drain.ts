import { runOnce } from 'graphile-worker';
import pg from 'pg';
import { queueLogger } from '../../src/queue/keep-running.ts';
import type { Handler } from '../../src/queue/run-task.ts';
import { taskList, type WorkerContext } from '../../src/queue/worker.ts';

/**
 * Runs the real queue until nothing is due: timers by the test's clock, jobs one after the other.
 * @throws when a job crashed, which handlers never should: their failures are timers, or given up
 */
export async function drainQueue<Ctx extends WorkerContext>(
  ctx: Ctx,
  handlers: readonly Handler<Ctx>[],
): Promise<void> {
  const pool = new pg.Pool({ connectionString: ctx.config.databaseUrl, max: 2 });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  try {
    while ((await ctx.jobs.promoteDue(ctx.db)) > 0 || (await anyReady(ctx))) {
      await runOnce({
        pgPool: pool,
        taskList: taskList(ctx, handlers),
        noHandleSignals: true,
        logger: queueLogger(ctx.log),
      });
      await failOnCrash(ctx, handlers);
    }
  } finally {
    await pool.end();
  }
}

async function anyReady(ctx: WorkerContext): Promise<boolean> {
  const rows = await ctx.db.rows(
    'select 1 from graphile_worker.jobs where locked_at is null and run_at <= now() and attempts < max_attempts limit 1',
  );
  return rows.length > 0;
}

async function failOnCrash(
  ctx: WorkerContext,
  handlers: readonly { readonly name: string }[],
): Promise<void> {
  const [crashed] = await ctx.db.rows<{ task: string; error: string }>(
    `select task_identifier as task, last_error as error from graphile_worker.jobs
     where last_error is not null limit 1`,
  );
  if (crashed !== undefined) throw new Error(`Job ${crashed.task} crashed: ${crashed.error}`);
  const [unknown] = await ctx.db.rows<{ task: string }>(
    `select task_identifier as task from graphile_worker.jobs
     where locked_at is null and run_at <= now() and task_identifier <> all ($1::text[]) limit 1`,
    [handlers.map((handler) => handler.name)],
  );
  if (unknown !== undefined) throw new Error(`Nobody handles ${unknown.task}: add it to src/tasks.ts`);
}
