import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { adminsOfAuthorizations } from '../../src/account/authorization/admins.store.ts';
import { insertState } from '../../src/account/authorization/oauth-state.store.ts';
import { scheduleHousekeeping } from '../../src/queue/housekeeping.ts';
import { tasks } from '../../src/tasks.ts';
import type { AccountPlace } from '../../src/tenant/forge/reports/account-place.ts';
import { accountReports } from '../../src/tenant/forge/reports/account-reports.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { drainQueue } from '../support/drain.ts';
import { installConnect, installForge, type InstalledTenant } from '../support/install-tenant.ts';

const hourMs = 3_600_000;

let app: TestApp;
let one: InstalledTenant;
let other: InstalledTenant;
beforeEach(async () => {
  app = await startTestApp();
  one = await installForge(app);
  other = await installConnect(app, await app.jira.addSite());
  await scheduleHousekeeping(app.ctx);
  await app.drain();
});
afterEach(() => app.close());

/** The row that an authorization leaves behind. */
async function authorized(admin: string, { tenant } = one): Promise<void> {
  const now = app.clock.now();
  await insertState(
    app.ctx.db,
    { tenantId: tenant.id, stateHash: crypto.randomUUID() },
    {
      state: {
        purpose: 'account',
        accountId: crypto.randomUUID(),
        startedBy: admin,
        verifier: 'v',
        expiresAt: now + 600_000,
      },
      sealer: app.ctx.sealer,
      now,
    },
  );
}

/** Half days, with the hourly calls that matter: Forge's, which brings a token, and housekeeping. */
async function days(count: number): Promise<void> {
  for (let half = 0; half < count * 2; half += 1) {
    app.advance(12 * hourMs);
    await app.jira.tick();
    await app.drain();
  }
}

const calls = () => app.jira.requests.entries.filter(({ endpoint }) => endpoint === 'report-accounts').length;
const reported = () => app.jira.reportedAccounts.reported;
const kept = async () =>
  (await adminsOfAuthorizations.list(app.ctx, { after: '', limit: 90 })).map(({ accountId }) => accountId);

/** A place with many people, and what was asked of it. */
function bigPlace(names: readonly string[]): AccountPlace & { readonly asked: string[] } {
  const asked: string[] = [];
  const tenantIds = [one.tenant.id];
  return {
    asked,
    list: async (_, { after, limit }) =>
      names
        .filter((name) => name > after)
        .slice(0, limit)
        .map((accountId) => ({ accountId, readAt: app.clock.now() - hourMs, tenantIds })),
    erase: async (_, { accountId }) => void asked.push(`erase ${accountId}`),
    refresh: async (_, { accountId }) => void asked.push(`refresh ${accountId}`),
  };
}

async function report(places: readonly AccountPlace[]): Promise<() => Promise<void>> {
  const { start, handler } = accountReports(places);
  const others = tasks.filter(({ name }) => name !== handler.name);
  await start(app.ctx);
  const run = () => drainQueue(app.ctx, [...others, handler]);
  await run();
  return run;
}

const people = (count: number) => Array.from({ length: count }, (_, index) => `p${1000 + index}`);

describe('the report of stored Atlassian account ids', () => {
  it('names each person once a cycle, on however many sites they are', async () => {
    await authorized('ann');
    await authorized('ann', other);
    await authorized('bob', other);
    await days(0.5);
    expect(reported()).toEqual(['ann', 'bob']);
    await days(6);
    expect(calls()).toBe(1);
    await days(1.5);
    expect(reported()).toEqual(['ann', 'bob', 'ann', 'bob']);
  });

  it('comes as often as Atlassian says', async () => {
    app.jira.reportedAccounts.cyclePeriod = '2';
    await authorized('ann');
    await days(2);
    expect(calls()).toBe(1);
    await days(1);
    expect(calls()).toBe(2);
  });

  it('erases on every site who closed their account, and nobody else', async () => {
    for (const name of ['ann', 'bob', 'cid']) await authorized(name);
    await authorized('bob', other);
    app.jira.reportedAccounts.closed.add('bob');
    // Nothing but the id is kept of her, so there is nothing to read anew.
    app.jira.reportedAccounts.updatedAt.set('cid', app.clock.now() + hourMs);
    await days(0.5);
    expect(await kept()).toEqual(['ann']);
    await days(7.5);
    expect(reported()).toEqual(['ann', 'bob', 'cid', 'ann']);
  });

  it('leaves an authorization that is under way alone', async () => {
    await authorized('ann');
    app.jira.reportedAccounts.closed.add('ann');
    await report([adminsOfAuthorizations]);
    expect(calls()).toBe(0);
    app.advance(hourMs);
    expect(await kept()).toEqual(['ann']);
  });

  it('goes 90 at a time, over all places, and has a changed profile read anew', async () => {
    const place = bigPlace(people(200));
    const second = bigPlace([...people(3), 'p1199', 'unknown', 'zoe']);
    app.jira.reportedAccounts.closed.add('p1199');
    app.jira.reportedAccounts.updatedAt.set('p1001', app.clock.now());
    await report([place, second]);
    expect(reported()).toEqual([...people(200), 'zoe']);
    expect(calls()).toBe(3);
    expect(place.asked).toEqual(['refresh p1001', 'erase p1199']);
    expect(second.asked).toEqual(['refresh p1001', 'erase p1199']);
  });

  it('waits where Atlassian asks it to, and goes on where it stood', async () => {
    let answered = 0;
    const end = app.jira.faults.add({
      match: ({ endpoint }) => endpoint === 'report-accounts' && (answered += 1) === 2,
      status: 429,
      headers: { 'retry-after': '1800' },
      body: {},
    });
    const run = await report([bigPlace(people(100))]);
    expect(reported()).toHaveLength(90);
    end();
    app.advance(1_700_000);
    await run();
    expect(reported()).toHaveLength(90);
    app.advance(200_000);
    await run();
    expect(reported()).toEqual(people(100));
  });

  it('waits for a token where no site has called for two hours', async () => {
    app.advance(3 * hourMs);
    const run = await report([bigPlace(people(1))]);
    expect(calls()).toBe(0);
    app.advance(hourMs);
    await app.jira.tick();
    await run();
    app.advance(hourMs);
    await run();
    expect(reported()).toEqual(people(1));
  });
});
