import { readdir } from 'node:fs/promises';
import { Umzug, type UmzugStorage } from 'umzug';
import { inTransaction, type Db } from './db.ts';

/** A forward-only step of the schema, `src/db/migrations/NNNN-name.ts`, run in one transaction. */
export type Migration = { up(tx: Db): Promise<void> };

const folder = new URL('./migrations/', import.meta.url);

/** Names of the steps this version knows, in order. */
export async function migrationNames(): Promise<string[]> {
  const files = await readdir(folder);
  return files
    .filter((file) => file.endsWith('.ts'))
    .sort()
    .map((file) => file.replace(/\.ts$/, ''));
}

/**
 * Brings the schema up to `to` (default: the newest step) and gives the names of the steps taken.
 * Several processes may start at once: an advisory lock lets one work while the others wait.
 */
export async function migrate(db: Db, to?: string): Promise<string[]> {
  const lock = await db.sequelize.transaction();
  try {
    await db.sequelize.query('select pg_advisory_xact_lock(4717201)', { transaction: lock });
    await db.run(
      'create table if not exists schema_migration (name text primary key, ran_at timestamptz not null default now())',
    );
    const umzug = new Umzug({
      migrations: (await migrationNames()).map((name) => ({
        name,
        up: async () => {
          const step = (await import(new URL(`${name}.ts`, folder).href)) as Migration;
          await inTransaction(db, (tx) => step.up(tx));
        },
      })),
      storage: storage(db),
      logger: undefined,
    });
    const taken = await umzug.up(to === undefined ? undefined : { to });
    return taken.map((step) => step.name);
  } finally {
    await lock.commit();
  }
}

/** Steps not yet taken on this database; a server refuses to be ready while there are any. */
export async function pendingMigrations(db: Db): Promise<string[]> {
  const done = new Set(await storage(db).executed({ context: undefined }));
  return (await migrationNames()).filter((name) => !done.has(name));
}

function storage(db: Db): UmzugStorage {
  return {
    logMigration: ({ name }) => db.run('insert into schema_migration (name) values ($1)', [name]),
    unlogMigration: () => Promise.reject(new Error('Migrations only go forward.')),
    executed: async () => {
      const [table] = await db.rows<{ found: boolean }>(
        `select to_regclass('schema_migration') is not null as found`,
      );
      if (table?.found !== true) return [];
      return (await db.rows<{ name: string }>('select name from schema_migration order by name')).map(
        (row) => row.name,
      );
    },
  };
}
