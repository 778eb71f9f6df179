import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { JiraRequest } from '../../src/jira/connection.ts';
import { jiraConnection } from '../../src/tenant/jira-connection.ts';
import { appBudget } from '../../src/tenant/jira-limits.ts';
import { RATE_LIMIT_REASONS, tooManyRequests } from '../sandbox/jira/cloud/faults.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { installConnect, type ConnectTenant } from '../support/install-tenant.ts';

let app: TestApp;
let site: ConnectTenant;
beforeAll(async () => {
  app = await startTestApp();
  site = await installConnect(app);
});
// What one test has Jira forbid is over for the next.
afterEach(() => {
  app.jira.faults.clear();
  app.advance(3_600_000);
});
afterAll(() => app.close());

const myself: JiraRequest = { method: 'GET', path: '/rest/api/3/myself' };
const jira = (tenant = site) => jiraConnection(app.ctx, tenant.tenant);
const calls = () => app.jira.requests.total;

describe('a call to Jira as the app', () => {
  it('is signed for its method, path and query', async () => {
    const answer = await jira().call(myself);
    expect(answer).toMatchObject({ status: 200, body: { accountType: 'app' } });
    const query = { permissions: 'ADMINISTER,BROWSE_PROJECTS', issueKey: 'ABC-1' };
    const permissions = { method: 'GET', path: '/rest/api/3/mypermissions', query } as const;
    expect((await jira().call(permissions)).status).toBe(200);
    const odd = { jql: 'a b+c&d=é~*(!)\'"', startAt: '0' };
    expect((await jira().call({ ...myself, path: '/rest/api/3/nothing', query: odd })).status).toBe(404);
    expect(app.jira.violations.splice(0)).toHaveLength(1);
  });

  it('gives every answer that concerns the caller alone', async () => {
    for (const status of [400, 403, 404, 413, 500, 503]) {
      app.jira.faults.add({ match: 'myself', times: 1, status, body: { errorMessages: ['no'] } });
      expect(await jira().call(myself)).toMatchObject({ status, body: { errorMessages: ['no'] } });
    }
    app.jira.faults.add({ match: 'myself', times: 1, status: 502, body: '<html>' });
    expect(await jira().call(myself)).toMatchObject({ status: 502, body: undefined });
  });

  it('goes with the newest secret and address', async () => {
    const connection = jira();
    await app.jira.reinstall();
    expect((await connection.call(myself)).status).toBe(200);
  });

  it('says what to do when Jira no longer accepts the installation', async () => {
    app.jira.faults.add({ match: 'myself', times: 1, status: 401 });
    await expect(jira().call(myself)).rejects.toMatchObject({
      code: 'needs_authorization',
      message: expect.stringContaining('reinstall'),
    });
  });

  it('does not follow a renamed site: the token goes nowhere else', async () => {
    const other = await app.jira.addSite();
    const before = app.jira.requests.total;
    const location = `${other.url}/rest/api/3/myself`;
    app.jira.faults.add({ match: 'myself', times: 1, status: 302, headers: { location } });
    await expect(jira().call(myself)).rejects.toMatchObject({
      code: 'redirected',
      message: expect.stringContaining('renamed'),
    });
    expect(app.jira.requests.total).toBe(before + 1);
  });

  it('is not made once the site has uninstalled us', async () => {
    await app.jira.uninstallApp();
    const before = calls();
    await expect(jira().call(myself)).rejects.toMatchObject({ code: 'needs_authorization' });
    expect(calls()).toBe(before);
    await installConnect(app);
    expect((await jira().call(myself)).status).toBe(200);
  });

  it('never leaves the REST API of the site', async () => {
    for (const path of [
      '/login',
      '//evil.example.com/rest/',
      '/rest/../admin',
      '/rest/api?x=1',
      '@evil/rest/',
    ]) {
      await expect(jira().call({ ...myself, path })).rejects.toThrow('Not a path');
    }
  });
});

describe('a call to Jira as a person', () => {
  it('is made in their name, with a token that is kept until it ends', async () => {
    const tokens = () => app.jira.requests.counts['oauth2.token'] ?? 0;
    const before = tokens();
    const answers = await Promise.all([1, 2, 3].map(() => jira().callAs(site.memberId, myself)));
    for (const answer of answers) expect(answer.body).toMatchObject({ accountId: site.memberId });
    expect(tokens()).toBe(before + 1);
    expect((await jira().callAs(site.adminId, myself)).body).toMatchObject({ accountId: site.adminId });
    expect(tokens()).toBe(before + 2);
    app.advance(16 * 60_000);
    await jira().callAs(site.memberId, myself);
    expect(tokens()).toBe(before + 3);
  });

  it('gets a new token where Jira no longer takes the one that was kept', async () => {
    await jira().callAs(site.memberId, myself);
    app.jira.faults.add({ match: 'myself', times: 1, status: 401 });
    expect((await jira().callAs(site.memberId, myself)).status).toBe(200);
    app.jira.faults.add({ match: 'myself', times: 2, status: 401 });
    await expect(jira().callAs(site.memberId, myself)).rejects.toMatchObject({ code: 'needs_authorization' });
  });

  it('is refused for people who are not there, and one failure is not remembered', async () => {
    await expect(jira().callAs('712020:nobody', myself)).rejects.toMatchObject({ code: 'forbidden' });
    app.jira.faults.add({ match: 'oauth2.token', times: 1, status: 500 });
    await expect(jira().callAs(site.memberId, myself)).rejects.toMatchObject({ code: 'unavailable' });
    expect((await jira().callAs(site.memberId, myself)).status).toBe(200);
  });

  it('of one site is never a call as the same person of another', async () => {
    const other = await installConnect(app, await app.jira.addSite());
    await jira().callAs(site.adminId, myself);
    await jira(other).callAs(site.adminId, myself);
    const sites = app.jira.requests.entries.filter(({ endpoint }) => endpoint === 'myself').slice(-2);
    expect(sites.map((entry) => entry.site)).toEqual([site.site.url, other.site.url]);
  });
});

