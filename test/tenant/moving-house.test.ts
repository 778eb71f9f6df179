import { afterEach, describe, expect, it } from '@jest/globals';
import { listAccounts } from '../../src/account/account.store.ts';
import { forgeManifest } from '../../src/tenant/forge/manifest/forge-manifest.ts';
import { findTenantById, listTenants } from '../../src/tenant/tenant.store.ts';
import type { ForgeInstallOptions } from '../sandbox/jira/forge/lifecycle.ts';
import type { JiraSite } from '../sandbox/jira/jira-site.ts';
import { startTestApp, type TestApp, type TestAppOptions } from '../support/app.ts';
import { installConnect, installForge } from '../support/install-tenant.ts';
import { linkAccount } from '../support/link-account.ts';
import { testForgeApp } from '../support/site/forge-door.ts';
import { linkedGroup, requestsFor, type Linked } from '../webhook/support.ts';
import { headersOf, hourMs, minuteMs, send, stored } from './forge/support.ts';

const dayMs = 24 * hourMs;

let linked: Linked;
afterEach(() => linked.app.close());

/** A Connect site with a linked group, one of whose commits is in Jira. */
async function start(options: TestAppOptions = {}): Promise<Linked> {
  return pushed(await linkedGroup(options));
}

/** The same for a Forge site. */
async function startForge(options: TestAppOptions = {}): Promise<Linked> {
  const app = await startTestApp(options);
  const { world } = app.gitlab;
  const site = await installForge(app);
  const group = world.addGroup({ path: 'acme', name: 'Acme' });
  const jane = world.addUser({ username: 'jane', name: 'Jane Doe' });
  world.addMember(group, jane, 50);
  const projects = [world.addProject({ namespace: group, path: 'app' })];
  const account = await linkAccount(app, site, { namespace: 'acme', username: 'jane' });
  return pushed({ app, site, group, jane, projects, account });
}

async function pushed(begun: Linked): Promise<Linked> {
  linked = begun;
  const [project] = linked.projects;
  if (project === undefined) throw new Error('no project');
  linked.app.gitlab.world.push(project, 'main', [{ message: 'ABC-1 before the move' }]);
  await settle();
  expect(linked.app.jira.devInfoOf('ABC-1')).toHaveLength(1);
  return linked;
}

async function settle(): Promise<void> {
  await linked.app.drain();
  linked.app.advance(10_000);
  await linked.app.drain();
}

/** The Forge version of the same Marketplace listing. */
function moveIn(app: TestApp, site: JiraSite, options?: ForgeInstallOptions) {
  const { appName, vendorUrl, appKey: connectKey } = app.ctx.config;
  const manifest = { appId: testForgeApp, baseUrl: app.url, appName, vendorUrl, connectKey };
  return site.forge.install(forgeManifest(manifest), options);
}

const tenantNow = () => findTenantById(linked.app.ctx.db, linked.site.tenant.id);
const accountsOf = (tenantId: string) => listAccounts(linked.app.ctx.db, tenantId);
const shown = () => linked.app.jira.devInfoOf('ABC-1').length;
const staging = { id: '11111111-2222-4333-8444-555555555555', type: 'STAGING' } as const;

