import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { testClock } from '../sandbox/clock.ts';
import type { TestClock } from '../sandbox/clock.ts';
import { RATE_LIMIT_REASONS, tooManyRequests } from '../sandbox/jira/cloud/faults.ts';
import { startJiraSandbox } from '../sandbox/jira/jira-sandbox.ts';
import type { JiraSandbox } from '../sandbox/jira/jira-sandbox.ts';
import { callJira, startConnectApp } from './connect-app.ts';
import type { JiraSite } from '../sandbox/jira/jira-site.ts';
import type { ConnectApp } from './connect-app.ts';
import { bulk, commit } from './devinfo-payloads.ts';

let clock: TestClock;
let jira: JiraSandbox;
let app: ConnectApp;

beforeEach(async () => {
  clock = testClock();
  jira = await startJiraSandbox({ clock });
  app = await startConnectApp();
  await jira.installApp(app.descriptorUrl);
});

afterEach(async () => {
  await jira.close();
  await app.close();
});

/** The moved clock has to stand in the token, too. */
const call = (path: string, method = 'GET', more: { body?: unknown; site?: JiraSite } = {}) => {
  const iat = Math.floor(clock.now() / 1000);
  const { site = jira, ...body } = more;
  return callJira(site, { method, path, claims: { iat, exp: iat + 60 }, ...body });
};
const send = (body = bulk({ commits: [commit('c')] }), site: JiraSite = jira) =>
  call('/rest/devinfo/0.10/bulk', 'POST', { body, site });

describe('points', () => {
  it('cost one for a write, one and the objects for a read, two for a person', async () => {
    await send();
    expect(jira.limits.usedPoints(jira.app().key)).toBe(1);
    await call('/rest/api/3/issue/ABC-1');
    expect(jira.limits.usedPoints(jira.app().key)).toBe(3);
    await call('/rest/api/3/myself');
    expect(jira.limits.usedPoints(jira.app().key)).toBe(6);
    const answer = await send();
    expect(answer.headers.get('x-ratelimit-limit')).toBe('65000');
    expect(answer.headers.get('x-ratelimit-remaining')).toBe('64993');
    expect(answer.headers.get('x-ratelimit-nearlimit')).toBe('false');
  });

  it('are one budget for all sites of an app, until the hour is full', async () => {
    const other = await jira.addSite();
    await other.installApp(app.descriptorUrl);
    jira.limits.options.pointsPerHour = 2;
    expect((await send()).status).toBe(202);
    const nearLimit = await send(bulk({ commits: [commit('d')] }), other);
    expect([nearLimit.status, nearLimit.headers.get('x-ratelimit-nearlimit')]).toEqual([202, 'true']);

    const refused = await send();
    expect(refused.status).toBe(429);
    expect(refused.headers.get('ratelimit-reason')).toBe('jira-quota-global-based');
    const wait = Number(refused.headers.get('retry-after'));
    const nextHour = (Math.floor(clock.now() / 3_600_000) + 1) * 3_600_000;
    expect(clock.now() + wait * 1000).toBe(nextHour);
    expect(Date.parse(refused.headers.get('x-ratelimit-reset') ?? '')).toBe(nextHour);

    clock.advance(wait * 1000 - 1000);
    expect((await send()).status).toBe(429);
    clock.advance(1000);
    expect((await send()).status).toBe(202);
  });

  it('can be limited for one tenant alone', async () => {
    const other = await jira.addSite();
    await other.installApp(app.descriptorUrl);
    jira.limits.options.tenantPointsPerHour = 1;
    expect((await send()).status).toBe(202);
    expect((await send()).headers.get('ratelimit-reason')).toBe('jira-quota-tenant-based');
    expect((await call('/rest/api/3/serverInfo', 'GET', { site: other })).status).toBe(200);
  });
});

