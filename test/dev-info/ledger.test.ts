import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { connectDb, inTransaction, type Db } from '../../src/db/db.ts';
import type { ReadEntity } from '../../src/dev-info/entity.ts';
import {
  attachFiles,
  commitsWithoutFiles,
  ledgerCounts,
  recordEntities,
  removeEntities,
  removeUnseen,
} from '../../src/dev-info/ledger.store.ts';
import { createTestDatabase } from '../support/database.ts';
import { branch, commit, mergeRequest, shaOf } from './support/facts.ts';

type Row = {
  id: string;
  kind: string;
  state: string;
  lane: string;
  removed: boolean;
  sequence: number;
  queued_at: number;
  issue_keys: string[];
  facts: Record<string, unknown>;
};

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let db: Db & { close(): Promise<void> };
let where: { tenantId: string; repositoryId: string };

beforeAll(async () => {
  database = await createTestDatabase();
  db = connectDb(database.url, { poolSize: 4 });
});

afterAll(async () => {
  await db.close();
  await database.drop();
});

beforeEach(() => {
  where = { tenantId: crypto.randomUUID(), repositoryId: crypto.randomUUID() };
});

const record = (now: number, entities: ReadEntity[], runId?: string) =>
  recordEntities(db, { ...where, now, lane: 'import', runId, entities });
/** How many rows of any table PostgreSQL reads to record them. */
const rowsReadBy = (entities: ReadEntity[]) =>
  inTransaction(db, async (tx) => {
    const soFar = async () => {
      const [row] = await tx.rows<{ count: number }>(
        'select sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::int8 as count from pg_stat_xact_user_tables',
      );
      return row?.count ?? 0;
    };
    const before = await soFar();
    await recordEntities(tx, { ...where, now: 1_000, lane: 'import', entities });
    return (await soFar()) - before;
  });
const rows = () =>
  db.rows<Row>('select * from entity where tenant_id = $1 order by kind, id', [where.tenantId]);
const keys = async () =>
  (
    await db.rows<{ issue_key: string }>(
      'select issue_key from entity_key where tenant_id = $1 order by issue_key',
      [where.tenantId],
    )
  ).map((row) => row.issue_key);
const pretendSent = () =>
  db.run(
    `update entity set state = 'sent', sent_sequence = sequence, sent_hash = 'h' where tenant_id = $1 and state = 'pending'`,
    [where.tenantId],
  );
const one = async () => {
  const [row] = await rows();
  if (row === undefined) throw new Error('no row');
  return row;
};

