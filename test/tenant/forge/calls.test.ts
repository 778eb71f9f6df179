import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { blockedUntil } from '../../../src/db/budget.store.ts';
import type { JiraRequest } from '../../../src/jira/connection.ts';
import { jiraConnection } from '../../../src/tenant/jira-connection.ts';
import { appBudget } from '../../../src/tenant/jira-limits.ts';
import { tooManyRequests } from '../../sandbox/jira/cloud/faults.ts';
import { startTestApp, type TestApp } from '../../support/app.ts';
import { installConnect, installForge, type InstalledTenant } from '../../support/install-tenant.ts';
import { hourMs, minuteMs } from './support.ts';

const myself: JiraRequest = { method: 'GET', path: '/rest/api/3/myself' };

let app: TestApp;
let installed: InstalledTenant;

beforeEach(async () => {
  app = await startTestApp();
  installed = await installForge(app);
  await app.drain();
});
afterEach(() => app.close());

const jira = (of: InstalledTenant = installed) => jiraConnection(app.ctx, of.tenant);
const calls = (endpoint: string) =>
  app.jira.requests.entries.filter((entry) => entry.endpoint === endpoint).length;
const schedule = () => installed.site.forge.runSchedule();

describe('calls as the app', () => {
  it("carry the system token to the site's address at Atlassian's API", async () => {
    expect(await jira().call(myself)).toMatchObject({
      status: 200,
      body: { accountId: installed.site.forge.app().accountId },
    });
    expect(app.jira.requests.entries.at(-1)?.appKey).toBe(installed.site.forge.app().key);
  });

  it('wait for the next hourly call when the token may have ended, and send none', async () => {
    app.advance(2 * hourMs + 10 * minuteMs);
    const before = app.jira.requests.total;
    await expect(jira().call(myself)).rejects.toMatchObject({
      code: 'rate_limited',
      retryAt: expect.closeTo(app.clock.now() + 50 * minuteMs, -4),
      message: expect.stringMatching(
        /^Jira has not called this app for 2 hours; waiting for its next hourly call/,
      ),
    });
    await expect(jira().callAs(installed.memberId, myself)).rejects.toMatchObject({ code: 'rate_limited' });
    expect(app.jira.requests.total).toBe(before);
    await schedule();
    expect((await jira().call(myself)).status).toBe(200);
  });

  it('go on for two hours where one hourly call is missed', async () => {
    app.advance(2 * hourMs - minuteMs);
    expect((await jira().call(myself)).status).toBe(200);
  });

  it('that are refused with a fresh token are a matter for an admin, with an older one they wait', async () => {
    app.jira.faults.add({ match: 'myself', status: 401 });
    await expect(jira().call(myself)).rejects.toMatchObject({ code: 'needs_authorization' });
    app.advance(hourMs + 10 * minuteMs);
    await expect(jira().call(myself)).rejects.toMatchObject({ code: 'rate_limited' });
    await schedule();
    await expect(jira().call(myself)).rejects.toMatchObject({ code: 'needs_authorization' });
  });

  it('spend the points of the Forge app, not those of the Connect app', async () => {
    const connect = await installConnect(app, await app.jira.addSite());
    app.jira.faults.add({ match: 'myself', times: 1, ...tooManyRequests('jira-quota-global-based', 60) });
    await expect(jira().call(myself)).rejects.toMatchObject({ code: 'rate_limited' });
    expect((await jira(connect).call(myself)).status).toBe(200);
    const blocked = await blockedUntil(app.ctx.db, { names: [appBudget('forge')], now: app.clock.now() });
    expect(blocked?.name).toBe(appBudget('forge'));
  });
});

describe('calls as a person who is not there', () => {
  const token = 'graphql.offlineUserAuthToken';
  // Only what the manifest's scopes with `allowImpersonation` cover is open to such a token.
  const readable: JiraRequest = { method: 'GET', path: '/rest/api/3/project/search' };
  const as = (accountId: string, of = installed) => jira(of).callAs(accountId, readable);

  it('are theirs, with a token that is kept until its end', async () => {
    const { memberId, adminId } = installed;
    for (const accountId of [memberId, adminId, memberId]) {
      expect((await as(accountId)).status).toBe(200);
      expect(app.jira.requests.entries.at(-1)?.accountId).toBe(accountId);
    }
    expect(calls(token)).toBe(2);
    app.advance(hourMs);
    await schedule();
    await as(memberId);
    expect(calls(token)).toBe(3);
  });

  it('asked for at once share one token', async () => {
    await Promise.all([1, 2, 3, 4].map(() => as(installed.memberId)));
    expect(calls(token)).toBe(1);
  });

  it('get one new token where Jira does not take the old one', async () => {
    await as(installed.memberId);
    app.jira.faults.add({ match: 'project.search', times: 1, status: 401 });
    expect((await as(installed.memberId)).status).toBe(200);
    expect(calls(token)).toBe(2);
    app.jira.faults.add({ match: 'project.search', status: 401 });
    await expect(as(installed.memberId)).rejects.toMatchObject({ code: 'needs_authorization' });
  });

  it('are refused for those whom Atlassian does not let the app act as', async () => {
    const gone = installed.site.createUser({ accountId: '712020:gone', displayName: 'Gone', active: false });
    for (const accountId of ['712020:nobody', gone.accountId, installed.site.forge.app().accountId]) {
      await expect(as(accountId)).rejects.toMatchObject({ code: 'forbidden' });
    }
  });

  it('stay within the limit of the app over all its sites', async () => {
    const second = await installForge(app, await app.jira.addSite());
    app.advance(minuteMs - (app.clock.now() % minuteMs));
    await as(installed.memberId);
    await app.ctx.db.run(`update budget set used = 1000 where name like 'jira:app forge offline%'`);
    const before = calls(token);
    const wait = { code: 'rate_limited', retryAt: app.clock.now() + minuteMs };
    await expect(as(second.memberId, second)).rejects.toMatchObject(wait);
    expect(calls(token)).toBe(before);
    app.advance(minuteMs);
    expect((await as(second.memberId, second)).status).toBe(200);
    app.jira.faults.add({ match: token, times: 1, status: 429 });
    await expect(as(installed.adminId)).rejects.toMatchObject({ code: 'rate_limited' });
    await expect(as(second.adminId, second)).rejects.toMatchObject({ code: 'rate_limited' });
    app.advance(minuteMs);
    expect((await as(installed.adminId)).status).toBe(200);
  });
});
