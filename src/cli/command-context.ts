import { readConfig } from '../config.ts';
import type { Context } from '../context.ts';
import { createContext } from '../create-context.ts';
import { pendingMigrations } from '../db/migrate.ts';
import { AppError } from '../lib/errors.ts';
import { createLog } from '../lib/log.ts';

/** Runs `work` with a context whose log goes to standard error, and closes it whatever happens. */
export async function withContext<T>(work: (ctx: Context) => Promise<T>): Promise<T> {
  const config = readConfig();
  const level = config.logLevel === 'info' ? 'warn' : config.logLevel;
  const ctx = await createContext(config, { log: createLog(level, 'stderr') });
  try {
    return await work(ctx);
  } finally {
    await ctx.close();
  }
}

/** The same for commands that need the tables. @throws AppError `configuration` while migrations are pending */
export async function withDatabase<T>(work: (ctx: Context) => Promise<T>): Promise<T> {
  return withContext(async (ctx) => {
    if ((await pendingMigrations(ctx.db)).length > 0) {
      throw new AppError(
        'configuration',
        'The database is not up to date. Run "npm run cli -- migrate" first.',
      );
    }
    return work(ctx);
  });
}