describe('a Connect site that gets the Forge version', () => {
  it('keeps tenant and accounts, sees them in the new pages, and is synchronized on', async () => {
    const { app, site, account, projects } = await start();
    const asked = requestsFor(app, /./);
    const { environment } = await moveIn(app, site.site);
    await settle();
    expect(await listTenants(app.ctx.db)).toMatchObject([
      { id: site.tenant.id, kind: 'forge', key: `${app.jira.cloudId}/${environment.id}`, state: 'active' },
    ]);
    expect(await accountsOf(site.tenant.id)).toMatchObject([{ id: account.id, state: 'active' }]);
    expect([shown(), requestsFor(app, /./)]).toEqual([1, asked]);
    const door = await installForge(app);
    expect((await door.ask({ path: '/accounts' })).text).toContain('acme');
    const [project] = projects;
    if (project !== undefined) app.gitlab.world.push(project, 'main', [{ message: 'ABC-2 after it' }]);
    await settle();
    expect(app.jira.devInfoOf('ABC-2')).toHaveLength(1);
  });

  it('gives nothing more to its Connect pages and lifecycle calls', async () => {
    const { app, site } = await start();
    const target = { baseUrl: app.url, path: '/connect/disabled' };
    const { sharedSecret: secret } = app.jira.connectApp();
    const page = app.jira.contextToken(site.adminId);
    const disabled = app.jira.signLifecycle(target, { secret });
    await moveIn(app, site.site);
    await settle();
    const before = await stored(app);
    const get = await fetch(`${app.url}/accounts`, { headers: { authorization: `JWT ${page}` } });
    expect(get.status).toBe(401);
    const refused = await fetch(`${app.url}/connect/disabled`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `JWT ${disabled}` },
      body: JSON.stringify({ key: app.ctx.config.appKey, clientKey: app.jira.clientKey }),
    });
    expect(refused.status).toBe(401);
    const descriptorUrl = `${app.url}/atlassian-connect.json`;
    expect((await app.jira.sendLifecycle({ descriptorUrl, event: 'uninstalled' })).status).toBe(204);
    const installed = await app.jira.sendLifecycle({ descriptorUrl, event: 'installed' });
    expect(installed).toMatchObject({ status: 409 });
    expect(installed.text).toContain('through Forge');
    expect(await stored(app)).toBe(before);
  });

  it('stays a Connect site for a development or staging environment', async () => {
    const { app, site } = await start();
    await moveIn(app, await app.jira.addSite());
    const before = await tenantNow();
    await site.site.forge.install(
      forgeManifest({ appId: testForgeApp, baseUrl: app.url, appName: 'DVCS', vendorUrl: app.url }),
      { environment: staging },
    );
    expect(await tenantNow()).toEqual(before);
    expect((await site.ask({ path: '/accounts' })).text).toContain('acme');
    expect(await listTenants(app.ctx.db)).toHaveLength(3);
  });

  it('that no cloud id is known of is not found', async () => {
    const { app, site } = await start();
    await app.ctx.db.run('update tenant set cloud_id = null');
    await moveIn(app, site.site);
    expect(await listTenants(app.ctx.db)).toMatchObject([{ kind: 'connect' }, { kind: 'forge' }]);
  });

  it('is the newest of those that claim its cloud, and takes nothing of the others', async () => {
    const { app, site } = await start();
    const other = await installConnect(app, await app.jira.addSite());
    await app.ctx.db.run('update tenant set cloud_id = $1', [app.jira.cloudId]);
    app.advance(minuteMs);
    await app.jira.reinstall();
    await moveIn(app, site.site);
    expect(await tenantNow()).toMatchObject({ kind: 'forge' });
    expect(await findTenantById(app.ctx.db, other.tenant.id)).toMatchObject({ kind: 'connect' });
  });

  it('is taken over once by calls that come at the same time', async () => {
    const { app, site } = await start();
    await moveIn(app, site.site, { environment: staging });
    const production = { id: '22222222-2222-4333-8444-555555555555', type: 'PRODUCTION' } as const;
    Object.assign(site.site.forge.app(), { environment: production });
    const calls = Array.from({ length: 6 }, () => send(app, '/forge/events/lifecycle', headersOf(site.site)));
    for (const answer of await Promise.all(calls)) expect(answer.status).toBe(200);
    expect(await tenantNow()).toMatchObject({ key: `${app.jira.cloudId}/${production.id}` });
    expect(await listTenants(app.ctx.db)).toHaveLength(2);
  });
});

