import { afterEach, beforeEach, expect, describe, it } from '@jest/globals';
import { titlesInJira } from '../support/in-jira.ts';
import { itWhere } from '../support/site/it-where.ts';
import { mergeRequest } from './support/facts.ts';
import { startOutboxApp, type OutboxApp } from './support/outbox-app.ts';

let app: OutboxApp;

beforeEach(async () => {
  app = await startOutboxApp();
});

afterEach(() => app.close());

const stats = () => app.jira.devInfoStats;
const states = async () => (await app.ledger()).map(({ state }) => state);
const titled = (number: number, title: string) => mergeRequest(number, { title, updatedAt: number });
const titlesOn = (key: string) => titlesInJira({ app, site: app.installed }, 'pullRequests', key);
/** Jira Cloud gives its projects by pages, Data Center all at once. */
const isProjects = ({ endpoint }: { endpoint: string }) =>
  endpoint === 'project.search' || endpoint === 'project.list';
const listings = () => app.jira.requests.entries.filter(isProjects);
const hours = (count: number) => count * 3_600_000;

describe('projects', () => {
  itWhere('projects')('that the site does not have hold entities back until they appear', async () => {
    await app.record([titled(1, 'NEW-1 first'), titled(2, 'ABC-3 NEW-1')]);
    await app.drain();
    expect(await states()).toEqual(['held', 'sent']);
    expect(await titlesOn('ABC-3')).toEqual(['ABC-3 NEW-1']);
    for (const { payload } of app.shown('ABC-3')) expect(payload.issueKeys).toEqual(['ABC-3']);
    app.jira.createIssue({ key: 'NEW-1' });
    app.advance(hours(1));
    await app.drain();
    expect(await states()).toEqual(['sent', 'sent']);
    expect(await titlesOn('NEW-1')).toHaveLength(2);
    expect(stats().duplicates).toBe(0);
  });

  itWhere('projects')(
    'are asked for at most every ten minutes, however many unknown keys show up',
    async () => {
      for (let minute = 0; minute < 20; minute += 1) {
        await app.record([titled(minute, 'UTF-8')], { lane: 'live' });
        await app.drain();
        app.advance(60_000);
      }
      expect(listings()).toHaveLength(2);
    },
  );

  itWhere('projects')('are asked for again when new work names one that is not known', async () => {
    await app.record([titled(1, 'NEW-1 first')]);
    await app.drain();
    app.jira.createIssue({ key: 'NEW-1' });
    app.advance(600_000);
    await app.record([titled(2, 'NEW-1 second')], { lane: 'live' });
    await app.drain();
    expect(await titlesOn('NEW-1')).toHaveLength(2);
  });

  it('that cannot be read let everything through', async () => {
    app.jira.faults.add({ match: isProjects, status: 403 });
    app.advance(hours(1));
    await app.record([titled(1, 'NEW-1 first')]);
    await app.drain();
    expect(await states()).toEqual(['sent']);
  });

  itWhere('projects')('more than a page of them are all read', async () => {
    for (let number = 0; number < 130; number += 1) app.jira.createProject({ key: `P${number}` });
    app.jira.createIssue({ key: 'ZZ-1' });
    app.advance(hours(1));
    const before = listings().length;
    await app.record([titled(1, 'ZZ-1')]);
    await app.drain();
    expect(await titlesOn('ZZ-1')).toHaveLength(1);
    const made = listings().slice(before);
    expect(made).toHaveLength(made[0]?.endpoint === 'project.list' ? 1 : 2);
  });

  itWhere('projects')('named no more take the entity out of Jira', async () => {
    await app.record([titled(3, 'ABC-4')]);
    await app.drain();
    await app.record([{ ...titled(3, 'UTF-8'), version: 4 }]);
    await app.drain();
    expect(await titlesOn('ABC-4')).toEqual([]);
    expect(await states()).toEqual(['held']);
  });
});
