import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { JiraRequest } from '../../src/jira/connection.ts';
import { jiraConnection } from '../../src/tenant/jira-connection.ts';
import { endpointOf } from '../../src/tenant/jira-limits.ts';
import { tooManyRequests } from '../sandbox/jira/cloud/faults.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { installTenant, type InstalledTenant } from '../support/install-tenant.ts';

const hour = 3_600_000;

describe('endpoints as Jira counts them', () => {
  it.each([
    ['/rest/devinfo/0.10/bulk', 'devinfo/bulk'],
    ['/rest/devinfo/0.10/repository/7-1', 'devinfo/repository/:id'],
    ['/rest/devinfo/0.10/repository/7-1/commit/0a1b', 'devinfo/repository/:id/commit/:id'],
    ['/rest/builds/0.1/pipelines/7-1/builds/3', 'builds/pipelines/:id/builds/:id'],
    ['/rest/api/3/issue/ABC-1/comment', 'api/issue/:id/comment'],
  ])('%s is %s', (path, endpoint) => {
    expect(endpointOf(path)).toBe(endpoint);
  });
});

describe("Jira's limits, kept by all processes together", () => {
  let app: TestApp;
  let site: InstalledTenant;
  let other: InstalledTenant;
  const nothing: JiraRequest = { method: 'DELETE', path: '/rest/devinfo/0.10/repository/none' };
  const jira = (
    given: { tenant?: InstalledTenant; lane?: 'live' | 'import'; points?: number; mine?: number } = {},
  ) => {
    const { tenant = site, lane, points = 65_000, mine = 0 } = given;
    const config = { ...app.ctx.config, jiraPointsPerHour: points, jiraTenantPointsPerHour: mine };
    return jiraConnection({ ...app.ctx, config }, tenant.tenant, { lane });
  };
  /** How many of so many calls in a row are sent before one is refused, without asking Jira. */
  const sendUpTo = async (connection: ReturnType<typeof jira>, most: number, request = nothing) => {
    for (let sent = 0; sent < most; sent += 1) {
      const before = app.jira.requests.total;
      const refused = await connection.call(request).then(
        () => undefined,
        (error: unknown) => error,
      );
      if (refused === undefined) continue;
      expect(refused).toMatchObject({ code: 'rate_limited' });
      expect(app.jira.requests.total).toBe(before);
      return sent;
    }
    return most;
  };

  beforeAll(async () => {
    app = await startTestApp();
    site = await installTenant(app);
    other = await installTenant(app, await app.jira.addSite());
  });
  beforeEach(async () => {
    app.jira.faults.clear();
    app.advance(3 * hour - (app.clock.now() % hour));
    await app.jira.tick();
  });
  afterAll(() => app.close());

  it('imports leave part of the hour to live work, and each site has its share', async () => {
    expect(await sendUpTo(jira({ points: 40, lane: 'import' }), 10)).toBe(10);
    expect(await sendUpTo(jira({ points: 40, lane: 'import', tenant: other }), 50)).toBe(17);
    expect(await sendUpTo(jira({ points: 40, lane: 'import' }), 50)).toBe(7);
    expect(await sendUpTo(jira({ points: 40 }), 50)).toBe(6);
    app.advance(hour);
    expect(await sendUpTo(jira({ points: 40, lane: 'import', tenant: other }), 50)).toBe(17);
  });

  it('a site whose points Jira counts by themselves has a budget of its own', async () => {
    expect(await sendUpTo(jira({ mine: 20, lane: 'import' }), 50)).toBe(17);
    expect(await sendUpTo(jira({ mine: 20 }), 50)).toBe(3);
    expect(await sendUpTo(jira({ mine: 20, tenant: other }), 5)).toBe(5);
  });

  it('bursts end at what Jira takes in a second for one endpoint of one site', async () => {
    const byProperties = {
      ...nothing,
      path: '/rest/devinfo/0.10/bulkByProperties',
      query: { accountId: 'none' },
    };
    expect(await sendUpTo(jira(), 210)).toBe(200);
    expect(await sendUpTo(jira(), 60, byProperties)).toBe(50);
    expect(await sendUpTo(jira({ tenant: other }), 3)).toBe(3);
    const until = app.clock.now() + 1_000;
    await expect(jira().call(nothing)).rejects.toMatchObject({ retryAt: until });
    app.advance(1_000);
    expect(await sendUpTo(jira(), 3)).toBe(3);
  });

  it('writes to one issue: 20 in two seconds and 100 in thirty, whatever is written', async () => {
    const write = { ...nothing, issue: 'ABC-1' };
    const start = Math.ceil(app.clock.now() / 30_000) * 30_000;
    app.advance(start - app.clock.now());
    for (let times = 0; times < 5; times += 1) {
      expect(await sendUpTo(jira(), 25, write)).toBe(20);
      expect(await sendUpTo(jira(), 2, { ...nothing, issue: 'ABC-2' })).toBe(2);
      app.advance(2_000);
    }
    await expect(jira().call(write)).rejects.toMatchObject({ retryAt: start + 30_000 });
    app.advance(20_000);
    expect(await sendUpTo(jira(), 1, write)).toBe(1);
  });

  it('a 429 about an issue pauses that issue, one about bursts that endpoint', async () => {
    const write = { ...nothing, issue: 'ABC-1' };
    const refuse = (reason: Parameters<typeof tooManyRequests>[0]) =>
      app.jira.faults.add({ match: 'devinfo.repository.delete', times: 1, ...tooManyRequests(reason, 60) });
    refuse('jira-per-issue-on-write');
    await expect(jira().call(write)).rejects.toMatchObject({ code: 'rate_limited' });
    expect(await sendUpTo(jira(), 1, write)).toBe(0);
    expect(await sendUpTo(jira(), 1, { ...nothing, issue: 'ABC-2' })).toBe(1);
    app.advance(60_000);
    expect(await sendUpTo(jira(), 1, write)).toBe(1);
    refuse('jira-burst-based');
    await expect(jira().call(nothing)).rejects.toMatchObject({ code: 'rate_limited' });
    expect(await sendUpTo(jira(), 1)).toBe(0);
    expect(await sendUpTo(jira(), 1, { method: 'GET', path: '/rest/api/3/myself' })).toBe(1);
  });
});
