import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { inTransaction } from '../../src/db/db.ts';
import type { EntityKind, ReadEntity } from '../../src/dev-info/entity.ts';
import { entitiesOfIssue } from '../../src/dev-info/issue-entities.store.ts';
import { removeEntities } from '../../src/dev-info/ledger.store.ts';
import { forgetRepositories } from '../../src/dev-info/outbox/forget-repositories.ts';
import { outboxState } from '../../src/dev-info/outbox/outbox-state.ts';
import { wakeOutbox } from '../../src/dev-info/outbox/wake-outbox.ts';
import { rejections } from '../../src/dev-info/rejection.store.ts';
import { tooManyRequests } from '../sandbox/jira/cloud/faults.ts';
import { installTenant } from '../support/install-tenant.ts';
import { said } from '../support/said.ts';
import { build, commit, deployment, featureFlag, shaOf } from './support/facts.ts';
import { accountId, startOutboxApp, type OutboxApp } from './support/outbox-app.ts';
import { itWhere } from '../support/site/it-where.ts';

let app: OutboxApp;

beforeEach(async () => {
  app = await startOutboxApp(2);
});

afterEach(async () => {
  expect(app.jira.violations).toEqual([]);
  await app.close();
});

const repository = (index: number) => app.repositories[index] ?? { id: '', jiraRepositoryId: '' };
const here = () => ({ tenantId: app.tenantId, repositoryId: repository(0).id, now: app.clock.now() });
const states = async () => (await app.ledger()).map(({ kind, state }) => `${kind} ${state}`).sort();
const calls = (endpoint: string) =>
  app.jira.requests.entries.filter((entry) => entry.endpoint === endpoint).length;
const wakeLive = () =>
  inTransaction(app.ctx.db, (tx) => wakeOutbox(app.ctx, tx, { tenantId: app.tenantId, lane: 'live' }));
const importLane = async () => (await outboxState(app.ctx.db, app.tenantId)).import;
const many = (count: number) => Array.from({ length: count }, (_, index) => build(index + 1));

type Case = {
  kind: EntityKind;
  name: 'builds' | 'deployments' | 'featureFlags';
  api: string;
  entity: ReadEntity;
};
const cases: Case[] = [
  { kind: 'build', name: 'builds', api: 'builds', entity: build(1) },
  { kind: 'deployment', name: 'deployments', api: 'deployments', entity: deployment(1, { commits: [] }) },
  { kind: 'feature_flag', name: 'featureFlags', api: 'featureflags', entity: featureFlag('ABC-2-flag') },
];

