import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { testClock } from '../sandbox/clock.ts';
import type { TestClock } from '../sandbox/clock.ts';
import { startJiraSandbox } from '../sandbox/jira/jira-sandbox.ts';
import type { JiraSandbox } from '../sandbox/jira/jira-sandbox.ts';
import type { JiraSite } from '../sandbox/jira/jira-site.ts';
import { bulk, commit } from './devinfo-payloads.ts';
import { manifestFor, startForgeApp } from './forge-app.ts';
import type { ForgeTestApp } from './forge-app.ts';

const HOUR = 3_600_000;
const BULK = '/rest/devinfo/0.10/bulk';

let clock: TestClock;
let jira: JiraSandbox;
let app: ForgeTestApp;

beforeEach(async () => {
  clock = testClock();
  jira = await startJiraSandbox({ clock });
  app = await startForgeApp();
  await jira.forge.install(app.manifest);
});

afterEach(async () => {
  await jira.close();
  await app.close();
});

/** The newest token of a kind that the remote was given. */
const given = (kind: 'system' | 'user') =>
  app.calls.findLast(({ headers }) => headers[`x-forge-oauth-${kind}`])?.headers[`x-forge-oauth-${kind}`] ??
  '';

interface Call {
  path: string;
  body?: unknown;
  token?: string;
  site?: JiraSite;
}

async function call({ path, body, token = given('system'), site = jira }: Call) {
  return send(`${jira.apiUrl}/ex/jira/${site.cloudId}${path}`, { body, token });
}

async function send(url: string, { body, token }: { body?: unknown; token: string }) {
  const response = await fetch(url, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? undefined : (JSON.parse(text) as Record<string, unknown>),
  };
}

const devInfo = { path: BULK, body: bulk({ commits: [commit('c')] }) };

describe('the token of the app', () => {
  it('sends what its module and its scope open, and the issue shows it', async () => {
    expect((await call(devInfo)).status).toBe(202);
    expect(jira.devInfoOf('ABC-1')).toHaveLength(1);
    expect(jira.requests.entries.at(-1)).toMatchObject({ appKey: jira.app().key, endpoint: 'devinfo.bulk' });
    expect(jira.violations).toEqual([]);
  });

  it('sends nothing without the scope, or without the module', async () => {
    const builds = { path: '/rest/builds/0.1/bulk', body: { builds: [] } };
    expect(JSON.stringify((await call(builds)).body)).toContain('the devops:buildInfoProvider module');
    await jira.forge.upgrade(manifestFor(app.url, ['write:dev-info:jira: {}', '']));
    expect(await call(devInfo)).toMatchObject({ status: 403 });
    await jira.forge.upgrade(manifestFor(app.url, ['devops:developmentInfoProvider', 'devops:other']));
    expect(await call(devInfo)).toMatchObject({ status: 403 });
  });

  it('lives two hours', async () => {
    clock.advance(2 * HOUR - 1000);
    expect((await call(devInfo)).status).toBe(202);
    clock.advance(1000);
    expect((await call(devInfo)).status).toBe(401);
  });

  it('opens its own site only, and no address but that of the platform', async () => {
    const other = await jira.addSite();
    expect((await call({ ...devInfo, site: other })).status).toBe(401);
    expect((await send(`${jira.url}${BULK}`, { body: devInfo.body, token: given('system') })).status).toBe(
      401,
    );
    expect(jira.violations).not.toEqual([]);
  });

  it('shares one budget of points over all sites of the app', async () => {
    const other = await jira.addSite();
    await other.forge.install(app.manifest);
    const before = jira.limits.usedPoints(jira.app().key);
    await call({ ...devInfo, site: other });
    expect(jira.limits.usedPoints(jira.app().key)).toBe(before + 1);
    jira.limits.options.pointsPerHour = before + 1;
    const refused = await call({ ...devInfo, site: other });
    expect(refused.status).toBe(429);
    expect(refused.headers.get('ratelimit-reason')).toBe('jira-quota-global-based');
  });
});

describe('the token of a person', () => {
  it('acts as the person who looks, and may not send for the app', async () => {
    await jira.forge.invokeRemote({ path: '/ui/accounts', accountId: jira.member.accountId });
    const token = given('user');
    const question = '/rest/api/3/mypermissions?permissions=ADMINISTER';
    expect((await call({ path: question, token })).body).toMatchObject({
      permissions: { ADMINISTER: { havePermission: false } },
    });
    expect(jira.violations).toEqual([]);
    expect((await call({ ...devInfo, token })).status).toBe(403);
    expect(jira.violations).toHaveLength(1);
    clock.advance(4 * HOUR);
    expect((await call({ path: question, token })).status).toBe(401);
  });
});