describe('bursts', () => {
  it('are 100 a second for a tenant and endpoint', async () => {
    const answers = await Promise.all(Array.from({ length: 101 }, () => call('/rest/api/3/serverInfo')));
    const refused = answers.filter((answer) => answer.status === 429);
    expect(refused.map((answer) => answer.headers.get('ratelimit-reason'))).toEqual(['jira-burst-based']);
    expect(refused[0]?.headers.get('retry-after')).toBe('1');
    expect((await call('/rest/api/3/myself')).status).toBe(200);
    clock.advance(1000);
    expect((await call('/rest/api/3/serverInfo')).status).toBe(200);
  });

  it('are 50 for deletes, and 200 for those of repositories', async () => {
    const refused = async (path: string, times: number) => {
      const answers = await Promise.all(Array.from({ length: times }, () => call(path, 'DELETE')));
      return answers.filter((answer) => answer.status === 429).length;
    };
    expect(await refused('/rest/devinfo/0.10/repository/r/commit/c', 51)).toBe(1);
    expect(await refused('/rest/devinfo/0.10/repository/r', 201)).toBe(1);
  });
});

describe('faults', () => {
  it.each(RATE_LIMIT_REASONS)('answer 429 for %s', async (reason) => {
    jira.faults.add({ match: 'devinfo.bulk', times: 1, ...tooManyRequests(reason, 7) });
    const refused = await send();
    expect(refused.status).toBe(429);
    expect([refused.headers.get('ratelimit-reason'), refused.headers.get('retry-after')]).toEqual([
      reason,
      '7',
    ]);
    expect((await send()).status).toBe(202);
  });

  it('answer any status and body, as often as asked, on a path or by a predicate', async () => {
    const remove = jira.faults.add({ match: '/rest/devinfo/', status: 503, headers: { 'Retry-After': '3' } });
    expect((await send()).status).toBe(503);
    expect((await send()).headers.get('retry-after')).toBe('3');
    expect((await call('/rest/api/3/myself')).status).toBe(200);
    remove();
    expect((await send()).status).toBe(202);

    jira.faults.add({ match: (request) => request.body.includes('"d"'), status: 400, body: 'no' });
    const refused = await send(bulk({ commits: [commit('d')] }));
    expect([refused.status, await refused.text()]).toEqual([400, 'no']);
    jira.faults.clear();
    expect(jira.violations).toEqual([]);
  });

  it('drop the connection before the effect or after it', async () => {
    jira.faults.add({ match: 'devinfo.bulk', times: 1, dropConnection: true });
    await expect(send()).rejects.toThrow();
    expect(jira.devInfoStats.requests).toBe(0);
    jira.faults.add({ match: 'devinfo.bulk', times: 1, dropConnection: true, afterHandling: true });
    await expect(send()).rejects.toThrow();
    expect(jira.devInfoStats.requests).toBe(1);
  });

  it('delay an answer', async () => {
    jira.faults.add({ match: 'serverInfo', times: 1, latencyMs: 120 });
    const started = performance.now();
    await call('/rest/api/3/serverInfo');
    expect(performance.now() - started).toBeGreaterThan(110);
  });

  it('also befall the keys of installations', async () => {
    jira.faults.add({ match: 'install-keys', times: 1, status: 502 });
    const kid = jira.installKeys.current().kid;
    expect((await fetch(`${jira.installKeysUrl}/${kid}`)).status).toBe(502);
    expect((await fetch(`${jira.installKeysUrl}/${kid}`)).status).toBe(200);
  });
});

describe('the size of a request', () => {
  it('is limited, and no violation: an app finds out by being told', async () => {
    const small = await startJiraSandbox({ clock, maxBodyBytes: 2000 });
    await small.installApp(app.descriptorUrl);
    const request = (count: number) =>
      callJira(small, {
        method: 'POST',
        path: '/rest/devinfo/0.10/bulk',
        body: bulk({ commits: Array.from({ length: count }, (_, index) => commit(`c${index}`)) }),
      });
    expect((await request(1)).status).toBe(202);
    expect((await request(20)).status).toBe(413);
    expect(small.violations).toEqual([]);
    await small.close();
  });
});
