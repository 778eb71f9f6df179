import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { connectDb, type Db } from '../../src/db/db.ts';
import { migrate, migrationNames, pendingMigrations } from '../../src/db/migrate.ts';
import { migrateQueue } from '../../src/queue/migrate-queue.ts';
import { createEmptyDatabase } from '../support/database.ts';

type Column = { table: string; column: string; type: string };

describe('migrations', () => {
  let database: Awaited<ReturnType<typeof createEmptyDatabase>>;
  let db: Db & { close(): Promise<void> };
  beforeEach(async () => {
    database = await createEmptyDatabase();
    db = connectDb(database.url, { poolSize: 4 });
  });
  afterEach(async () => {
    await db.close();
    await database.drop();
  });

  it('each takes the version before to its own, and a second run takes none', async () => {
    const names = await migrationNames();
    for (const [index, name] of names.entries()) {
      expect(await migrate(db, name)).toEqual([name]);
      expect(await pendingMigrations(db)).toEqual(names.slice(index + 1));
    }
    expect(await migrate(db)).toEqual([]);
  });

  it('each is taken once when several processes start at the same time', async () => {
    const other = connectDb(database.url, { poolSize: 4 });
    const [one, two] = await Promise.all([migrate(db), migrate(other), migrateQueue(database.url)]);
    await migrateQueue(database.url);
    expect([...one, ...two].sort()).toEqual(await migrationNames());
    await other.close();
  });

  it('go on from where 0035 had made indexes of 0038', async () => {
    await migrate(db, '0037-set-up');
    await db.run('create index entity_key_newest on entity_key (tenant_id, issue_key, shown_at)');
    await db.run(
      'create index delivery_of_project on delivery (tenant_id, hook_id, project_id, received_at)',
    );
    await migrate(db);
    expect(await pendingMigrations(db)).toEqual([]);
  });

  it('leave a tenant first in the primary key of every table that grows', async () => {
    await migrate(db);
    const ofNoTenant = ['budget', 'process', 'schema_migration', 'set_up'];
    const firstColumns = await db.rows<Column>(
      `select t.relname as "table", a.attname as "column", format_type(a.atttypid, null) as type
       from pg_class t
       left join pg_index i on i.indrelid = t.oid and i.indisprimary
       left join pg_attribute a on a.attrelid = t.oid and a.attnum = i.indkey[0]
       where t.relkind = 'r' and t.relnamespace = 'public'::regnamespace`,
    );
    const wrong = firstColumns.filter(
      ({ table, column }) => column !== 'tenant_id' && !ofNoTenant.includes(table),
    );
    expect(wrong).toEqual([]);
    expect(firstColumns.length).toBeGreaterThan(ofNoTenant.length);
  });
});
