import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { removeAccount } from '../../src/account/remove-account.ts';
import { startDiscovery } from '../../src/repository/request-discovery.ts';
import { listRepositories } from '../../src/repository/repository.store.ts';
import { makeHistory } from '../sandbox/history/make.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { countInJira } from '../support/in-jira.ts';
import { installTenant, type InstalledTenant } from '../support/install-tenant.ts';
import { linkAccount } from '../support/link-account.ts';

describe('a project that is moved from one group to another', () => {
  let app: TestApp;
  let site: InstalledTenant;
  beforeEach(async () => {
    app = await startTestApp({ env: { CHANGED_FILES: 'off' } });
    site = await installTenant(app);
    const { world } = app.gitlab;
    const ada = world.addUser({ username: 'ada' });
    for (const path of ['acme', 'other']) world.addMember(world.addGroup({ path }), ada, 50);
    const project = world.addProject({ path: 'one', namespace: world.namespace('acme') });
    world.loadHistory(project, makeHistory());
  });
  afterEach(() => app.close());

  const link = async (namespace: string) => {
    const account = await linkAccount(app, site, { namespace, username: 'ada' });
    await app.drain();
    return account;
  };
  const look = async (accountId: string) => {
    app.advance(1_000);
    await startDiscovery(app.ctx, { tenantId: site.tenant.id, accountId });
    await app.drain();
  };
  const owners = async () =>
    (await listRepositories(app.ctx.db, { tenantId: site.tenant.id })).map(({ accountId }) => accountId);
  const shown = () => {
    const kinds = ['commits', 'branches', 'pullRequests'] as const;
    return Promise.all(kinds.map((kind) => countInJira({ app, site }, kind)));
  };
  const move = () => {
    const { world } = app.gitlab;
    app.advance(60_000);
    world.moveProject(world.project('acme/one'), world.namespace('other'));
  };
  /** The former owner goes, and with it whatever Jira has under its id. */
  const removeFormer = async (accountId: string) => {
    app.advance(60_000);
    await removeAccount(app.ctx, { tenantId: site.tenant.id, accountId });
    await app.drain();
  };

  it('belongs to the other account, and stays in Jira when the first is removed', async () => {
    const first = await link('acme');
    const before = await shown();
    expect(Math.min(...before)).toBeGreaterThan(0);
    const second = await link('other');
    move();
    await look(second.id);
    await look(first.id);
    expect(await owners()).toEqual([second.id]);
    await removeFormer(first.id);
    expect(await shown()).toEqual(before);
  });

  it('is taken over by an account that is linked after it had vanished', async () => {
    const first = await link('acme');
    const before = await shown();
    move();
    await look(first.id);
    expect(await owners()).toEqual([]);
    const second = await link('other');
    expect(await owners()).toEqual([second.id]);
    await removeFormer(first.id);
    expect(await shown()).toEqual(before);
  });
});