describe('recording', () => {
  it('makes what is new pending, with the time as its sequence', async () => {
    await record(1_000, [commit(1), branch('ABC-7-x'), mergeRequest(3)]);
    expect(await rows()).toMatchObject([
      { kind: 'branch', state: 'pending', lane: 'import', sequence: 1_000, queued_at: 1_000 },
      { kind: 'commit', state: 'pending' },
      { kind: 'pull_request', state: 'pending' },
    ]);
    expect(await keys()).toEqual(['ABC-2', 'ABC-4', 'ABC-7']);
  });

  it('leaves what has not changed as it was', async () => {
    await record(1_000, [commit(1), mergeRequest(3)]);
    await pretendSent();
    await record(2_000, [commit(1), mergeRequest(3)], 'run');
    expect(await rows()).toMatchObject([
      { state: 'sent', sequence: 1_000, run_id: 'run' },
      { state: 'sent', sequence: 1_000 },
    ]);
  });

  it('raises the sequence of what changed, also when the clock has not moved', async () => {
    await record(1_000, [mergeRequest(3)]);
    await pretendSent();
    await record(1_000, [mergeRequest(3, { title: 'DEF-1 other' })]);
    expect(await rows()).toMatchObject([{ state: 'pending', sequence: 1_001 }]);
    expect(await keys()).toEqual(['DEF-1']);
  });

  it('never lets an older version overwrite', async () => {
    await record(1_000, [mergeRequest(3, { title: 'ABC-4 new', updatedAt: 20 })]);
    await pretendSent();
    await record(2_000, [mergeRequest(3, { title: 'DEF-1 old', updatedAt: 10 })], 'run');
    expect(await rows()).toMatchObject([
      { state: 'sent', facts: { title: 'ABC-4 new' }, version: 20, run_id: 'run' },
    ]);
    expect(await keys()).toEqual(['ABC-4']);
  });

  it('takes the newest of an entity that a page lists twice', async () => {
    await record(1_000, [
      mergeRequest(3, { title: 'ABC-1 new', updatedAt: 20 }),
      mergeRequest(3, { title: 'ABC-2 old', updatedAt: 10 }),
    ]);
    expect(await rows()).toMatchObject([{ facts: { title: 'ABC-1 new' } }]);
  });

  it('moves a live change into the live lane and keeps its place in the line', async () => {
    await record(1_000, [commit(1)]);
    await recordEntities(db, {
      ...where,
      now: 2_000,
      lane: 'live',
      entities: [commit(1, { message: 'ABC-9' })],
    });
    await record(3_000, [commit(1, { message: 'ABC-10' })]);
    expect(await one()).toMatchObject({ lane: 'live', queued_at: 1_000, sequence: 3_000 });
  });

  it('keeps any text but what PostgreSQL has none for', async () => {
    const message = 'ABC-1 \u0000 \ud83d \ud83d\ude00 \\u0000 "quoted"\n';
    await record(1_000, [commit(1, { message })]);
    expect((await one()).facts['message']).toBe('ABC-1 \ufffd \ufffd \ud83d\ude00 \\u0000 "quoted"\n');
    await pretendSent();
    await record(2_000, [commit(1, { message })]);
    expect(await one()).toMatchObject({ state: 'sent' });
  });

  it('keeps 600 keys of one commit', async () => {
    const message = Array.from({ length: 600 }, (_, index) => `ABC-${index}`).join(' ');
    await record(1_000, [commit(1, { message })]);
    expect(await keys()).toHaveLength(600);
  });

  it('reads no more for a page when the ledger is large, though nothing has analyzed it', async () => {
    const pages = Array.from({ length: 50 }, (_, page) =>
      Array.from({ length: 100 }, (_unused, index) => commit(page * 100 + index)),
    );
    const reads: number[] = [];
    for (const entities of pages) reads.push(await rowsReadBy(entities));
    // A plan that reads the repository's rows for each row of a page (seen before) reads a hundred times as many.
    expect(Math.max(...reads)).toBeLessThan(10 * 100);
  });

  it('keeps tenants apart', async () => {
    await record(1_000, [commit(1)]);
    const other = { ...where, tenantId: crypto.randomUUID() };
    await recordEntities(db, {
      ...other,
      now: 2_000,
      lane: 'live',
      entities: [commit(1, { message: 'XYZ-1' })],
    });
    expect(await one()).toMatchObject({ issue_keys: ['ABC-2'], lane: 'import' });
  });
});

