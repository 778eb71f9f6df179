import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { inTransaction } from '../../src/db/db.ts';
import { branchId } from '../../src/dev-info/entity-id.ts';
import { entitiesOfIssue } from '../../src/dev-info/issue-entities.store.ts';
import { attachFiles, removeEntities } from '../../src/dev-info/ledger.store.ts';
import { forgetRepositories } from '../../src/dev-info/outbox/forget-repositories.ts';
import { wakeOutbox } from '../../src/dev-info/outbox/wake-outbox.ts';
import { branch, commit, mergeRequest, shaOf } from './support/facts.ts';
import { accountId, startOutboxApp, type OutboxApp } from './support/outbox-app.ts';

let app: OutboxApp;

beforeEach(async () => {
  app = await startOutboxApp(3);
});

afterEach(() => app.close());

const stats = () => app.jira.devInfoStats;
const states = async () => (await app.ledger()).map(({ state }) => state);
const commits = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => commit(from + index));
const calls = (endpoint: string) => app.jira.requests.entries.filter((entry) => entry.endpoint === endpoint);
const repository = (index: number) => {
  const found = app.repositories[index];
  if (found === undefined) throw new Error('no such repository');
  return found;
};
const here = () => ({ tenantId: app.tenantId, repositoryId: repository(0).id, now: app.clock.now() });
const wakeLive = () => wakeOutbox(app.ctx, app.ctx.db, { tenantId: app.tenantId, lane: 'live' });
const hours = (count: number) => count * 3_600_000;

describe('an import', () => {
  it('waits for company, at most five seconds, and packs across repositories', async () => {
    await app.record(commits(0, 40), { importIsRunning: true });
    await app.record(commits(0, 40), { importIsRunning: true, repository: 1 });
    await app.drain();
    expect(stats().requests).toBe(0);
    app.advance(5_000);
    await app.drain();
    expect(stats().newest).toMatchObject([
      {
        repositories: 2,
        entities: 80,
        operationType: 'BACKFILL',
        preventTransitions: true,
        properties: { accountId },
      },
    ]);
  });

  it('waits for nobody when it has ended', async () => {
    await app.record(commits(0, 3), { importIsRunning: false });
    await app.drain();
    const { jiraRepositoryId } = repository(0);
    expect(stats().newest).toMatchObject([
      { entities: 3, properties: { accountId, repositoryId: jiraRepositoryId } },
    ]);
  });

  it('sends full requests at once and lets the rest wait', async () => {
    for (let page = 0; page < 10; page += 1)
      await app.record(commits(page * 100, 100), { importIsRunning: true });
    await app.record(commits(2_000, 50), { importIsRunning: true, repository: 1 });
    await app.drain();
    expect(stats().newest.map(({ entities }) => entities)).toEqual([400, 400]);
    app.advance(5_000);
    await app.drain();
    expect(stats()).toMatchObject({ entities: 1_050, requests: 3, duplicates: 0 });
  });

  it('is overtaken by what happens meanwhile', async () => {
    for (let page = 0; page < 30; page += 1)
      await app.record(commits(page * 100, 100), { importIsRunning: true });
    await app.record([mergeRequest(3)], { lane: 'live' });
    await app.drain();
    expect(stats().newest[0]).toMatchObject({ entities: 1, operationType: 'NORMAL' });
    expect(stats().newest.length).toBeGreaterThan(1);
  });
});

