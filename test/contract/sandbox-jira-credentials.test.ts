import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { testClock } from '../sandbox/clock.ts';
import type { TestClock } from '../sandbox/clock.ts';
import { startJiraSandbox } from '../sandbox/jira/jira-sandbox.ts';
import type { JiraSandbox } from '../sandbox/jira/jira-sandbox.ts';
import { bulk, commit } from './devinfo-payloads.ts';
import { build, deployment, flag } from './provider-payloads.ts';

let clock: TestClock;
let jira: JiraSandbox;
let made: { clientId: string; clientSecret: string };

beforeEach(async () => {
  clock = testClock();
  jira = await startJiraSandbox({ clock });
  made = jira.credentials.create();
});
afterEach(() => jira.close());

async function ask(given: { clientId: string; clientSecret: string }, changes: object = {}) {
  const answer = await fetch(jira.credentialsTokenUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      audience: 'api.atlassian.com',
      grant_type: 'client_credentials',
      client_id: given.clientId,
      client_secret: given.clientSecret,
      ...changes,
    }),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}
const tokenOf = async (given = made) => String((await ask(given)).body['access_token']);

type Call = { method?: string; path: string; body?: unknown; token?: string; cloudId?: string };
async function call({ method = 'GET', path, body, token, cloudId = jira.cloudId }: Call) {
  const [, api = '', rest = ''] = /^\/(\w+)(\/.*)$/.exec(path) ?? [];
  const answer = await fetch(`${jira.apiUrl}/jira/${api}/0.1/cloud/${cloudId}${rest}`, {
    method,
    headers: {
      authorization: `Bearer ${token ?? (await tokenOf())}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, text: await answer.text() };
}
const sendCommit = (of: Partial<Call> = {}) =>
  call({ method: 'POST', path: '/devinfo/bulk', body: bulk({ commits: [commit('a1')] }), ...of });

describe('the way to a site without an app', () => {
  it('starts at the site, which tells anyone its cloud id', async () => {
    const answer = await fetch(`${jira.url}/_edge/tenant_info`);
    expect(await answer.json()).toEqual({ cloudId: jira.cloudId });
  });

  it('goes on with a token for fifteen minutes', async () => {
    expect(await ask(made)).toEqual({
      status: 200,
      body: { access_token: expect.any(String), expires_in: 900, token_type: 'Bearer' },
    });
    const token = await tokenOf();
    expect((await sendCommit({ token })).status).toBe(202);
    clock.advance(900_000);
    expect((await sendCommit({ token })).status).toBe(401);
  });

  it.each([
    ['devInfo', 'devinfo', bulk({ commits: [commit('a1')] })],
    ['builds', 'builds', { builds: [build(1)] }],
    ['deployments', 'deployments', { deployments: [deployment(1)] }],
    ['featureFlags', 'featureflags', { flags: [flag('f1')] }],
  ] as const)('takes %s in bulk, where the credentials have the permission', async (name, api, body) => {
    expect((await call({ method: 'POST', path: `/${api}/bulk`, body })).status).toBe(202);
    const app = jira.credentials.app();
    expect(name === 'devInfo' ? jira.devInfoOf('ABC-1') : app.provided[name].ofIssue('ABC-1')).toHaveLength(
      1,
    );
    app.provides.delete(name);
    const refused = await call({ method: 'POST', path: `/${api}/bulk`, body });
    expect([refused.status, refused.text]).toEqual([403, expect.stringContaining('permission')]);
    expect(jira.violations).toEqual([]);
  });

  it('says what is there by its properties, and deletes by them and one by one', async () => {
    const tagged = { ...bulk({ commits: [commit('a1'), commit('a2')] }), properties: { account: '7' } };
    await call({ method: 'POST', path: '/devinfo/bulk', body: tagged });
    const there = async () => (await call({ path: '/devinfo/existsByProperties?account=7' })).text;
    expect(await there()).toContain('true');
    const one = await call({ method: 'DELETE', path: '/devinfo/repository/repo-1/commit/a1' });
    expect([one.status, jira.credentials.app().devInfo.count('commits')]).toEqual([202, 1]);
    expect((await call({ path: '/devinfo/repository/repo-1' })).text).toContain('a2');
    await call({ method: 'DELETE', path: '/devinfo/bulkByProperties?account=7' });
    expect(await there()).toContain('false');
    await call({ method: 'POST', path: '/builds/bulk', body: { builds: [build(1)] } });
    await call({ method: 'DELETE', path: '/builds/pipelines/repo-1/builds/1' });
    expect(jira.credentials.app().provided.builds.ofIssue('ABC-1')).toEqual([]);
    expect(jira.violations).toEqual([]);
  });
});

describe('what does not open a site', () => {
  it('is a wrong secret, or none that Atlassian knows', async () => {
    const wrong = { status: 401, body: { error: 'access_denied', error_description: 'Unauthorized' } };
    expect(await ask({ ...made, clientSecret: 'wrong' })).toEqual(wrong);
    expect(await ask({ clientId: 'nobody', clientSecret: made.clientSecret })).toEqual(wrong);
    expect((await sendCommit({ token: 'made-up' })).status).toBe(401);
    expect(jira.violations).toEqual([]);
  });

  it('is what was revoked or renewed, with the tokens it had', async () => {
    const old = await tokenOf();
    const clientSecret = jira.credentials.renewSecret();
    expect([(await ask(made)).status, (await sendCommit({ token: old })).status]).toEqual([401, 401]);
    const token = await tokenOf({ ...made, clientSecret });
    jira.credentials.revoke();
    expect((await ask({ ...made, clientSecret })).status).toBe(401);
    expect((await sendCommit({ token })).status).toBe(401);
    expect(jira.violations).toEqual([]);
  });

  it('is what belongs to another site, or a site that is not there', async () => {
    const other = await jira.addSite();
    expect((await sendCommit({ cloudId: other.cloudId })).status).toBe(403);
    expect((await sendCommit({ cloudId: 'gone' })).status).toBe(404);
    expect(other.apps.size).toBe(0);
    expect(jira.violations).toEqual([]);
  });

  it.each([
    ['another audience', { audience: 'auth.atlassian.com' }],
    ['another grant', { grant_type: 'password' }],
    ['a field that is not documented', { scope: 'write:jira' }],
  ])('is %s, which no documentation allows', async (_name, changes) => {
    expect((await ask(made, changes)).status).toBe(400);
    expect(jira.violations).toHaveLength(1);
  });

  it('is an address of Jira that the gateway does not have for credentials', async () => {
    expect((await call({ path: '/devinfo/undocumented' })).status).toBe(404);
    const direct = await fetch(`${jira.url}/rest/api/3/myself`, {
      headers: { authorization: `Bearer ${await tokenOf()}` },
    });
    expect(direct.status).toBe(401);
    expect(jira.violations).toHaveLength(1);
  });
});
