import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { inTransaction } from '../../src/db/db.ts';
import { outboxState } from '../../src/dev-info/outbox/outbox-state.ts';
import { forgetRepositories } from '../../src/dev-info/outbox/forget-repositories.ts';
import { wakeOutbox } from '../../src/dev-info/outbox/wake-outbox.ts';
import { removeEntities } from '../../src/dev-info/ledger.store.ts';
import { rejections } from '../../src/dev-info/rejection.store.ts';
import { itWhere } from '../support/site/it-where.ts';
import { commit, shaOf } from './support/facts.ts';
import { startOutboxApp, type OutboxApp } from './support/outbox-app.ts';

let app: OutboxApp;

beforeEach(async () => {
  app = await startOutboxApp(2);
});

afterEach(() => app.close());

const hour = 3_600_000;
const refusal = { status: 400, body: { errorMessages: ['Not this one'] } };
const commits = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => commit(from + index));
const stateOf = async (sha: string) => (await app.ledger()).find(({ id }) => id === sha)?.state;
const calls = (endpoint: string) => app.jira.requests.entries.filter((entry) => entry.endpoint === endpoint);
const repositoryId = (index = 0) => app.repositories[index]?.id ?? '';
const remove = async (sha: string) => {
  const { tenantId } = app;
  const of = { tenantId, repositoryId: repositoryId(), now: app.clock.now() };
  await removeEntities(app.ctx.db, { ...of, kind: 'commit', ids: [sha] });
  await wakeOutbox(app.ctx, app.ctx.db, { tenantId, lane: 'live' });
};

describe('what Jira refuses holds up nothing beside it', () => {
  it('although forty bad entities stand in a row before the good ones', async () => {
    const bad = new Set(commits(0, 40).map(({ id }) => id));
    app.jira.faults.add({
      match: ({ endpoint, body }) =>
        endpoint === 'devinfo.bulk' && [...bad].some((sha) => body.includes(`"${sha}"`)),
      ...refusal,
    });
    await app.record(commits(0, 100));
    await app.drain();
    const states = Map.groupBy(await app.ledger(), ({ state }) => state);
    expect(states.get('rejected')?.map(({ id }) => id)).toEqual([...bad]);
    expect(states.get('sent')).toHaveLength(60);
    expect(app.jira.devInfoStats).toMatchObject({ entities: 60, duplicates: 0 });
  });

  it('where it is a delete, which is shown with its reason', async () => {
    await app.record(commits(1, 2));
    await app.drain();
    app.jira.faults.add({ match: ({ path }) => path.endsWith(shaOf(1)), ...refusal });
    await remove(shaOf(1));
    await app.record(commits(5, 3), { lane: 'live' });
    await app.drain();
    expect(await stateOf(shaOf(6))).toBe('sent');
    const { tenantId } = app;
    expect(await rejections(app.ctx.db, { tenantId, repositoryId: repositoryId() })).toEqual([
      expect.objectContaining({ id: shaOf(1), reason: expect.stringContaining('Not this one') }),
    ]);
  });

  it('where it is the removal of a repository, which is asked for again', async () => {
    await app.record(commits(1, 2), { repository: 1 });
    await app.drain();
    const mend = app.jira.faults.add({ match: 'devinfo.repository.delete', ...refusal });
    const { tenantId, repositories } = app;
    await inTransaction(app.ctx.db, (tx) =>
      forgetRepositories(app.ctx, tx, { tenantId, repositories: repositories.slice(1) }),
    );
    await app.record(commits(5, 3), { lane: 'live' });
    await app.drain();
    expect(await stateOf(shaOf(6))).toBe('sent');
    expect(calls('devinfo.repository.delete').length).toBeGreaterThan(0);
    expect(app.shown('ABC-2')).toHaveLength(1);
    mend();
    await app.record(commits(9, 1), { lane: 'live' });
    await app.drain();
    expect(app.shown('ABC-2')).toEqual([]);
  });
});

describe('what cannot be written for Jira', () => {
  it('is rejected by itself', async () => {
    await app.record(commits(0, 3));
    await app.ctx.db.run(`update entity set facts = '{}' where tenant_id = $1 and id = $2`, [
      app.tenantId,
      shaOf(1),
    ]);
    await app.drain();
    expect(await Promise.all([0, 1, 2].map((number) => stateOf(shaOf(number))))).toEqual([
      'sent',
      'rejected',
      'sent',
    ]);
  });
});

describe('a list of projects that', () => {
  it('cannot be read just now is the one known before', async () => {
    await app.record(commits(0, 1));
    await app.drain();
    app.jira.faults.add({ match: 'project.search', status: 503 });
    app.advance(hour);
    await app.record(commits(1, 1));
    await app.drain();
    expect(await stateOf(shaOf(1))).toBe('sent');
    expect((await outboxState(app.ctx.db, app.tenantId)).import.lastError).toBeNull();
  });

  itWhere('projects')('may not be read any more holds nothing back', async () => {
    await app.record([commit(1, { message: 'NEW-1 first' })]);
    await app.drain();
    expect(await stateOf(shaOf(1))).toBe('held');
    app.jira.faults.add({ match: 'project.search', status: 403 });
    app.advance(hour);
    await app.drain();
    expect(await stateOf(shaOf(1))).toBe('sent');
  });

  itWhere('projects')('was older than the one stored meanwhile holds nothing back for good', async () => {
    await app.record(commits(1, 1));
    await app.record([commit(2, { message: 'NEW-1 first' })]);
    await app.drain();
    // As the lane leaves it that compared with the older list.
    await app.ctx.db.run(`update entity set state = 'held' where tenant_id = $1 and id = $2`, [
      app.tenantId,
      shaOf(1),
    ]);
    app.advance(hour);
    await app.drain();
    expect(await stateOf(shaOf(1))).toBe('sent');
    expect(await stateOf(shaOf(2))).toBe('held');
  });
});
