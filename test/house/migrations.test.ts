import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { connectDb, type Db } from '../../src/db/db.ts';
import { migrate, migrationNames, pendingMigrations } from '../../src/db/migrate.ts';
import type { ReadEntity, Reviewer } from '../../src/dev-info/entity.ts';
import { ledgerRows, recordEntities } from '../../src/dev-info/ledger.store.ts';
import { migrateQueue } from '../../src/queue/migrate-queue.ts';
import { commit, deployment, mergeRequest } from '../dev-info/support/facts.ts';
import { createEmptyDatabase } from '../support/database.ts';

const id = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;

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

  it('0044 to 0046 give old rows the figures that the ledger writes now', async () => {
    const rebased = { authoredAt: 1_000, committedAt: 2_000 };
    const reviewedBy = (...approval: Reviewer['approval'][]) => ({
      reviewers: approval.map((one) => ({ name: 'Ada', approval: one })),
    });
    const entities: ReadEntity[] = [
      commit(1, rebased),
      commit(2, { authoredAt: 3_000, committedAt: 2_000 }),
      ...['opened', 'merged'].map((state, n) => mergeRequest(1 + n, { state: state as 'opened' | 'merged' })),
      mergeRequest(3, { draft: true, ...reviewedBy('APPROVED') }),
      mergeRequest(4, reviewedBy('UNAPPROVED', 'APPROVED')),
      mergeRequest(5, reviewedBy('APPROVED', 'NEEDSWORK')),
      mergeRequest(6, { state: 'closed', draft: true }),
      deployment(1, {}, ['ABC-1', 'ABC-2']),
    ];
    const tenantId = crypto.randomUUID();
    const [old, fresh] = [crypto.randomUUID(), crypto.randomUUID()];
    await migrate(db, '0043-newest-deployments');
    await db.run(
      `insert into entity (tenant_id, repository_id, kind, id, version, issue_keys, facts, seen_at, state, lane, queued_at,
         sequence)
       select $1, $2, kind, id, version, issue_keys, facts, 1, 'sent', 'live', 1, 1
       from json_to_recordset($3::json) as g(kind text, id text, version bigint, issue_keys text[], facts json)`,
      [tenantId, old, ledgerRows(entities)],
    );
    await db.run(
      `insert into entity_key (tenant_id, issue_key, repository_id, kind, id, begun_at, mark, ended_at, is_first, shown_at)
       select tenant_id, key, repository_id, kind, id,
         coalesce(facts->>'committedAt', facts->>'createdAt')::bigint,
         concat(facts->'environment'->>'type' || ' ', facts->>'state'),
         case when facts->>'state' in ('merged', 'successful') then (facts->>'updatedAt')::bigint end, place = 1,
         coalesce(facts->>'updatedAt', facts->>'committedAt')::bigint
       from entity cross join lateral unnest(issue_keys) with ordinality as named(key, place)`,
    );
    await migrate(db);
    await recordEntities(db, { tenantId, repositoryId: fresh, now: 1, lane: 'live', entities });
    const figuresOf = async (repositoryId: string) =>
      db.rows(
        `select to_jsonb(k) - 'repository_id' - 'mark' || jsonb_build_object('mark', coalesce(mark, '')) as figures
         from entity_key k where repository_id = $1 order by kind, id, issue_key`,
        [repositoryId],
      );
    const after = await figuresOf(fresh);
    expect(after).toHaveLength(entities.length + 1);
    expect(await figuresOf(old)).toEqual(after);
  });

  it('end what was read for ever of repositories that GitLab shows no more', async () => {
    await migrate(db, '0040-ended-authorizations');
    await db.run(`
      insert into repository (tenant_id, id, account_id, host_url, gitlab_project_id, jira_repository_id, name, path,
        web_url, enabled, smart_commits, created_at, vanished_at)
      select '${id(1)}', id::uuid, '${id(2)}', 'https://gitlab.com', n, n::text, 'one', 'acme/one',
        'https://gitlab.com/acme/one', true, false, now(), vanished_at
      from (values (1, '${id(3)}', now()), (2, '${id(4)}', null)) as p(n, id, vanished_at)`);
    await db.run(`
      insert into sync_run (tenant_id, id, repository_id, account_id, mode, lower_case_keys, state, queued_at)
      select tenant_id, gen_random_uuid(), id, account_id, 'full', false, 'running', now() from repository`);
    await db.run(`
      insert into sync_cursor (tenant_id, repository_id, stream, run_id, account_id, state, updated_at)
      select tenant_id, repository_id, 'commits', id, account_id, 'running', now() from sync_run`);
    await migrate(db);
    for (const table of ['sync_run', 'sync_cursor']) {
      expect(await db.rows(`select repository_id as id from ${table}`)).toEqual([{ id: id(4) }]);
    }
  });

  it('know how long runs of before 0042 were at work', async () => {
    await migrate(db, '0041-vanished-runs');
    await db.run(`
      insert into sync_run (tenant_id, id, repository_id, account_id, mode, lower_case_keys, state, queued_at, started_at,
        finished_at)
      select '${id(1)}', gen_random_uuid(), '${id(2)}', '${id(3)}', 'full', false, state, to_timestamp(0),
        to_timestamp(began), to_timestamp(ended)
      from (values ('queued', null::int, null::int), ('running', 5, null), ('finished', 5, 65)) as r(state, began, ended)`);
    await migrate(db);
    const runs =
      'select state, turn_at = started_at as turn, worked_ms as worked from sync_run order by state';
    expect(await db.rows(runs)).toEqual([
      { state: 'finished', turn: null, worked: 60_000 },
      { state: 'queued', turn: null, worked: 0 },
      { state: 'running', turn: true, worked: 0 },
    ]);
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