describe.each(cases)('a $kind', ({ kind, name, api, entity }) => {
  const shown = () => app.jira.app().provided[name].ofIssue('ABC-2');
  const stats = () => app.jira.providerStats[name];

  it('is shown on its issue with who sent it, once, and again when it has changed', async () => {
    await app.record([entity], { lane: 'live' });
    await app.drain();
    await app.record([entity], { lane: 'live' });
    await app.drain();
    const properties = { accountId, repositoryId: repository(0).jiraRepositoryId };
    expect(shown()).toMatchObject([{ properties }]);
    app.advance(1_000);
    // The facts are of the entity's own kind.
    const changed = { ...entity, facts: { ...entity.facts, updatedAt: entity.version + 1 } } as ReadEntity;
    await app.record([{ ...changed, version: entity.version + 1 }]);
    await app.drain();
    expect(stats()).toMatchObject({ requests: 2, created: 1, replaced: 1, dropped: 0, duplicates: 0 });
    expect(await states()).toEqual([`${kind} sent`]);
  });

  it('that Jira rejects is kept with its reason, and the others arrive', async () => {
    app.jira.faults.rejectEntity((one) => one.kind === name, 'No good', 1);
    await app.record([entity, commit(1)]);
    await app.drain();
    const of = { tenantId: app.tenantId, repositoryId: repository(0).id };
    expect(await rejections(app.ctx.db, of)).toMatchObject([{ kind, id: entity.id, reason: 'No good' }]);
    expect(await states()).toContain('commit sent');
  });

  it('that is gone in GitLab is deleted in Jira, and sent again when it is back', async () => {
    await app.record([entity]);
    await app.drain();
    app.advance(1_000);
    await removeEntities(app.ctx.db, { ...here(), kind, ids: [entity.id], version: entity.version });
    await wakeLive();
    await app.drain();
    expect([shown(), await states()]).toEqual([[], [`${kind} gone`]]);
    expect(calls(`${api}.entity.delete`)).toBe(1);
    app.advance(1_000);
    await app.record([{ ...entity, version: entity.version + 1 }], { lane: 'live' });
    await app.drain();
    expect(shown()).toHaveLength(1);
  });

  itWhere('projects')('that names no issue of the site any more is deleted in Jira', async () => {
    await app.record([entity]);
    await app.drain();
    app.advance(1_000);
    await app.record([{ ...entity, issueKeys: ['ELSE-1'], version: entity.version + 1 }]);
    await app.drain();
    expect([shown(), await states()]).toEqual([[], [`${kind} held`]]);
  });

  it('holds up nothing else while its API is away, and comes when that is back', async () => {
    const mend = app.jira.faults.add({ match: `${api}.bulk`, status: 503 });
    await app.record([entity, ...[commit(1), build(2), deployment(2), featureFlag('ABC-3')]]);
    await app.drain();
    expect((await states()).filter((state) => state.endsWith('pending')).length).toBeGreaterThan(0);
    expect(app.shown('ABC-2')).toHaveLength(1);
    expect((await states()).every((state) => state.endsWith('sent') || state.startsWith(kind))).toBe(true);
    expect(said((await importLane()).lastError)).toMatch(/^(Builds|Deployments|Feature flags): Jira is not/);
    mend();
    app.advance(901_000);
    await app.drain();
    expect((await states()).every((state) => state.endsWith('sent'))).toBe(true);
    expect(await importLane()).toMatchObject({ lastError: null, waitingUntil: null, pending: 0 });
  });

  it('waits where Jira says that it takes no more requests', async () => {
    app.jira.faults.add({ match: `${api}.bulk`, times: 1, ...tooManyRequests('jira-burst-based', 60) });
    await app.record([entity]);
    await app.drain();
    expect((await importLane()).waitingUntil).toBe(app.clock.now() + 60_000);
    expect(calls(`${api}.bulk`)).toBe(1);
    app.advance(61_000);
    await app.drain();
    expect(shown()).toHaveLength(1);
  });

  it('comes again when the site comes back', async () => {
    await app.record([entity, commit(1)]);
    await app.drain();
    await app.installed.uninstall();
    await app.drain();
    app.advance(1_000);
    await installTenant(app);
    await app.drain();
    expect(shown()).toHaveLength(1);
  });
});

describe('an app whose module Jira does not know yet', () => {
  itWhere('pages-in-jira')('waits with words for it alone', async () => {
    const { provides } = app.jira.app();
    provides.delete('builds');
    await app.record([commit(1), build(1), deployment(1), featureFlag('ABC-2')]);
    await app.drain();
    expect(await states()).toEqual(['build pending', 'commit sent', 'deployment sent', 'feature_flag sent']);
    expect(await importLane()).toMatchObject({ needsAttention: true, pending: 1 });
    expect(said((await importLane()).lastError)).toMatch(
      /^Builds: .*reinstall.*(jiraB|devops:b)uildInfoProvider/,
    );
    await app.record([commit(2)]);
    await app.drain();
    expect(await states()).toContain('commit sent');
    expect(calls('builds.bulk')).toBe(1);
    provides.add('builds');
    app.advance(3_601_000);
    await app.drain();
    expect(app.jira.buildsOf('ABC-2')).toHaveLength(1);
  });
});

describe('requests', () => {
  it('hold a hundred of many repositories', async () => {
    await app.record(many(150));
    await app.record(many(150), { repository: 1 });
    await app.drain();
    expect(app.jira.providerStats.builds).toMatchObject({ requests: 3, entities: 300, duplicates: 0 });
    expect(calls('devinfo.bulk')).toBe(0);
  });

  it('that are too large are halved, and what is refused is traced to the culprit', async () => {
    app.jira.faults.add({
      match: ({ endpoint, body }) => endpoint === 'builds.bulk' && body.length > 20_000,
      status: 413,
    });
    app.jira.faults.add({
      match: ({ endpoint, body }) => endpoint === 'builds.bulk' && body.includes('"buildNumber":37,'),
      status: 400,
      body: { errorMessages: [{ message: 'Bad build' }] },
    });
    await app.record(many(100));
    await app.drain();
    expect(app.jira.providerStats.builds).toMatchObject({ entities: 99, duplicates: 0 });
    const of = { tenantId: app.tenantId, repositoryId: repository(0).id };
    expect(await rejections(app.ctx.db, of)).toMatchObject([{ label: 'Pipeline 37', reason: 'Bad build' }]);
  });

  it('bring a deployment after the commits whose issues are its own', async () => {
    await app.record([deployment(1, { commits: [shaOf(5)] }), commit(5)], { lane: 'live' });
    await app.drain();
    expect(app.jira.deploymentsOf('ABC-6')).toEqual(app.jira.deploymentsOf('ABC-2'));
    expect(app.jira.deploymentsOf('ABC-6')).toHaveLength(1);
  });
});