describe("Jira's limits", () => {
  const limited = (reason: (typeof RATE_LIMIT_REASONS)[number], seconds: number) =>
    app.jira.faults.add({ match: 'myself', times: 1, ...tooManyRequests(reason, seconds) });

  it.each(RATE_LIMIT_REASONS)('%s: waits as long as Jira says', async (reason) => {
    limited(reason, 90);
    const retryAt = app.clock.now() + 90_000;
    await expect(jira().call(myself)).rejects.toMatchObject({
      code: 'rate_limited',
      retryAt,
      message: expect.stringMatching(/^Waiting for Jira until \d\d:\d\d UTC/),
    });
    app.advance(90_000);
    expect((await jira().call(myself)).status).toBe(200);
  });

  it('a limit of the app pauses every site, one of a site or its endpoint only that site, others nobody', async () => {
    const other = await installConnect(app, await app.jira.addSite());
    const waits = async (tenant: ConnectTenant) => {
      const before = calls();
      const waited = await jira(tenant)
        .call(myself)
        .then(
          () => false,
          (error: unknown) => (error as { code: string }).code === 'rate_limited',
        );
      if (waited) expect(calls()).toBe(before);
      return waited;
    };
    const expected = {
      global: [true, true],
      tenant: [true, false],
      burst: [true, false],
      issue: [false, false],
    };
    const reasons = { global: 0, tenant: 1, burst: 2, issue: 3 } as const;
    for (const [name, both] of Object.entries(expected)) {
      limited(RATE_LIMIT_REASONS[reasons[name as keyof typeof reasons]], 60);
      await expect(jira().call(myself)).rejects.toMatchObject({ code: 'rate_limited' });
      expect([await waits(site), await waits(other)]).toEqual(both);
      app.advance(60_000);
      expect([await waits(site), await waits(other)]).toEqual([false, false]);
    }
  });

  it('understands a date, and waits a minute where Jira does not say', async () => {
    const at = Math.ceil(app.clock.now() / 1000) * 1000 + 120_000;
    const headers = { 'retry-after': new Date(at).toUTCString() };
    app.jira.faults.add({ match: 'myself', times: 1, status: 429, headers });
    await expect(jira().call(myself)).rejects.toMatchObject({ retryAt: at });
    app.advance(200_000);
    app.jira.faults.add({ match: 'myself', times: 1, status: 429, headers: { 'retry-after': 'soon' } });
    await expect(jira().call(myself)).rejects.toMatchObject({ retryAt: app.clock.now() + 60_000 });
  });
});

describe('the points of an hour', () => {
  it('are spent over all sites and processes, and whole again at the top of the hour', async () => {
    const hour = 3_600_000;
    app.advance(hour - (app.clock.now() % hour));
    const poor = { ...app.ctx, config: { ...app.ctx.config, jiraPointsPerHour: 6 } };
    const call = () => jiraConnection(poor, site.tenant).call(myself);
    // A GET costs one and another one for the object that it gives.
    for (let times = 0; times < 3; times++) await call();
    const before = calls();
    app.advance(1000);
    await expect(call()).rejects.toMatchObject({
      code: 'rate_limited',
      retryAt: app.clock.now() - (app.clock.now() % hour) + hour,
    });
    expect(calls()).toBe(before);
    app.advance(hour);
    expect((await call()).status).toBe(200);
  });

  it('are those that Jira counts: one for each comment of a list, too', async () => {
    const hour = 3_600_000;
    app.advance(hour - (app.clock.now() % hour));
    const path = '/rest/api/3/issue/ABC-1/comment';
    const text = { type: 'text', text: 'a' };
    const body = { body: { type: 'doc', version: 1, content: [{ type: 'paragraph', content: [text] }] } };
    for (let times = 0; times < 3; times++)
      await jira().callAs(site.memberId, { method: 'POST', path, body, issue: 'ABC-1' });
    await jira().call({ method: 'GET', path });
    await jira().call({ method: 'GET', path: '/rest/api/3/issue/ABC-1/transitions' });
    const [ours] = await app.ctx.db.rows<{ used: number }>('select used from budget where name = $1', [
      appBudget('connect'),
    ]);
    expect(ours?.used).toBe(3 + 4 + 3);
    expect(app.jira.limits.usedPoints(app.jira.app().key)).toBe(3 + 4 + 3);
  });
});
