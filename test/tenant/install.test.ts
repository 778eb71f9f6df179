import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { findTenant, listTenants } from '../../src/tenant/tenant.store.ts';
import type { LifecycleBody } from '../sandbox/jira/connect/sign-lifecycle.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { installConnect } from '../support/install-tenant.ts';

let app: TestApp;
const descriptorUrl = () => `${app.url}/atlassian-connect.json`;
const everything = () => app.ctx.db.rows('select * from tenant order by tenant_id');

beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

describe('installing the app in Jira', () => {
  it('makes a tenant that shows its pages, and announces it', async () => {
    const { tenant, pageUrl } = await installConnect(app);
    expect(tenant).toMatchObject({ kind: 'connect', baseUrl: app.jira.url, state: 'active' });
    const page = await fetch(pageUrl('get-started'));
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('is installed');
    await expect(waitingTasks()).resolves.toContain('tenant.installed');
    await app.drain();
  });

  it('keeps the shared secret sealed and for this tenant alone', async () => {
    const { sharedSecret } = app.jira.connectApp();
    const rows = JSON.stringify(await everything());
    expect(rows).not.toContain(sharedSecret);
    const [row] = await app.ctx.db.rows<{ tenant_id: string; shared_secret: never }>('select * from tenant');
    const open = (tenantId: string) =>
      app.ctx.sealer.open(row?.shared_secret as never, { tenantId, column: 'tenant.shared_secret' });
    expect(open(row?.tenant_id ?? '')).toBe(sharedSecret);
    expect(() => open(randomUUID())).toThrow();
  });

  it('keeps tenant and data at a re-installation, replaces the secret and announces it again', async () => {
    const [before] = await listTenants(app.ctx.db);
    const oldToken = app.jira.contextToken(app.jira.admin.accountId);
    await app.jira.reinstall();
    expect(await listTenants(app.ctx.db)).toEqual([before]);
    await expect(waitingTasks()).resolves.toContain('tenant.installed');
    const get = (token: string) =>
      fetch(`${app.url}/get-started`, { headers: { authorization: `JWT ${token}` } });
    expect((await get(oldToken)).status).toBe(401);
    expect((await get(app.jira.contextToken(app.jira.admin.accountId))).status).toBe(200);
    await app.drain();
  });

  it('takes another site as another tenant', async () => {
    const other = await app.jira.addSite();
    const { tenant } = await installConnect(app, other);
    expect(tenant.key).toBe(other.clientKey);
    expect(await listTenants(app.ctx.db)).toHaveLength(2);
  });

  it('makes one tenant of installations at the same time', async () => {
    const site = await app.jira.addSite();
    const body = { sharedSecret: 'a-shared-secret-of-this-test' };
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        site.sendLifecycle({ descriptorUrl: descriptorUrl(), event: 'installed', body }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 204));
    const same = (await listTenants(app.ctx.db)).filter(({ key }) => key === site.clientKey);
    expect(same).toHaveLength(1);
  });
});

describe('an installation that is not as Atlassian signs it is refused and changes nothing', () => {
  const cases: [string, number, Parameters<TestApp['jira']['sendLifecycle']>[0]['forgery']][] = [
    ['no token', 401, { unsigned: true }],
    ['a signature of another key', 401, { wrongKey: true }],
    ['a token signed with the shared secret', 401, { secret: 'whatever-the-secret-may-be' }],
    ['another audience', 401, { claims: { aud: ['https://elsewhere.example.com'] } }],
    ['no audience', 401, { claims: { aud: undefined } }],
    ['another qsh', 401, { claims: { qsh: '0'.repeat(64) } }],
    ['no qsh', 401, { claims: { qsh: undefined } }],
    ['a context token', 401, { claims: { qsh: 'context-qsh' } }],
    ['another issuer than the body', 401, { claims: { iss: 'another-client-key' } }],
    ['no issuer', 401, { claims: { iss: undefined } }],
    ['no end', 401, { claims: { exp: undefined } }],
    ['an end that is past', 401, { claims: { iat: 1_600_000_000, exp: 1_600_000_180 } }],
    ['a key that Atlassian does not have', 401, { kid: randomUUID() }],
    ['a key id that is a path', 401, { kid: '../../_oauth2/token' }],
    ['a key id that is an address', 401, { kid: 'https://evil.example.com/key' }],
    ['a key id with a path behind a UUID', 401, { kid: `${randomUUID()}/../x` }],
    ['no key id', 401, { kid: '' }],
  ];

  it.each(cases)('%s', async (_name, status, forgery) => {
    const before = await everything();
    for (const event of ['installed', 'uninstalled'] as const) {
      const answer = await app.jira.sendLifecycle({ descriptorUrl: descriptorUrl(), event, forgery });
      expect(answer.status).toBe(status);
      expect(JSON.parse(answer.text)).toMatchObject({ message: expect.stringContaining('Jira') });
    }
    expect(await everything()).toEqual(before);
  });

  it('never asks the key server for an id that is no UUID', async () => {
    const asked = app.jira.requests.counts['install-keys'] ?? 0;
    await app.jira.sendLifecycle({
      descriptorUrl: descriptorUrl(),
      event: 'installed',
      forgery: { kid: '../../../secret' },
    });
    expect(app.jira.requests.counts['install-keys'] ?? 0).toBe(asked);
  });

  it('a site that signs correctly but names another one in the body cannot take it over', async () => {
    const victim = app.jira;
    const attacker = await app.jira.addSite();
    const before = await findTenant(app.ctx.db, 'connect', victim.clientKey);
    const rows = await everything();
    for (const event of ['installed', 'uninstalled'] as const) {
      const answer = await attacker.sendLifecycle({
        descriptorUrl: descriptorUrl(),
        event,
        body: { clientKey: victim.clientKey, baseUrl: attacker.url },
      });
      expect(answer.status).toBe(401);
    }
    expect(await everything()).toEqual(rows);
    expect(await findTenant(app.ctx.db, 'connect', victim.clientKey)).toEqual(before);
  });
});