describe('a site that removes one and installs the other', () => {
  it('finds its accounts within the days that they are kept, there and back, filled from the ledger', async () => {
    const { app, site, account } = await start();
    await app.jira.uninstallApp();
    await settle();
    app.advance(20 * dayMs);
    await app.drain();
    const asked = requestsFor(app, /./);
    await moveIn(app, site.site);
    await settle();
    expect(await tenantNow()).toMatchObject({ kind: 'forge', state: 'active', eraseAt: null });
    expect(shown()).toBe(1);

    await site.site.forge.uninstall();
    expect(shown()).toBe(0);
    app.advance(20 * dayMs);
    await app.drain();
    const back = await installConnect(app);
    await settle();
    expect(back.tenant).toMatchObject({ id: site.tenant.id, kind: 'connect', key: app.jira.clientKey });
    expect(await accountsOf(site.tenant.id)).toMatchObject([{ id: account.id }]);
    expect([shown(), requestsFor(app, /./)]).toEqual([1, asked]);
    expect((await back.ask({ path: '/accounts' })).text).toContain('acme');
    expect(await listTenants(app.ctx.db)).toHaveLength(1);
  });

  it('is not taken back by a call of the Forge installation that has ended', async () => {
    const { app, site } = await start();
    await moveIn(app, site.site);
    const late = headersOf(site.site);
    app.advance(2_000);
    await site.site.forge.uninstall();
    await installConnect(app);
    const before = await stored(app);
    for (const [path, status] of [
      ['/forge/events/lifecycle', 401],
      ['/forge/ui/accounts', 401],
      ['/forge/events/pre-uninstall', 200],
    ] as const)
      expect((await send(app, path, late)).status).toBe(status);
    expect(await stored(app)).toBe(before);
  });

  it('comes back to Connect although nobody said that Forge has ended, once its calls have stopped', async () => {
    const { app, site } = await start();
    await moveIn(app, site.site);
    await site.site.forge.uninstall({ unheard: true });
    app.advance(hourMs);
    await expect(installConnect(app)).rejects.toThrow('409');
    app.advance(hourMs);
    await installConnect(app);
    expect(await tenantNow()).toMatchObject({ kind: 'connect', state: 'active' });
  });

  it('finds its accounts in Connect although it began with Forge', async () => {
    const { app, site, account } = await startForge();
    await site.uninstall();
    await settle();
    expect(shown()).toBe(0);
    app.advance(20 * dayMs);
    await app.drain();
    const asked = requestsFor(app, /./);
    await app.jira.installApp(`${app.url}/atlassian-connect.json`);
    await settle();
    expect(await listTenants(app.ctx.db)).toMatchObject([
      { id: site.tenant.id, kind: 'connect', key: app.jira.clientKey, state: 'active', eraseAt: null },
    ]);
    expect(await accountsOf(site.tenant.id)).toMatchObject([{ id: account.id }]);
    expect([shown(), requestsFor(app, /./)]).toEqual([1, asked]);
    await app.jira.reinstall();
    await settle();
    expect(await listTenants(app.ctx.db)).toHaveLength(1);
  });

  it('is asked again where it did not know the installation yet', async () => {
    const { app, site } = await startForge();
    await site.uninstall();
    app.jira.faults.add({ match: 'devinfo.existsByProperties', status: 401, body: {}, times: 1 });
    await app.jira.installApp(`${app.url}/atlassian-connect.json`);
    await app.drain();
    expect(await tenantNow()).toMatchObject({ kind: 'forge' });
    app.advance(minuteMs);
    await settle();
    expect(await tenantNow()).toMatchObject({ kind: 'connect', state: 'active' });
    expect(shown()).toBe(1);
  });

  it('keeps what it has begun anew, where that came before its old accounts', async () => {
    const { app, site } = await startForge();
    await site.uninstall();
    await settle();
    const anew = await installConnect(app);
    const account = await linkAccount(app, anew, { namespace: 'acme', username: 'jane' });
    await settle();
    expect(await tenantNow()).toMatchObject({ kind: 'forge', state: 'uninstalled' });
    expect(await accountsOf(anew.tenant.id)).toMatchObject([{ id: account.id, state: 'active' }]);
  });

  it.each([
    ['that was there before with Connect', start],
    ['that was never there with Connect', startForge],
  ])('does not get the tenant of another %s, by naming its cloud id', async (_, begin) => {
    const { app, site } = await begin({ violationsAllowed: true });
    if (site.tenant.kind === 'connect') await moveIn(app, site.site);
    await site.site.forge.uninstall();
    const thief = await app.jira.addSite();
    const descriptorUrl = `${app.url}/atlassian-connect.json`;
    const body = { cloudId: app.jira.cloudId, baseUrl: app.jira.url, displayUrl: app.jira.url };
    expect((await thief.sendLifecycle({ descriptorUrl, event: 'installed', body })).status).toBe(204);
    for (let hour = 0; hour < 3; hour += 1) {
      await app.drain();
      app.advance(hourMs);
    }
    expect(await tenantNow()).toMatchObject({ kind: 'forge', state: 'uninstalled' });
    const its = (await listTenants(app.ctx.db)).find(({ key }) => key === thief.clientKey);
    expect(its).toBeDefined();
    expect(await accountsOf(its?.id ?? '')).toEqual([]);
  });
});
