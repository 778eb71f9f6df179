import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startImport } from '../../src/sync/run/start-import.ts';
import { makeHistory } from '../sandbox/history/make.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { installTenant, type InstalledTenant } from '../support/install-tenant.ts';
import { linkAccount } from '../support/link-account.ts';
import { ledger, progressOf, repositoryNamed, stateOf } from './support.ts';

describe('a repository that is read again', () => {
  let app: TestApp;
  let site: InstalledTenant;
  beforeEach(async () => {
    app = await startTestApp({ env: { CHANGED_FILES: 'off' } });
    site = await installTenant(app);
    const { world } = app.gitlab;
    world.addMember(world.addGroup({ path: 'acme' }), world.addUser({ username: 'ada' }), 50);
    const project = world.addProject({ path: 'one', namespace: world.namespace('acme') });
    world.loadHistory(project, makeHistory({ odd: false }));
    world.createBranch(project, 'ABC-7-gone');
  });
  afterEach(() => app.close());

  it('drops what GitLab has no more and leaves alone what has not changed', async () => {
    const { world } = app.gitlab;
    const project = world.project('acme/one');
    await linkAccount(app, site, { namespace: 'acme', username: 'ada' });
    await app.drain();
    const repository = await repositoryNamed(app, site.tenant.id, 'one');
    const before = await ledger(app, repository);
    expect(before.some(({ facts }) => facts['name'] === 'ABC-7-gone')).toBe(true);
    const changed = () =>
      app.ctx.db.rows(
        `select id from entity where tenant_id = $1 and repository_id = $2 and queued_at >= $3`,
        [site.tenant.id, repository.id, app.clock.now()],
      );

    app.advance(60_000);
    world.deleteBranch(project, 'ABC-7-gone');
    const key = { tenantId: site.tenant.id, repositoryId: repository.id };
    await startImport(app.ctx, { ...key, mode: 'full' });
    await app.drain();
    const after = await ledger(app, repository);
    expect(after).toEqual(before.filter(({ facts }) => facts['name'] !== 'ABC-7-gone'));
    expect(await changed()).toHaveLength(1);
    expect((await stateOf(app, repository)).state).toBe('finished');
  });

  it('starts again when an import is under way, and ends with one', async () => {
    await linkAccount(app, site, { namespace: 'acme', username: 'ada' });
    let restarts = 0;
    const restarted: Promise<unknown>[] = [];
    const key = { tenantId: site.tenant.id };
    app.gitlab.faults.add({
      match: ({ path }) => {
        if (path.endsWith('/repository/commits') && restarts < 3) {
          restarts += 1;
          restarted.push(
            repositoryNamed(app, key.tenantId, 'one').then(({ id }) =>
              startImport(app.ctx, { ...key, repositoryId: id, mode: 'full' }),
            ),
          );
        }
        return false;
      },
    });
    // A restart may be on its way while the queue is empty for a moment.
    for (let seen = -1; seen < restarted.length;) {
      seen = restarted.length;
      await app.drain();
      await Promise.all(restarted);
      await app.drain();
    }
    const repository = await repositoryNamed(app, site.tenant.id, 'one');
    expect(await stateOf(app, repository)).toMatchObject({ state: 'finished', lastError: undefined });
    const [open] = await app.ctx.db.rows<{ count: number }>(
      `select count(*)::int as count from sync_run where tenant_id = $1 and state in ('queued', 'running')`,
      [site.tenant.id],
    );
    expect(open?.count).toBe(0);
    const runs = await app.ctx.db.rows('select 1 from sync_run where tenant_id = $1', [site.tenant.id]);
    expect(runs).toHaveLength(restarts + 1);
  });

  it('links a branch to the issue that only its open merge request names', async () => {
    const { world } = app.gitlab;
    const project = world.project('acme/one');
    world.createBranch(project, 'tidy-up');
    world.push(project, 'tidy-up', [{ message: 'no key here' }]);
    world.openMergeRequest(project, {
      author: world.user('ada'),
      sourceBranch: 'tidy-up',
      targetBranch: project.defaultBranch ?? '',
      title: 'Tidy up',
      description: 'For ABC-31 and ABC-30.',
    });
    await linkAccount(app, site, { namespace: 'acme', username: 'ada' });
    await app.drain();
    const repository = await repositoryNamed(app, site.tenant.id, 'one');
    const branch = (await ledger(app, repository)).find(({ facts }) => facts['name'] === 'tidy-up');
    expect(branch).toMatchObject({
      kind: 'branch',
      issue_keys: ['ABC-30', 'ABC-31'],
      facts: { lastCommit: { message: 'no key here' } },
    });
    expect(progressOf(await stateOf(app, repository), 'branches')).toMatchObject({ state: 'finished' });
  });

  it('reads the changed files of commits that go to Jira, after everything else', async () => {
    await app.close();
    app = await startTestApp();
    site = await installTenant(app);
    const { world } = app.gitlab;
    world.addMember(world.addGroup({ path: 'acme' }), world.addUser({ username: 'ada' }), 50);
    for (const path of ['one', 'two']) {
      const project = world.addProject({ path, namespace: world.namespace('acme') });
      world.loadHistory(project, makeHistory({ seed: path.length + path.charCodeAt(0) }));
    }
    await linkAccount(app, site, { namespace: 'acme', username: 'ada' });
    await app.drain();
    const order = app.gitlab.requests.map(({ endpoint }) => endpoint);
    const firstDiff = order.indexOf('project.commit.diff');
    expect(firstDiff).toBeGreaterThan(0);
    expect(order.slice(firstDiff).filter((name) => name !== 'project.commit.diff')).toEqual([]);
    const rows = await app.ctx.db.rows<{ files: unknown[]; file_count: number | null }>(
      `select files, file_count from entity where tenant_id = $1 and kind = 'commit' and state = 'sent'`,
      [site.tenant.id],
    );
    expect(rows.every(({ file_count }) => file_count !== null)).toBe(true);
  });
});
