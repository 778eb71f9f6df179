import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { switchRepository } from '../../src/sync/switch-repository.ts';
import { makeHistory } from '../sandbox/history/make.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { installTenant, type InstalledTenant } from '../support/install-tenant.ts';
import { linkAccount } from '../support/link-account.ts';
import { progressOf, repositoryNamed, stateOf } from './support.ts';

describe('changed files', () => {
  let app: TestApp;
  let site: InstalledTenant;
  beforeEach(async () => {
    app = await startTestApp();
    site = await installTenant(app);
    const { world } = app.gitlab;
    world.addMember(world.addGroup({ path: 'acme' }), world.addUser({ username: 'ada' }), 50);
    for (const path of ['one', 'two']) {
      const project = world.addProject({ path, namespace: world.namespace('acme') });
      world.loadHistory(project, makeHistory({ name: path }));
    }
  });
  afterEach(() => app.close());

  const diffs = () => app.gitlab.counts['project.commit.diff'] ?? 0;
  const named = (name: string) => repositoryNamed(app, site.tenant.id, name);

  it('wait for the other repositories of the account, and are read when the last is switched off', async () => {
    const { id } = app.gitlab.world.project('acme/two');
    const isCommits = ({ path }: { path: string }) => path.endsWith(`/projects/${id}/repository/commits`);
    app.gitlab.faults.add({ match: isCommits, status: 503 });
    await linkAccount(app, site, { namespace: 'acme', username: 'ada' });
    await app.drain();
    expect(await stateOf(app, await named('one'))).toMatchObject({ state: 'finished', isReadingFiles: true });
    expect(diffs()).toBe(0);

    const two = await named('two');
    await switchRepository(app.ctx, { tenantId: two.tenantId, repositoryId: two.id, enabled: false });
    await app.drain();
    const state = await stateOf(app, await named('one'));
    expect(state.isReadingFiles).toBe(false);
    expect(progressOf(state, 'files')).toMatchObject({ state: 'finished', read: diffs() });
    expect(diffs()).toBeGreaterThan(20);
  });
});
