import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { switchRepository } from '../../src/sync/switch-repository.ts';
import { makeHistory } from '../sandbox/history/make.ts';
import { startTestApp, type TestApp, type TestAppOptions } from '../support/app.ts';
import { installTenant, type InstalledTenant } from '../support/install-tenant.ts';
import { linkAccount } from '../support/link-account.ts';
import { itWhere } from '../support/site/it-where.ts';
import { progressOf, repositoryNamed, stateOf } from './support.ts';

describe('changed files', () => {
  let app: TestApp;
  let site: InstalledTenant;
  const start = async (options: TestAppOptions = {}) => {
    app = await startTestApp({ ...options, jira: { allIssuesOf: ['ABC'] } });
    site = await installTenant(app);
    const { world } = app.gitlab;
    world.addMember(world.addGroup({ path: 'acme' }), world.addUser({ username: 'ada' }), 50);
    for (const path of ['one', 'two']) {
      const project = world.addProject({ path, namespace: world.namespace('acme') });
      world.loadHistory(project, makeHistory({ name: path }));
    }
  };
  beforeEach(() => start());
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

  itWhere('development')('go to Jira with the commit: at most ten, and the count of all', async () => {
    await linkAccount(app, site, { namespace: 'acme', username: 'ada' });
    await app.drain();
    app.advance(5_000);
    await app.drain();
    const counts = new Map(
      makeHistory({ name: 'one' }).commits.map(({ id, file_count: count }) => [id, count]),
    );
    const { id } = app.gitlab.world.project('acme/one');
    const stored = [...app.jira.app().devInfo.repositories].find(([key]) => key.endsWith(`-${id}`))?.[1];
    const shown = [...(stored?.entities.commits.values() ?? [])].map(({ payload }) => payload);
    expect(shown.length).toBeGreaterThan(20);
    expect(Math.max(...counts.values())).toBeGreaterThan(10);
    for (const { id: sha, fileCount, files } of shown) {
      expect([fileCount, Array.isArray(files) ? files.length : 0]).toEqual([
        counts.get(sha),
        Math.min(10, counts.get(sha) ?? 0),
      ]);
    }
  });

  it('leave a part of GitLab’s window to everything else, and go on in the next one', async () => {
    await app.close();
    const perMinute = 60;
    await start({ gitlab: { rateLimit: perMinute } });
    await linkAccount(app, site, { namespace: 'acme', username: 'ada' });
    const isReading = async () => (await stateOf(app, await named('one'))).isReadingFiles;
    let mostInAMinute = 0;
    await app.drain();
    expect(diffs()).toBeGreaterThan(0);
    expect(await isReading()).toBe(true);
    for (let minutes = 0; minutes < 10 && (await isReading()); minutes += 1) {
      const before = app.gitlab.requests.length;
      app.advance(60_000);
      await app.drain();
      mostInAMinute = Math.max(mostInAMinute, app.gitlab.requests.length - before);
    }
    expect(await isReading()).toBe(false);
    expect(mostInAMinute).toBeLessThanOrEqual(perMinute * 0.95);
    expect(app.gitlab.requests.filter(({ status }) => status === 429)).toEqual([]);
  });
});