describe('a live change', () => {
  it('lets pull requests move issues, and keeps Jira from running the Smart Commits that we run', async () => {
    await app.record([commit(1), branch('ABC-7-x'), mergeRequest(3)], { lane: 'live' });
    await app.drain();
    const seen = stats().newest.map(({ entities, operationType, preventTransitions }) => ({
      entities,
      operationType,
      preventTransitions,
    }));
    expect(seen).toEqual(
      expect.arrayContaining([
        { entities: 2, operationType: 'NORMAL', preventTransitions: true },
        { entities: 1, operationType: 'NORMAL', preventTransitions: false },
      ]),
    );
    expect(seen).toHaveLength(2);
  });

  it('that changes nothing Jira sees is not sent', async () => {
    await app.record([mergeRequest(3)], { lane: 'live' });
    await app.drain();
    await app.record([mergeRequest(3, { draft: true, createdAt: 5 })], { lane: 'live' });
    await app.drain();
    expect(await states()).toEqual(['sent']);
    expect(stats()).toMatchObject({ entities: 1, duplicates: 0 });
  });
});

describe('files', () => {
  it('come later and replace the commit in Jira', async () => {
    await app.record([commit(1)]);
    await app.drain();
    const files = [
      { path: 'a', change: 'ADDED', linesAdded: 1, linesRemoved: 0, url: 'https://x/a' },
    ] as const;
    await inTransaction(app.ctx.db, async (tx) => {
      await attachFiles(tx, { ...here(), sha: shaOf(1), files, fileCount: 1 });
      await wakeOutbox(app.ctx, tx, { tenantId: app.tenantId, lane: 'import', importIsRunning: false });
    });
    await app.drain();
    expect(app.shown('ABC-2')).toMatchObject([{ payload: { fileCount: 1, files: [{ path: 'a' }] } }]);
    expect(stats()).toMatchObject({ replaced: 1, dropped: 0, duplicates: 0 });
  });
});

describe('what is gone', () => {
  it('in GitLab is deleted in Jira', async () => {
    await app.record([commit(1), branch('ABC-2-x'), mergeRequest(1)]);
    await app.drain();
    expect(app.shown('ABC-2')).toHaveLength(3);
    await removeEntities(app.ctx.db, { ...here(), kind: 'branch', ids: [branchId('ABC-2-x')] });
    await removeEntities(app.ctx.db, { ...here(), kind: 'commit', ids: [shaOf(1)] });
    await wakeLive();
    await app.drain();
    expect(app.shown('ABC-2')).toMatchObject([{ kind: 'pullRequests' }]);
    expect(calls('devinfo.entity.delete')).toHaveLength(2);
  });

  it('and back is sent again', async () => {
    await app.record([branch('ABC-2-x', {}, 1)]);
    await app.drain();
    await removeEntities(app.ctx.db, { ...here(), kind: 'branch', ids: [branchId('ABC-2-x')], version: 2 });
    await wakeLive();
    await app.drain();
    await app.record([branch('ABC-2-x', {}, 3)], { lane: 'live' });
    await app.drain();
    expect(app.shown('ABC-2')).toHaveLength(1);
  });

  it('stays to be deleted while Jira is away', async () => {
    await app.record([commit(1)]);
    await app.drain();
    const mend = app.jira.faults.add({ match: 'devinfo.entity.delete', status: 503 });
    await removeEntities(app.ctx.db, { ...here(), kind: 'commit', ids: [shaOf(1)] });
    await wakeLive();
    await app.drain();
    mend();
    app.advance(hours(1));
    await app.drain();
    expect(app.shown('ABC-2')).toEqual([]);
    expect(await states()).toEqual(['gone']);
  });

  it('as a repository is deleted in one call, and its neighbours stay', async () => {
    await app.record([commit(1)]);
    await app.record([commit(1)], { repository: 1 });
    await app.drain();
    const { tenantId } = app;
    await inTransaction(app.ctx.db, (tx) =>
      forgetRepositories(app.ctx, tx, { tenantId, repositories: [repository(0)] }),
    );
    await app.drain();
    expect(app.shown('ABC-2')).toMatchObject([{ repositoryId: repository(1).jiraRepositoryId }]);
    expect(await app.ledger()).toHaveLength(1);
    const keys = await app.ctx.db.rows('select * from entity_key where tenant_id = $1', [tenantId]);
    expect(keys).toHaveLength(1);
  });

  it('as an account is deleted by its property', async () => {
    await app.record([commit(1)]);
    await app.record([commit(1)], { repository: 1 });
    await app.drain();
    const { tenantId, repositories } = app;
    await inTransaction(app.ctx.db, (tx) =>
      forgetRepositories(app.ctx, tx, { tenantId, repositories, accountId }),
    );
    await app.drain();
    expect(app.shown('ABC-2')).toEqual([]);
    expect(calls('devinfo.bulkByProperties')).toHaveLength(1);
  });
});

