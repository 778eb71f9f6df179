import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { removeAccount } from '../../src/account/remove-account.ts';
import { startDiscovery } from '../../src/repository/request-discovery.ts';
import { listRepositories } from '../../src/repository/repository.store.ts';
import { forgetOldRuns } from '../../src/sync/account-changes.ts';
import { startImport } from '../../src/sync/run/start-import.ts';
import { switchRepository } from '../../src/sync/switch-repository.ts';
import { syncStates } from '../../src/sync/sync-state.ts';
import { makeHistory } from '../sandbox/history/make.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { countInJira, ownersInJira, repositoriesInJira } from '../support/in-jira.ts';
import { installTenant, type InstalledTenant } from '../support/install-tenant.ts';
import { linkAccount } from '../support/link-account.ts';
import { wordsOf } from '../support/visitor.ts';

describe('which projects an account brings', () => {
  let app: TestApp;
  let site: InstalledTenant;
  beforeEach(async () => {
    app = await startTestApp({ env: { CHANGED_FILES: 'off' } });
    site = await installTenant(app);
    const { world } = app.gitlab;
    const ada = world.addUser({ username: 'ada' });
    world.addMember(world.addGroup({ path: 'acme' }), ada, 50);
  });
  afterEach(() => app.close());
  const names = async () =>
    (await listRepositories(app.ctx.db, { tenantId: site.tenant.id })).map(({ path }) => path).sort();

  it('lists subgroups too, but not shared projects, and archived ones only when they are chosen', async () => {
    const { world } = app.gitlab;
    const acme = world.namespace('acme');
    const deep = world.addGroup({ path: 'deep', parent: world.addGroup({ path: 'sub', parent: acme }) });
    world.addProject({ path: 'one', namespace: acme });
    world.addProject({ path: 'two', namespace: deep });
    world.addProject({ path: 'old', namespace: acme, archived: true });
    const other = world.addGroup({ path: 'other' });
    world.addProject({ path: 'shared', namespace: other, sharedWith: [acme] });
    const account = await linkAccount(app, site, { namespace: 'acme', username: 'ada' });
    await app.drain();
    expect(await names()).toEqual(['acme/one', 'acme/sub/deep/two']);

    await app.ctx.db.run('update account set include_archived = true where tenant_id = $1', [site.tenant.id]);
    await startDiscovery(app.ctx, { tenantId: site.tenant.id, accountId: account.id });
    await app.drain();
    expect(await names()).toEqual(['acme/old', 'acme/one', 'acme/sub/deep/two']);
  });

  it('reads all pages, and notices what has gone, moved away or come', async () => {
    const { world } = app.gitlab;
    const acme = world.namespace('acme');
    for (let i = 0; i < 130; i += 1) {
      world.addProject({ path: `p${i}`, namespace: acme, defaultBranch: null });
    }
    const account = await linkAccount(app, site, { namespace: 'acme', username: 'ada', autoLink: false });
    await app.drain();
    expect(await names()).toHaveLength(130);
    expect(app.gitlab.counts['group.projects']).toBe(2);

    world.deleteProject(world.project('acme/p7'));
    world.archive(world.project('acme/p8'));
    world.addProject({ path: 'new', namespace: acme });
    await startDiscovery(app.ctx, { tenantId: site.tenant.id, accountId: account.id });
    await app.drain();
    const after = await names();
    expect(after).toContain('acme/new');
    expect(after).not.toContain('acme/p7');
    // Archived, and archived ones are not wanted.
    expect(after).not.toContain('acme/p8');
  });

  it('lists a personal namespace', async () => {
    const { world } = app.gitlab;
    world.addProject({ path: 'mine', namespace: world.user('ada').namespace });
    await linkAccount(app, site, { namespace: 'ada', username: 'ada' });
    await app.drain();
    expect(await names()).toEqual(['ada/mine']);
  });

  it('finds but does not import where Auto Link is off, until a repository is enabled', async () => {
    const { world } = app.gitlab;
    world.loadHistory(world.addProject({ path: 'one', namespace: world.namespace('acme') }), makeHistory());
    await linkAccount(app, site, {
      namespace: 'acme',
      username: 'ada',
      autoLink: false,
      smartCommits: false,
    });
    await app.drain();
    const tenantId = site.tenant.id;
    const [repository] = await listRepositories(app.ctx.db, { tenantId });
    expect(repository).toMatchObject({ path: 'acme/one', enabled: false, smartCommits: false });
    const repositoryId = repository?.id ?? '';
    expect((await syncStates(app.ctx.db, { tenantId, repositoryIds: [repositoryId] })).size).toBe(0);

    await switchRepository(app.ctx, { tenantId, repositoryId, enabled: true });
    await switchRepository(app.ctx, { tenantId, repositoryId, enabled: false });
    await app.drain();
    const stopped = (await syncStates(app.ctx.db, { tenantId, repositoryIds: [repositoryId] })).get(
      repositoryId,
    );
    expect(stopped?.state).toBe('stopped');
    await switchRepository(app.ctx, { tenantId, repositoryId, enabled: true });
    await app.drain();
    const state = (await syncStates(app.ctx.db, { tenantId, repositoryIds: [repositoryId] })).get(
      repositoryId,
    );
    expect(state?.state).toBe('finished');
  });

  it('keeps one repository for a project that two accounts reach; the second takes over from the first', async () => {
    const { world } = app.gitlab;
    const sub = world.addGroup({ path: 'sub', parent: world.namespace('acme') });
    world.loadHistory(world.addProject({ path: 'two', namespace: sub }), makeHistory());
    world.loadHistory(world.addProject({ path: 'one', namespace: world.namespace('acme') }), makeHistory());
    const first = await linkAccount(app, site, { namespace: 'acme', username: 'ada' });
    await app.drain();
    const second = await linkAccount(app, site, { namespace: 'acme/sub', username: 'ada' });
    await app.drain();
    const tenantId = site.tenant.id;
    const before = await listRepositories(app.ctx.db, { tenantId });
    expect(before.map(({ accountId }) => accountId)).toEqual([first.id, first.id]);
    const table = async (id: string) => wordsOf(await site.ask({ path: `/accounts/${id}/repositories` }));
    const words = '1 repository of this account is listed with acme, which linked it first.';
    expect(await table(second.id)).toContain(words);
    expect(await table(second.id)).not.toContain('No repositories');
    expect(await table(first.id)).not.toContain('linked it first');

    const inJira = () => repositoriesInJira({ site }).map(({ name }) => name);
    app.advance(6_000);
    await app.drain();
    expect(inJira()).toEqual(['one', 'two']);
    app.advance(1_000);
    await site.ask({ path: `/accounts/${first.id}/remove`, fields: {} });
    await app.drain();
    expect(inJira()).toEqual(['two']);
    expect(await ownersInJira({ app, site })).toEqual([second.id]);
    expect(await countInJira({ app, site }, 'commits')).toBeGreaterThan(10);
    const after = await listRepositories(app.ctx.db, { tenantId });
    expect(await table(second.id)).not.toContain('linked it first');
    expect(after).toEqual([{ ...before.find(({ name }) => name === 'two'), accountId: second.id }]);
    const [left] = await app.ctx.db.rows<{ count: number }>(
      'select count(distinct repository_id)::int as count from entity where tenant_id = $1 and not removed',
      [tenantId],
    );
    expect(left?.count).toBe(1);
  });

  it('goes on with another account in the middle of an import, when the first is removed', async () => {
    const { world } = app.gitlab;
    const sub = world.addGroup({ path: 'sub', parent: world.namespace('acme') });
    world.loadHistory(world.addProject({ path: 'two', namespace: sub }), makeHistory({ commits: 900 }));
    const first = await linkAccount(app, site, { namespace: 'acme', username: 'ada' });
    await app.drain();
    await linkAccount(app, site, { namespace: 'acme/sub', username: 'ada' });
    await app.drain();
    const tenantId = site.tenant.id;
    const [repository] = await listRepositories(app.ctx.db, { tenantId });
    const repositoryId = repository?.id ?? '';
    await startImport(app.ctx, { tenantId, repositoryId, mode: 'full' });
    let isRemoved: Promise<void> | undefined;
    app.gitlab.faults.add({
      match: ({ path }) => {
        if (!path.endsWith('/repository/commits')) return false;
        isRemoved ??= removeAccount(app.ctx, { tenantId, accountId: first.id });
        return false;
      },
    });
    await app.drain();
    await isRemoved;
    await app.drain();
    const state = (await syncStates(app.ctx.db, { tenantId, repositoryIds: [repositoryId] })).get(
      repositoryId,
    );
    expect(state).toMatchObject({ state: 'finished', lastError: undefined, skipped: [] });
  });

  it('forgets old runs, but not the newest of a repository', async () => {
    const { world } = app.gitlab;
    world.loadHistory(world.addProject({ path: 'one', namespace: world.namespace('acme') }), makeHistory());
    await linkAccount(app, site, { namespace: 'acme', username: 'ada' });
    await app.drain();
    const tenantId = site.tenant.id;
    const [repository] = await listRepositories(app.ctx.db, { tenantId });
    await startImport(app.ctx, { tenantId, repositoryId: repository?.id ?? '', mode: 'full' });
    await app.drain();
    const runs = () => app.ctx.db.rows('select 1 from sync_run where tenant_id = $1', [tenantId]);
    expect(await runs()).toHaveLength(2);
    await forgetOldRuns(app.ctx);
    expect(await runs()).toHaveLength(2);
    app.advance(91 * 86_400_000);
    await forgetOldRuns(app.ctx);
    expect(await runs()).toHaveLength(1);
  });
});