describe('an installation with a wrong body is refused with words and changes nothing', () => {
  const cases: [string, Partial<Record<keyof LifecycleBody, unknown>>, RegExp][] = [
    ['another product', { productType: 'confluence' }, /Jira only/],
    ['another app', { key: 'another-app' }, /another app/],
    ['no secret', { sharedSecret: undefined }, /sharedSecret/],
    ['a secret too short to be one', { sharedSecret: 'short' }, /sharedSecret/],
    ['an address without https', { baseUrl: 'http://jira.example.com' }, /not https/],
    ['a page address without https', { displayUrl: 'http://jira.example.com' }, /not https/],
    ['an address that is none', { baseUrl: 'jira' }, /baseUrl/],
    ['another scheme', { baseUrl: 'javascript:alert(1)' }, /baseUrl/],
  ];

  it.each(cases)('%s', async (_name, body, words) => {
    const before = await everything();
    const answer = await app.jira.sendLifecycle({
      descriptorUrl: descriptorUrl(),
      event: 'installed',
      body: body as Partial<LifecycleBody>,
    });
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.text)).toMatchObject({ message: expect.stringMatching(words) });
    expect(await everything()).toEqual(before);
  });

  it('no JSON, and more than an installation can be', async () => {
    const post = (body: string) =>
      fetch(`${app.url}/connect/installed`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
    expect((await post('{"key": ')).status).toBe(400);
    expect((await post('[]')).status).toBe(400);
    expect((await post(JSON.stringify({ key: 'x'.repeat(70_000) }))).status).toBe(413);
  });
});

describe("when Atlassian's key server", () => {
  const install = () => app.jira.reinstall();

  it('does not answer, the installation fails with words and can be tried again', async () => {
    app.jira.installKeys.rotate();
    app.jira.faults.add({ match: 'install-keys', times: 1, status: 503 });
    await expect(install()).rejects.toThrow(/503.*Install again later/);
    await install();
  });

  it('answers with something that is no key, or with far too much, it is refused', async () => {
    app.jira.installKeys.rotate();
    app.jira.faults.add({ match: 'install-keys', times: 1, status: 200, body: '<html>' });
    await expect(install()).rejects.toThrow(/no key/);
    app.jira.faults.add({ match: 'install-keys', times: 1, status: 200, body: 'x'.repeat(100_000) });
    await expect(install()).rejects.toThrow(/413/);
    await install();
  });

  it('was asked for a key, it is not asked again within the hour', async () => {
    app.jira.installKeys.rotate();
    const asked = app.jira.requests.counts['install-keys'] ?? 0;
    await install();
    await install();
    expect(app.jira.requests.counts['install-keys']).toBe(asked + 1);
    app.advance(61 * 60_000);
    await install();
    expect(app.jira.requests.counts['install-keys']).toBe(asked + 2);
  });
});

async function waitingTasks(): Promise<string[]> {
  const rows = await app.ctx.db.rows<{ task: string }>(
    'select task_identifier as task from graphile_worker.jobs',
  );
  return rows.map(({ task }) => task);
}
