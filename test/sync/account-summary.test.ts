import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  summaryActivity,
  summaryOf as lineOf,
  type Summary,
  type SummaryFacts,
} from '../../src/sync/pages/table/summary.page.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { installTenant, type InstalledTenant } from '../support/install-tenant.ts';
import { linkAccount } from '../support/link-account.ts';
import { finishImport, makeGroup } from '../support/linked-group.ts';
import { said } from '../support/said.ts';

const now = Date.UTC(2026, 10, 22, 14, 0);
const minute = 60_000;
const summaryOf = (facts: SummaryFacts, at: number) =>
  said(lineOf(facts, at)) as Record<keyof Summary, unknown>;
const done = {
  all: 5000,
  enabled: 4800,
  imported: 4800,
  failed: 0,
  tryingAgain: 0,
  queued: 0,
  running: 0,
  read: 0,
  perMinute: 0,
};

function facts(
  progress: Partial<SummaryFacts['progress']> = {},
  rest: Partial<Omit<SummaryFacts, 'progress'>> = {},
): SummaryFacts {
  return {
    progress: { ...done, waitingUntil: null, ...progress },
    pace: { count: 0, firstAt: null },
    pending: { live: 0, import: 0 },
    sent: 0,
    ...rest,
  };
}
const busy = { imported: 4000, queued: 794, running: 6, read: 1200, perMinute: 3456 };
const pace = { count: 21, firstAt: now - 10 * minute };

describe('an account in one line', () => {
  it('says how many repositories are done, and asks no more', () => {
    expect(summaryOf(facts(), now)).toEqual({
      bar: undefined,
      parts: ['4,800 of 4,800 repositories imported', '200 switched off'],
      failed: undefined,
      tryingAgain: undefined,
      waiting: undefined,
      end: undefined,
    });
    expect(summaryActivity(facts())).toBeUndefined();
    expect(summaryOf(facts({ failed: 1 }), now).failed).toBe('1 repository failed');
    const trying = facts({ running: 2, tryingAgain: 2 });
    expect(summaryOf(trying, now).tryingAgain).toBe('2 repositories being tried again');
  });

  it('says how far an import is, and when it ends at this pace', () => {
    const given = facts(busy, { pace, sent: 340, pending: { live: 1, import: 9000 } });
    expect(summaryOf(given, now)).toMatchObject({
      bar: { value: 4000, max: 4800 },
      parts: [
        '4,000 of 4,800 repositories imported',
        '200 switched off',
        '6 being read, 1,200 entries so far',
        '340 sent to Jira',
        'about 3,500 a minute',
        '794 in line',
        '5,000 or more left to send to Jira',
      ],
      // 20 in 10 minutes: 800 take 400.
      end: 'Done at about 22 Nov 2026, 20:40 UTC, if it goes on as in the last half hour',
    });
    expect(summaryActivity(given)).toBe('moving');
  });

  it('tells no end that nobody knows', () => {
    const end = (...given: Parameters<typeof facts>) => summaryOf(facts(...given), now).end;
    expect(end(busy, { pace: { count: 4, firstAt: now - 10 * minute } })).toBeUndefined();
    expect(end(busy, { pace: { count: 9, firstAt: now - 30_000 } })).toBeUndefined();
    expect(end({ ...busy, waitingUntil: now + minute }, { pace })).toBeUndefined();
    // A refresh of what was imported before is no import.
    expect(end({ queued: 5, running: 1 }, { pace })).toBeUndefined();
  });

  it('says until when all of it waits, and asks seldom meanwhile', () => {
    const given = facts({ ...busy, waitingUntil: now + 5 * minute });
    expect(summaryOf(given, now).waiting).toBe('Waiting for GitLab until 14:05 UTC');
    expect(summaryActivity(given)).toBe('waiting');
    expect(summaryActivity(facts({}, { pending: { live: 0, import: 1 } }))).toBe('waiting');
  });

  it('asks seldom while all that is read is tried again, and what stands in line waits for that', () => {
    expect(summaryActivity(facts({ running: 6, tryingAgain: 6, queued: 794 }))).toBe('waiting');
    expect(summaryActivity(facts({ running: 6, tryingAgain: 5 }))).toBe('moving');
    expect(summaryActivity(facts({ queued: 1 }))).toBe('moving');
  });
});

describe('the line of an account in the list of accounts', () => {
  let app: TestApp;
  let site: InstalledTenant;
  let url: string;
  const start = async (autoLink: boolean) => {
    makeGroup(app, ['one']);
    url = `/accounts/${(await linkAccount(app, site, { namespace: 'acme', username: 'dana', autoLink })).id}`;
  };
  const line = async () => (await site.ask({ path: `${url}/summary` })).text;
  const refresh = async () =>
    (await site.ask({ path: `${url}/repositories/refresh?view=summary`, fields: {} })).text;
  beforeEach(async () => {
    app = await startTestApp();
    site = await installTenant(app);
  });
  afterEach(() => app.close());

  it('is alive until all is imported, and again after a refresh', async () => {
    await start(true);
    const alive = `data-poll hx-get="${url}/summary" hx-trigger="every 2s"`;
    expect(await line()).toContain(alive);
    await finishImport(app);
    expect(await line()).toContain('1 of 1 repository imported');
    expect(await line()).not.toContain('data-poll');
    expect(await refresh()).toContain(alive);
    await finishImport(app);
    expect(await line()).not.toContain('data-poll');
  });

  it('is there too where no repository is enabled', async () => {
    await start(false);
    await finishImport(app);
    const answer = await refresh();
    expect(answer).toContain('1 switched off');
    expect(answer).not.toContain('repository-table');
  });
});