const MUTATION = `mutation forge_remote_offlineUserAuthToken($input: OfflineUserAuthTokenInput!) {
  offlineUserAuthToken(input: $input) { success errors { message } authToken { token ttl } }
}`;

interface Offline {
  data: {
    offlineUserAuthToken: { success: boolean; errors: unknown; authToken: { token: string; ttl: number } };
  };
}

async function offline(userId: string, contextIds = [`ari:cloud:jira::site/${jira.cloudId}`]) {
  const body = { query: MUTATION, variables: { input: { contextIds, userId } } };
  const answer = await send(`${jira.apiUrl}/graphql`, { body, token: given('system') });
  return { ...answer, payload: (answer.body as unknown as Partial<Offline>).data?.offlineUserAuthToken };
}

describe('the token of a person who is not there', () => {
  it('acts as them with the scopes that allow it, until it ends', async () => {
    const { payload } = await offline(jira.member.accountId);
    const token = payload?.authToken.token ?? '';
    expect(payload).toMatchObject({ success: true, errors: null });
    expect((await call({ path: '/rest/api/3/issue/ABC-1', token })).status).toBe(200);
    expect((await call({ path: '/rest/api/3/myself', token })).status).toBe(403);
    clock.advance((payload?.authToken.ttl ?? 0) * 1000);
    expect((await call({ path: '/rest/api/3/issue/ABC-1', token })).status).toBe(401);
    expect(jira.violations).toEqual([]);
  });

  it('is not given for apps, for people who left, or without impersonation in the manifest', async () => {
    const refused = { success: false, authToken: null };
    expect((await offline(jira.app().accountId)).payload).toMatchObject(refused);
    expect((await offline('nobody')).payload).toMatchObject(refused);
    jira.member.active = false;
    expect((await offline(jira.member.accountId)).payload).toMatchObject(refused);
    jira.member.active = true;
    await jira.forge.upgrade(manifestFor(app.url, ['{ allowImpersonation: true }', '{}']));
    expect((await offline(jira.member.accountId)).payload).toMatchObject(refused);
    expect(jira.violations).toEqual([]);
  });

  it('is refused for another site and for another question', async () => {
    expect((await offline(jira.member.accountId, ['ari:cloud:jira::site/other'])).payload?.success).toBe(
      false,
    );
    const other = { body: { query: 'query { me { user { name } } }' }, token: given('system') };
    expect((await send(`${jira.apiUrl}/graphql`, other)).status).toBe(400);
    expect(jira.violations).toHaveLength(2);
  });

  it('is asked for at most a thousand times a minute', async () => {
    for (let asked = 0; asked < 1000; asked += 1) await offline(jira.member.accountId);
    const refused = await offline(jira.member.accountId);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(60);
    clock.advance(60_000);
    expect((await offline(jira.member.accountId)).status).toBe(200);
  });
});

describe('a report of personal data', () => {
  const report = (accounts: unknown[]) =>
    send(`${jira.apiUrl}/app/report-accounts/`, { body: { accounts }, token: given('system') });
  const account = (accountId: string, readAt = clock.now()) => ({
    accountId,
    updatedAt: new Date(readAt).toISOString(),
  });

  it('says who closed their account and whose profile is newer', async () => {
    const { accountId } = jira.member;
    const fine = await report([account(accountId)]);
    expect([fine.status, fine.body]).toEqual([204, undefined]);
    expect(fine.headers.get('cycle-period')).not.toBeNull();
    jira.reportedAccounts.closed.add(jira.admin.accountId);
    jira.reportedAccounts.updatedAt.set(accountId, clock.now() + 1000);
    expect((await report([account(accountId), account(jira.admin.accountId)])).body).toEqual({
      accounts: [
        { accountId, status: 'updated' },
        { accountId: jira.admin.accountId, status: 'closed' },
      ],
    });
    expect(jira.violations).toEqual([]);
  });

  it('holds at most ninety accounts, each with the documented fields, and needs the scope', async () => {
    const many = Array.from({ length: 91 }, (_, index) => account(`account-${index}`));
    expect((await report(many)).status).toBe(400);
    expect((await report([{ accountId: 'a', updatedAt: 'yesterday' }])).status).toBe(400);
    expect(jira.violations).toHaveLength(2);
    await jira.forge.upgrade(manifestFor(app.url, ['report:personal-data: {}', '']));
    expect((await report([account('a')])).status).toBe(403);
  });
});
