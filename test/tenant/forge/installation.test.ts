import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { findTenantById, listTenants } from '../../../src/tenant/tenant.store.ts';
import { findInstallation } from '../../../src/tenant/forge/installation.store.ts';
import { forgeManifest } from '../../../src/tenant/forge/manifest/forge-manifest.ts';
import { jiraConnection } from '../../../src/tenant/jira-connection.ts';
import { startTestApp, type TestApp } from '../../support/app.ts';
import { installForge, type InstalledTenant } from '../../support/install-tenant.ts';
import { testForgeApp } from '../../support/site/forge-door.ts';
import { eventPaths, headersOf, hourMs, minuteMs, send, stored } from './support.ts';

let app: TestApp;
let installed: InstalledTenant;

beforeEach(async () => {
  app = await startTestApp();
  installed = await installForge(app);
  await app.drain();
});
afterEach(() => app.close());

const tenant = () => findTenantById(app.ctx.db, installed.tenant.id);
const installation = () => findInstallation(app.ctx.db, installed.tenant.id);
const manifest = () =>
  forgeManifest({
    appId: testForgeApp,
    baseUrl: app.url,
    appName: 'DVCS',
    vendorUrl: 'https://vendor.example',
  });
const announced = async (task: string) =>
  (await app.ctx.db.rows('select 1 from graphile_worker.jobs where task_identifier = $1', [task])).length;
const myself = { method: 'GET', path: '/rest/api/3/myself' } as const;

describe('an installation', () => {
  it('is a tenant of its cloud and environment, at the address that the token gives', async () => {
    const { site } = installed;
    const { environment } = site.forge.app();
    expect(await listTenants(app.ctx.db)).toMatchObject([
      {
        kind: 'forge',
        key: `${site.cloudId}/${environment.id}`,
        cloudId: site.cloudId,
        baseUrl: `${app.jira.apiUrl}/ex/jira/${site.cloudId}`,
        displayUrl: site.url,
        state: 'active',
      },
    ]);
    expect(await installation()).toMatchObject({ appVersion: '1.0.0', environmentType: 'PRODUCTION' });
  });

  it('keeps its token sealed, and shows it nowhere', async () => {
    const headers = headersOf(installed.site);
    const token = headers['x-forge-oauth-system'] ?? '';
    app.advance(3 * hourMs);
    const fresh = { ...headers, ...pick(headersOf(installed.site), 'authorization') };
    const answer = await send(app, '/forge/ui/accounts', fresh);
    expect(await answer.text()).not.toContain(token);
    expect(token).not.toBe('');
    const [row] = await app.ctx.db.rows<{ token: string }>(
      'select system_token as token from forge_installation',
    );
    expect(row?.token).toMatch(/^test\./);
    expect(await stored(app)).not.toContain(token);
  });

  it('in another environment of the app is another tenant', async () => {
    await installed.site.forge.install(manifest(), {
      environment: { id: '11111111-2222-4333-8444-555555555555', type: 'STAGING' },
    });
    expect(await listTenants(app.ctx.db)).toHaveLength(2);
  });

  it('repeated by Forge changes nothing', async () => {
    const before = await stored(app);
    const headers = headersOf(installed.site);
    for (let times = 0; times < 3; times++) {
      expect((await send(app, '/forge/events/lifecycle', headers)).status).toBe(200);
    }
    expect(await stored(app)).toBe(before);
  });

  it('that is upgraded stays what it is', async () => {
    const before = await tenant();
    await installed.site.forge.upgrade(manifest());
    expect(await installation()).toMatchObject({ appVersion: '2.0.0' });
    expect(await tenant()).toEqual(before);
    expect(await announced('tenant.installed')).toBe(0);
  });

  it('made again is the same tenant, and Jira is to be filled', async () => {
    const before = await installation();
    await installed.site.forge.uninstall({ unheard: true });
    app.advance(minuteMs);
    await installed.site.forge.install(manifest());
    expect(await listTenants(app.ctx.db)).toMatchObject([{ id: installed.tenant.id, state: 'active' }]);
    expect((await installation())?.installationId).not.toBe(before?.installationId);
    expect(await announced('tenant.installed')).toBe(1);
    expect((await jiraConnection(app.ctx, installed.tenant).call(myself)).status).toBe(200);
  });

  it('is not put back by a call of the one before it', async () => {
    const late = headersOf(installed.site);
    app.advance(2_000);
    await installed.site.forge.uninstall();
    await installed.site.forge.install(manifest());
    await app.drain();
    const before = await stored(app);
    for (const path of eventPaths) expect((await send(app, path, late)).status).toBe(200);
    expect(await stored(app)).toBe(before);
  });

  it('is found by whatever call comes first', async () => {
    await app.ctx.db.run('delete from forge_installation');
    await app.ctx.db.run('delete from tenant');
    await installed.site.forge.runSchedule();
    expect(await listTenants(app.ctx.db)).toMatchObject([{ kind: 'forge', state: 'active' }]);
    expect(await announced('tenant.installed')).toBe(1);
  });
});

