import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { inTransaction } from '../../src/db/db.ts';
import { branchId } from '../../src/dev-info/entity-id.ts';
import { entitiesOfIssue } from '../../src/dev-info/issue-entities.store.ts';
import { attachFiles, removeEntities } from '../../src/dev-info/ledger.store.ts';
import { forgetRepositories } from '../../src/dev-info/outbox/forget-repositories.ts';
import { resendRepositories } from '../../src/dev-info/outbox/resend-repositories.ts';
import { wakeOutbox } from '../../src/dev-info/outbox/wake-outbox.ts';
import { shownInJira, titlesInJira, toldToJira } from '../support/in-jira.ts';
import { itWhere } from '../support/site/it-where.ts';
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
const inJira = () => ({ app, site: app.installed });
const kindsOn = async (key: string) => (await shownInJira(inJira(), key)).map(({ kind }) => kind).sort();
/** A self-hosted Jira has links instead of development information. */
const tells = ['devinfo.bulk', 'remotelink.put'];
const takesAway = ['devinfo.entity.delete', 'remotelink.delete'];
const calls = (endpoint: string) => app.jira.requests.entries.filter((entry) => entry.endpoint === endpoint);
const repository = (index: number) => {
  const found = app.repositories[index];
  if (found === undefined) throw new Error('no such repository');
  return found;
};
const here = () => ({ tenantId: app.tenantId, repositoryId: repository(0).id, now: app.clock.now() });
const wakeLive = () => wakeOutbox(app.ctx, app.ctx.db, { tenantId: app.tenantId, lane: 'live' });

describe('an import', () => {
  itWhere('development')(
    'waits for company, at most five seconds, and packs across repositories',
    async () => {
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
    },
  );

  itWhere('development')('waits for nobody when it has ended', async () => {
    await app.record(commits(0, 3), { importIsRunning: false });
    await app.drain();
    const { jiraRepositoryId } = repository(0);
    expect(stats().newest).toMatchObject([
      { entities: 3, properties: { accountId, repositoryId: jiraRepositoryId } },
    ]);
  });

  itWhere('development')('sends full requests at once and lets the rest wait', async () => {
    for (let page = 0; page < 10; page += 1)
      await app.record(commits(page * 100, 100), { importIsRunning: true });
    await app.record(commits(2_000, 50), { importIsRunning: true, repository: 1 });
    await app.drain();
    expect(stats().newest.map(({ entities }) => entities)).toEqual([400, 400]);
    app.advance(5_000);
    await app.drain();
    expect(stats()).toMatchObject({ entities: 1_050, requests: 3, duplicates: 0 });
  });

  itWhere('development')('is overtaken by what happens meanwhile', async () => {
    for (let page = 0; page < 30; page += 1)
      await app.record(commits(page * 100, 100), { importIsRunning: true });
    await app.record([mergeRequest(3)], { lane: 'live' });
    await app.drain();
    expect(stats().newest[0]).toMatchObject({ entities: 1, operationType: 'NORMAL' });
    expect(stats().newest.length).toBeGreaterThan(1);
  });
});

describe('a live change', () => {
  itWhere('development')(
    'goes in one request, in which Jira may move issues; what held a Smart Commit goes beside it',
    async () => {
      const asking = commit(2, { message: 'ABC-3 #close' });
      await app.record([commit(1), asking, branch('ABC-7-x'), mergeRequest(3)], { lane: 'live' });
      await app.drain();
      const seen = stats().newest.map(({ entities, operationType, preventTransitions }) => ({
        entities,
        operationType,
        preventTransitions,
      }));
      expect(seen).toEqual(
        expect.arrayContaining([
          { entities: 1, operationType: 'NORMAL', preventTransitions: true },
          { entities: 3, operationType: 'NORMAL', preventTransitions: false },
        ]),
      );
      expect(seen).toHaveLength(2);
      expect(app.jira.app().devInfo.automation.smartCommits).toEqual([]);
    },
  );

  it('that changes nothing Jira sees is not sent', async () => {
    await app.record([mergeRequest(3)], { lane: 'live' });
    await app.drain();
    await app.record([mergeRequest(3, { draft: true, createdAt: 5 })], { lane: 'live' });
    await app.drain();
    expect(await states()).toEqual(['sent']);
    expect([toldToJira(app), stats().duplicates]).toEqual([1, 0]);
  });
});