describe('removing', () => {
  it('makes a tombstone that is sent, and an older page does not bring it back', async () => {
    await record(1_000, [mergeRequest(3, { updatedAt: 10 })]);
    await pretendSent();
    await removeEntities(db, {
      ...where,
      now: 2_000,
      kind: 'pull_request',
      ids: ['9003', 'unknown'],
      version: 15,
    });
    expect(await one()).toMatchObject({ removed: true, state: 'pending', lane: 'live', sequence: 2_000 });
    expect(await keys()).toEqual([]);
    await record(3_000, [mergeRequest(3, { updatedAt: 12 })]);
    expect(await one()).toMatchObject({ removed: true });
    await record(4_000, [mergeRequest(3, { updatedAt: 16 })]);
    expect(await one()).toMatchObject({ removed: false, state: 'pending', sequence: 4_000 });
    expect(await keys()).toEqual(['ABC-4']);
  });

  it('needs no delete in Jira for what Jira never had', async () => {
    await record(1_000, [commit(1)]);
    await db.run(`update entity set state = 'held' where tenant_id = $1`, [where.tenantId]);
    await removeEntities(db, { ...where, now: 2_000, kind: 'commit', ids: [shaOf(1)] });
    expect(await one()).toMatchObject({ removed: true, state: 'gone' });
  });

  it('swaps at the end of a full refresh and spares what came in meanwhile', async () => {
    await record(1_000, [commit(1), commit(2), mergeRequest(3)], 'first');
    await pretendSent();
    await record(5_000, [commit(2)], 'second');
    await recordEntities(db, { ...where, now: 6_000, lane: 'live', entities: [commit(4)] });
    await removeUnseen(db, { ...where, now: 7_000, kinds: ['commit'], runId: 'second', startedAt: 4_000 });
    const left = (await rows()).map(({ id, removed, state }) => [id, removed, state]);
    expect(left).toEqual([
      [shaOf(1), true, 'pending'],
      [shaOf(2), false, 'sent'],
      [shaOf(4), false, 'pending'],
      ['9003', false, 'sent'],
    ]);
  });

  it('removes everything when the run found nothing', async () => {
    await record(1_000, [commit(1)], 'first');
    await removeUnseen(db, { ...where, now: 1_000, kinds: ['commit'], runId: 'second' });
    expect(await one()).toMatchObject({ removed: true });
    await record(1_000, [commit(1)], 'third');
    expect(await one()).toMatchObject({ removed: false, state: 'pending' });
  });
});

describe('files', () => {
  const files = [{ path: 'a', change: 'ADDED', linesAdded: 1, linesRemoved: 0, url: 'https://x/a' }] as const;

  it('are asked for until they are there, and not for commits of foreign projects', async () => {
    await record(1_000, [commit(1), commit(2, { message: 'UTF-8' })]);
    const ask = () => commitsWithoutFiles(db, { ...where, limit: 10 });
    expect(await ask()).toEqual([shaOf(1), shaOf(2)]);
    await db.run('insert into jira_project_list values ($1, 1, true)', [where.tenantId]);
    await db.run(`insert into jira_project values ($1, 'ABC')`, [where.tenantId]);
    expect(await ask()).toEqual([shaOf(1)]);
    await attachFiles(db, { ...where, now: 2_000, sha: shaOf(1), files, fileCount: 30 });
    expect(await ask()).toEqual([]);
  });

  it('make a sent commit pending once, and a later reading leaves them alone', async () => {
    await record(1_000, [commit(1)]);
    await pretendSent();
    await attachFiles(db, { ...where, now: 2_000, sha: shaOf(1), files, fileCount: 1 });
    expect(await one()).toMatchObject({ state: 'pending', sequence: 2_000 });
    await pretendSent();
    await attachFiles(db, { ...where, now: 3_000, sha: shaOf(1), files, fileCount: 1 });
    await record(3_000, [commit(1)]);
    expect(await one()).toMatchObject({ state: 'sent', files, file_count: 1 });
    await record(4_000, [commit(1, { files: [], fileCount: 0 })]);
    expect(await one()).toMatchObject({ state: 'pending', files: [], file_count: 0 });
  });
});

it('counts by repository and state', async () => {
  await record(1_000, [commit(1), commit(2), branch('ABC-1')]);
  await db.run(`update entity set state = 'sent' where tenant_id = $1 and id = $2`, [
    where.tenantId,
    shaOf(1),
  ]);
  const other = crypto.randomUUID();
  const counts = await ledgerCounts(db, {
    tenantId: where.tenantId,
    repositoryIds: [where.repositoryId, other],
  });
  const none = { isAny: false, sent: 0, waiting: 0, held: 0, rejected: 0 };
  expect(counts.get(where.repositoryId)).toEqual({ ...none, isAny: true, sent: 1, waiting: 2 });
  expect(counts.get(other)).toEqual(none);
});
