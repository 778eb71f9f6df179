import { Logger, runMigrations } from 'graphile-worker';

/** Silent: its migrations are few and their failure is thrown. */
const logger = new Logger(() => () => undefined);

/** Brings the schema `graphile_worker` up to date; several processes may do so at once. */
export async function migrateQueue(databaseUrl: string | undefined): Promise<void> {
  await runMigrations({ connectionString: databaseUrl ?? '', logger, maxPoolSize: 1 });
}