describe('a change while its former state is on its way to Jira', () => {
  it('is sent after it, and is what Jira ends with', async () => {
    let recorded: Promise<void> | undefined;
    app.jira.faults.add({
      match: ({ endpoint }) => {
        if (!tells.includes(endpoint)) return false;
        recorded = app.record([mergeRequest(3, { title: 'ABC-4 second', updatedAt: 2 })], { lane: 'live' });
        return true;
      },
      times: 1,
      latencyMs: 300,
    });
    await app.record([mergeRequest(3, { title: 'ABC-4 first', updatedAt: 1 })], { lane: 'live' });
    await app.drain();
    await recorded;
    await app.drain();
    expect(await titlesInJira(inJira(), 'pullRequests', 'ABC-4')).toEqual(['ABC-4 second']);
    expect(await states()).toEqual(['sent']);
    expect([toldToJira(app), stats().dropped, stats().duplicates]).toEqual([2, 0, 0]);
  });
});

describe('repositories that another account takes over', () => {
  itWhere('development')('are sent again under its id, so that they go when it goes', async () => {
    await app.record([commit(1)]);
    await app.drain();
    const { tenantId } = app;
    const other = crypto.randomUUID();
    await inTransaction(app.ctx.db, async (tx) => {
      await tx.run('update repository set account_id = $2 where tenant_id = $1', [tenantId, other]);
      await resendRepositories(app.ctx, tx, { tenantId, repositoryIds: [repository(0).id] });
    });
    app.advance(1);
    await app.drain();
    expect(stats().newest.at(-1)).toMatchObject({ entities: 1, properties: { accountId: other } });
    expect(stats().dropped).toBe(0);
    expect(app.jira.app().devInfo.withProperties({ accountId: other })).toHaveLength(1);
  });
});

describe('files', () => {
  itWhere('development')('come later and replace the commit in Jira', async () => {
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
    expect(await kindsOn('ABC-2')).toEqual(['branches', 'commits', 'pullRequests']);
    await removeEntities(app.ctx.db, { ...here(), kind: 'branch', ids: [branchId('ABC-2-x')] });
    await removeEntities(app.ctx.db, { ...here(), kind: 'commit', ids: [shaOf(1)] });
    await wakeLive();
    await app.drain();
    expect(await kindsOn('ABC-2')).toEqual(['pullRequests']);
  });

  it('and back is sent again', async () => {
    await app.record([branch('ABC-2-x', {}, 1)]);
    await app.drain();
    await removeEntities(app.ctx.db, { ...here(), kind: 'branch', ids: [branchId('ABC-2-x')], version: 2 });
    await wakeLive();
    await app.drain();
    await app.record([branch('ABC-2-x', {}, 3)], { lane: 'live' });
    await app.drain();
    expect(await kindsOn('ABC-2')).toEqual(['branches']);
  });

  it('stays to be deleted while Jira is away', async () => {
    await app.record([branch('ABC-2-x')]);
    await app.drain();
    const match = ({ endpoint }: { endpoint: string }) => takesAway.includes(endpoint);
    const mend = app.jira.faults.add({ match, status: 503 });
    await removeEntities(app.ctx.db, { ...here(), kind: 'branch', ids: [branchId('ABC-2-x')] });
    await wakeLive();
    await app.drain();
    expect(await kindsOn('ABC-2')).toEqual(['branches']);
    mend();
    app.advance(3_600_000);
    await app.drain();
    expect(await kindsOn('ABC-2')).toEqual([]);
    expect(await states()).toEqual(['gone']);
  });

  itWhere('development')('as a repository is deleted in one call, and its neighbours stay', async () => {
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

  itWhere('development')('as an account is deleted by its property', async () => {
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

it('gives an issue its entities, newest first, whatever Jira has of them', async () => {
  await app.record([commit(1), branch('ABC-2-x'), mergeRequest(1)]);
  await app.record([commit(501)], { repository: 1 });
  const ofIssue = { tenantId: app.tenantId, issueKeys: ['ABC-2'], ofEach: 10 };
  const found = await entitiesOfIssue(app.ctx.db, ofIssue);
  expect(found.map(({ kind, id }) => [kind, id])).toEqual([
    ['pull_request', '9001'],
    ['commit', shaOf(501)],
    ['commit', shaOf(1)],
    ['branch', branchId('ABC-2-x')],
  ]);
  const newest = await entitiesOfIssue(app.ctx.db, { ...ofIssue, ofEach: 1 });
  expect(newest.map(({ id }) => id)).toEqual(['9001', shaOf(501), branchId('ABC-2-x')]);
  const elsewhere = { ...ofIssue, tenantId: crypto.randomUUID() };
  expect(await entitiesOfIssue(app.ctx.db, elsewhere)).toEqual([]);
});