describe('projects', () => {
  it('that the site does not have hold entities back until they appear', async () => {
    await app.record([commit(1, { message: 'NEW-1 first' }), commit(2, { message: 'ABC-3 NEW-1' })]);
    await app.drain();
    expect(await states()).toEqual(['held', 'sent']);
    expect(app.shown('ABC-3')).toMatchObject([{ payload: { issueKeys: ['ABC-3'] } }]);
    app.jira.createIssue({ key: 'NEW-1' });
    app.advance(hours(1));
    await app.drain();
    expect(await states()).toEqual(['sent', 'sent']);
    expect(app.shown('NEW-1')).toHaveLength(2);
    expect(stats().duplicates).toBe(0);
  });

  it('are asked for at most every ten minutes, however many unknown keys show up', async () => {
    for (let minute = 0; minute < 20; minute += 1) {
      await app.record([commit(minute, { message: 'UTF-8' })], { lane: 'live' });
      await app.drain();
      app.advance(60_000);
    }
    expect(calls('project.search')).toHaveLength(2);
  });

  it('are asked for again when new work names one that is not known', async () => {
    await app.record([commit(1, { message: 'NEW-1 first' })]);
    await app.drain();
    app.jira.createIssue({ key: 'NEW-1' });
    app.advance(600_000);
    await app.record([commit(2, { message: 'NEW-1 second' })], { lane: 'live' });
    await app.drain();
    expect(app.shown('NEW-1')).toHaveLength(2);
  });

  it('that cannot be read let everything through', async () => {
    app.jira.faults.add({ match: 'project.search', status: 403 });
    await app.record([commit(1, { message: 'NEW-1 first' })]);
    await app.drain();
    expect(await states()).toEqual(['sent']);
  });

  it('more than a page of them are all read', async () => {
    for (let number = 0; number < 130; number += 1) app.jira.createProject({ key: `P${number}` });
    app.jira.createIssue({ key: 'ZZ-1' });
    await app.record([commit(1, { message: 'ZZ-1' })]);
    await app.drain();
    expect(app.shown('ZZ-1')).toHaveLength(1);
    expect(calls('project.search')).toHaveLength(2);
  });

  it('named no more take the entity out of Jira', async () => {
    await app.record([mergeRequest(3, { title: 'ABC-4', updatedAt: 1 })]);
    await app.drain();
    await app.record([mergeRequest(3, { title: 'UTF-8', updatedAt: 2 })]);
    await app.drain();
    expect(app.shown('ABC-4')).toEqual([]);
    expect(await states()).toEqual(['held']);
  });
});

it('gives an issue its entities, newest first, whatever Jira has of them', async () => {
  await app.record([commit(1), branch('ABC-2-x'), mergeRequest(1)]);
  await app.record([commit(501)], { repository: 1 });
  const found = await entitiesOfIssue(app.ctx.db, { tenantId: app.tenantId, issueKey: 'ABC-2' });
  expect(found.map(({ kind, id }) => [kind, id])).toEqual([
    ['pull_request', '9001'],
    ['commit', shaOf(501)],
    ['commit', shaOf(1)],
    ['branch', branchId('ABC-2-x')],
  ]);
  const elsewhere = { tenantId: crypto.randomUUID(), issueKey: 'ABC-2' };
  expect(await entitiesOfIssue(app.ctx.db, elsewhere)).toEqual([]);
});
