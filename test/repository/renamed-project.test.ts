import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startDiscovery } from '../../src/repository/request-discovery.ts';
import type { LinkedAccount } from '../../src/account/account.store.ts';
import { makeHistory } from '../sandbox/history/make.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { repositoriesInJira, toldToJira } from '../support/in-jira.ts';
import { installTenant, type InstalledTenant } from '../support/install-tenant.ts';
import { linkAccount } from '../support/link-account.ts';

describe('a project that is renamed in GitLab', () => {
  let app: TestApp;
  let site: InstalledTenant;
  let account: LinkedAccount;
  beforeEach(async () => {
    app = await startTestApp({ env: { CHANGED_FILES: 'off' } });
    site = await installTenant(app);
    const { world } = app.gitlab;
    world.addMember(world.addGroup({ path: 'acme' }), world.addUser({ username: 'ada' }), 50);
    for (const path of ['one', 'two']) {
      world.loadHistory(world.addProject({ path, namespace: world.namespace('acme') }), makeHistory());
    }
    account = await linkAccount(app, site, { namespace: 'acme', username: 'ada' });
    await app.drain();
  });
  afterEach(() => app.close());

  const look = async () => {
    app.advance(60_000);
    await startDiscovery(app.ctx, { tenantId: site.tenant.id, accountId: account.id });
    await app.drain();
  };

  it('has its new name and address in Jira as soon as the list of projects is read', async () => {
    const before = toldToJira(app);
    app.gitlab.world.renameProject(app.gitlab.world.project('acme/one'), 'uno');
    await look();
    expect(repositoriesInJira({ site })).toEqual([
      { name: 'two', url: `${app.gitlab.url}/acme/two` },
      { name: 'uno', url: `${app.gitlab.url}/acme/uno` },
    ]);
    const facts = await app.ctx.db.rows<{ text: string }>(
      `select facts::text as text from entity e join repository p on p.tenant_id = e.tenant_id and p.id = e.repository_id
       where e.tenant_id = $1 and p.name = 'uno'`,
      [site.tenant.id],
    );
    expect(facts.length).toBeGreaterThan(10);
    for (const { text } of facts) {
      expect(text).toContain('/acme/uno');
      expect(text).not.toMatch(/acme\/one[/!]/);
    }
    const sent = toldToJira(app);
    expect(sent).toBeGreaterThan(before);
    await look();
    expect(toldToJira(app)).toBe(sent);
  });
});
