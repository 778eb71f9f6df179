import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { listTenants } from '../../src/tenant/tenant.store.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { installConnect, type ConnectTenant } from '../support/install-tenant.ts';

const dayMs = 24 * 60 * 60_000;

let app: TestApp;
let installed: ConnectTenant;
beforeEach(async () => {
  app = await startTestApp();
  installed = await installConnect(app);
  await app.drain();
});
afterEach(() => app.close());

const page = (headers = installed.htmx()) => fetch(`${app.url}/get-started`, { headers });
const state = async () => (await listTenants(app.ctx.db)).map((tenant) => tenant.state);

describe('switching the app off and on in Jira', () => {
  it('closes its pages with words and opens them again', async () => {
    expect((await app.jira.disableApp())?.status).toBe(204);
    expect(await state()).toEqual(['disabled']);
    const closed = await page();
    expect(closed.status).toBe(403);
    expect(await closed.text()).toContain('Manage apps');
    expect((await app.jira.enableApp())?.status).toBe(204);
    expect((await page()).status).toBe(200);
  });

  it('takes neither from anyone but the site', async () => {
    const other = await installConnect(app, await app.jira.addSite());
    const post = (event: string, token: string) =>
      fetch(`${app.url}/connect/${event}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `JWT ${token}` },
        body: JSON.stringify({ key: 'dvcs-connector-for-gitlab', clientKey: app.jira.clientKey }),
      });
    for (const event of ['enabled', 'disabled']) {
      const target = { baseUrl: app.url, path: `/connect/${event}` };
      const secret = app.jira.connectApp().sharedSecret;
      const foreign = other.site.connectApp().sharedSecret;
      const refused = [
        'no.token.atall',
        app.jira.signLifecycle(target, { secret: 'another secret' }),
        app.jira.signLifecycle(target, { secret: foreign }),
        other.site.signLifecycle(target, { secret: foreign }),
        app.jira.signLifecycle(target, { secret, claims: { qsh: 'context-qsh' } }),
        app.jira.signLifecycle({ ...target, path: '/connect/installed' }, { secret }),
        app.jira.signLifecycle(target, { secret, claims: { exp: 1_600_000_000 } }),
        app.jira.signLifecycle(target),
        app.jira.contextToken(installed.adminId),
      ];
      for (const token of refused) expect((await post(event, token)).status).toBe(401);
      expect((await post(event, app.jira.signLifecycle(target, { secret }))).status).toBe(204);
    }
    expect((await listTenants(app.ctx.db)).find(({ id }) => id === installed.tenant.id)?.state).toBe(
      'disabled',
    );
  });
});

describe('uninstalling the app', () => {
  it('forgets the secret with the answer and announces the rest', async () => {
    const headers = installed.htmx();
    expect((await app.jira.uninstallApp())?.status).toBe(204);
    expect(await state()).toEqual(['uninstalled']);
    const [row] = await app.ctx.db.rows<{ shared_secret: string | null }>('select shared_secret from tenant');
    expect(row?.shared_secret).toBeNull();
    expect((await page(headers)).status).toBe(401);
    const jobs = await app.ctx.db.rows<{ task: string }>(
      'select task_identifier as task from graphile_worker.jobs',
    );
    expect(jobs.map(({ task }) => task)).toContain('tenant.uninstalled');
  });

  it('happens once, whoever says it again, and an unknown site is no error', async () => {
    await app.jira.uninstallApp();
    const [before] = await listTenants(app.ctx.db);
    app.advance(dayMs);
    const again = { descriptorUrl: `${app.url}/atlassian-connect.json`, event: 'uninstalled' } as const;
    expect((await app.jira.sendLifecycle(again)).status).toBe(204);
    expect(await listTenants(app.ctx.db)).toEqual([before]);
    const stranger = await app.jira.addSite();
    expect((await stranger.sendLifecycle(again)).status).toBe(204);
  });

  it('keeps everything for 30 days, then erases it and nothing of another site', async () => {
    const other = await installConnect(app, await app.jira.addSite());
    await app.drain();
    await app.ctx.db.run('create table kept_fact (tenant_id uuid, number integer)');
    await app.ctx.db.run(
      'insert into kept_fact select t.tenant_id, n from tenant t, generate_series(1, 7000) n',
    );
    await app.jira.uninstallApp();
    app.advance(29 * dayMs);
    await app.drain();
    expect(await facts()).toEqual({ [installed.tenant.id]: 7000, [other.tenant.id]: 7000 });
    app.advance(dayMs);
    await app.drain();
    expect(await facts()).toEqual({ [other.tenant.id]: 7000 });
    expect((await listTenants(app.ctx.db)).map(({ id }) => id)).toEqual([other.tenant.id]);
  });

  it('is undone by an installation within that time: same tenant, same data', async () => {
    await app.jira.uninstallApp();
    app.advance(20 * dayMs);
    await app.drain();
    const again = await installConnect(app);
    expect(again.tenant.id).toBe(installed.tenant.id);
    app.advance(40 * dayMs);
    await app.drain();
    expect(await state()).toEqual(['active']);
  });

  it('counts its days from the last time a site left', async () => {
    await app.jira.uninstallApp();
    app.advance(20 * dayMs);
    await installConnect(app);
    await app.jira.uninstallApp();
    app.advance(15 * dayMs);
    await app.drain();
    expect(await state()).toEqual(['uninstalled']);
    app.advance(15 * dayMs);
    await app.drain();
    expect(await state()).toEqual([]);
  });
});

async function facts(): Promise<Record<string, number>> {
  const rows = await app.ctx.db.rows<{ tenant_id: string; count: number }>(
    'select tenant_id, count(*)::int as count from kept_fact group by tenant_id',
  );
  return Object.fromEntries(rows.map((row) => [row.tenant_id, row.count]));
}