describe('what is forgotten', () => {
  const all = () => [commit(1), build(1), deployment(1), featureFlag('ABC-2')];
  const provided = (issueKey = 'ABC-2') => [
    ...app.jira.buildsOf(issueKey),
    ...app.jira.deploymentsOf(issueKey),
    ...app.jira.featureFlagsOf(issueKey),
  ];
  const forget = (given: { accountId?: string; repositories?: typeof app.repositories } = {}) =>
    inTransaction(app.ctx.db, (tx) =>
      forgetRepositories(app.ctx, tx, {
        tenantId: app.tenantId,
        repositories: [repository(0)],
        ...given,
      }),
    );
  const waiting = () => app.ctx.db.rows('select * from jira_removal where tenant_id = $1', [app.tenantId]);

  it('with a repository goes one by one, and its neighbours stay', async () => {
    await app.record(all());
    await app.record(all(), { repository: 1 });
    await app.drain();
    expect(provided()).toHaveLength(6);
    await forget();
    await app.drain();
    expect(provided()).toHaveLength(3);
    expect(app.shown('ABC-2')).toHaveLength(1);
    expect(await waiting()).toEqual([]);
  });

  it('goes on where it stopped', async () => {
    await app.record(many(60));
    await app.drain();
    const mend = app.jira.faults.add({ match: 'builds.entity.delete', status: 503 });
    await forget();
    await app.drain();
    expect(await waiting()).toHaveLength(60);
    mend();
    for (let second = 0; second < 3; second += 1) {
      app.advance(901_000);
      await app.drain();
    }
    expect([await waiting(), app.jira.app().provided.builds.entities.size]).toEqual([[], 0]);
  });

  it('with an account goes by its property, in one call to each API', async () => {
    await app.record(all());
    await app.record(all(), { repository: 1 });
    await app.drain();
    await forget({ accountId, repositories: app.repositories });
    await app.drain();
    expect([provided(), app.shown('ABC-2'), await waiting()]).toEqual([[], [], []]);
    for (const api of ['devinfo', 'builds', 'deployments', 'featureflags'])
      expect(calls(`${api}.bulkByProperties`)).toBe(1);
    expect(calls('builds.entity.delete')).toBe(0);
  });

  it('is not asked for where Jira has taken nothing of its kind: the installed version has no module for it', async () => {
    app.jira.faults.add({ match: ({ endpoint }) => endpoint.startsWith('builds.'), status: 403 });
    await app.record([commit(1), build(1)]);
    await app.drain();
    await forget({ accountId });
    await app.drain();
    expect([app.shown('ABC-2'), await waiting()]).toEqual([[], []]);
    expect(calls('devinfo.bulkByProperties')).toBe(1);
    for (const api of ['builds', 'deployments', 'featureflags'])
      expect(calls(`${api}.bulkByProperties`)).toBe(0);
  });

  it('with an account goes too where the answer of Jira was lost', async () => {
    app.jira.faults.add({ match: 'builds.bulk', times: 1, dropConnection: true, afterHandling: true });
    await app.record([build(1)]);
    await app.drain();
    await forget({ accountId });
    app.advance(60_000);
    await app.drain();
    expect([provided(), await waiting()]).toEqual([[], []]);
    expect(calls('builds.bulkByProperties')).toBe(1);
  });

  it('goes too where Jira was just being told of it', async () => {
    let forgetting: Promise<void> | undefined;
    app.jira.faults.add({
      match: ({ endpoint }) => {
        if (endpoint === 'builds.bulk') forgetting ??= forget();
        return endpoint === 'builds.bulk';
      },
      latencyMs: 500,
    });
    await app.record([build(1)]);
    await app.drain();
    await forgetting;
    await app.drain();
    expect([app.jira.providerStats.builds.created, calls('builds.entity.delete')]).toEqual([1, 1]);
    expect([provided(), await waiting()]).toEqual([[], []]);
  });
});

it('gives an issue everything of its own, newest first', async () => {
  await app.record([commit(1), build(1), deployment(1), featureFlag('ABC-2')]);
  const found = await entitiesOfIssue(app.ctx.db, {
    ...{ tenantId: app.tenantId, issueKeys: ['ABC-2'], ofEach: 10 },
  });
  expect(found.map(({ kind }) => kind)).toEqual(['feature_flag', 'deployment', 'build', 'commit']);
});
