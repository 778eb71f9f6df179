import { afterEach, beforeEach, expect, describe, it } from '@jest/globals';
import { commit, mergeRequest } from './support/facts.ts';
import { startOutboxApp, type OutboxApp } from './support/outbox-app.ts';

let app: OutboxApp;

beforeEach(async () => {
  app = await startOutboxApp();
});

afterEach(() => app.close());

const stats = () => app.jira.devInfoStats;
const states = async () => (await app.ledger()).map(({ state }) => state);
const calls = (endpoint: string) => app.jira.requests.entries.filter((entry) => entry.endpoint === endpoint);
const hours = (count: number) => count * 3_600_000;

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