describe('an event', () => {
  it('of a kind that is not known here is taken, one that is no event is not', async () => {
    const { authorization = '' } = headersOf(installed.site);
    const post = (body: string) =>
      fetch(`${app.url}/forge/events/lifecycle`, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body,
      });
    expect((await post('{"eventType":"avi:forge:something:new","more":[1]}')).status).toBe(200);
    for (const body of ['[]', '{"eventType":7}', '{']) expect((await post(body)).status).toBe(400);
  });

  it('does not ask Jira for anything', async () => {
    const before = app.jira.requests.total;
    await installed.site.forge.runSchedule();
    await installed.site.forge.upgrade(manifest());
    await installed.site.forge.uninstall();
    const asked = app.jira.requests.entries.slice(before).map(({ endpoint }) => endpoint);
    expect(asked.filter((endpoint) => endpoint !== 'forge-keys')).toEqual([]);
  });
});

describe('uninstalling', () => {
  it('takes the token at once and keeps the rest for its days', async () => {
    const answers = await installed.site.forge.uninstall();
    expect(answers).toMatchObject([{ status: 200 }]);
    expect(await tenant()).toMatchObject({ state: 'uninstalled' });
    expect((await installation())?.systemTokenAt).toBeNull();
    await expect(jiraConnection(app.ctx, installed.tenant).call(myself)).rejects.toMatchObject({
      code: 'needs_authorization',
    });
  });

  it('is not undone by calls that were on their way, but by one of later: it was called off', async () => {
    const { site } = installed;
    await send(app, '/forge/events/pre-uninstall', headersOf(site));
    const before = await stored(app);
    app.advance(9 * minuteMs);
    await site.forge.runSchedule();
    expect(await stored(app)).toBe(before);
    app.advance(2 * minuteMs);
    await site.forge.runSchedule();
    expect(await tenant()).toMatchObject({ id: installed.tenant.id, state: 'active', eraseAt: null });
    expect(await announced('tenant.installed')).toBe(1);
  });

  it('twice is once', async () => {
    const headers = headersOf(installed.site);
    await send(app, '/forge/events/pre-uninstall', headers);
    const before = await stored(app);
    expect((await send(app, '/forge/events/pre-uninstall', headers)).status).toBe(200);
    expect(await stored(app)).toBe(before);
  });
});

describe('a licence', () => {
  it('that ends pauses the site, and one that is there again lets it go on', async () => {
    await installed.switchOff();
    expect(await tenant()).toMatchObject({ state: 'disabled' });
    expect(await installation()).toMatchObject({ licenseActive: false });
    expect(await announced('tenant.enabled')).toBe(0);
    await installed.switchOn();
    expect(await tenant()).toMatchObject({ state: 'active' });
    expect(await announced('tenant.enabled')).toBe(1);
  });

  it('is not needed outside the Marketplace', async () => {
    installed.site.forge.setLicense('none');
    await installed.site.forge.runSchedule();
    expect(await tenant()).toMatchObject({ state: 'active' });
    expect(await installation()).toMatchObject({ licenseActive: null });
  });

  it('that is missing from the beginning pauses the site from the beginning', async () => {
    const site = await app.jira.addSite();
    await site.forge.install(manifest(), { license: 'inactive' });
    const second = (await listTenants(app.ctx.db)).find(({ cloudId }) => cloudId === site.cloudId);
    expect(second?.state).toBe('disabled');
  });
});

function pick(headers: Record<string, string>, name: string): Record<string, string> {
  return { [name]: headers[name] ?? '' };
}
