import type { Context } from './context.ts';
import { migrate } from './db/migrate.ts';
import { migrateQueue } from './queue/migrate-queue.ts';

/** Brings the app's schema and the queue's up to this version; gives the names of our steps that were taken. */
export async function prepareDatabase(ctx: Context): Promise<string[]> {
  const taken = await migrate(ctx.db);
  await migrateQueue(ctx.config.databaseUrl);
  return taken;
}
