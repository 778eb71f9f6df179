import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Repository } from '../../src/repository/repository.store.ts';
import { refreshRepository } from '../../src/sync/refresh/refresh-repository.ts';
import type { Project } from '../sandbox/gitlab/world/model.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { countInJira } from '../support/in-jira.ts';
import { installTenant, type InstalledTenant } from '../support/install-tenant.ts';
import { linkAccount } from '../support/link-account.ts';
import { expectSame, held } from './judge.ts';
import { repositoryNamed } from './support.ts';

describe('what GitLab tells at once', () => {
  let app: TestApp;
  let site: InstalledTenant;
  let project: Project;
  let repository: Repository;
  beforeEach(async () => {
    app = await startTestApp({ env: { CHANGED_FILES: 'off' }, gitlab: { branchCache: true } });
    site = await installTenant(app);
    const { world } = app.gitlab;
    world.addMember(world.addGroup({ path: 'acme' }), world.addUser({ username: 'ada' }), 50);
    world.addUser({ username: 'ben' });
    project = world.addProject({ path: 'one', namespace: world.namespace('acme') });
    world.push(project, 'main', [{ message: 'ABC-1 begin' }, { message: 'no key' }]);
    await linkAccount(app, site, { namespace: 'acme', username: 'ada' });
    await app.drain();
    repository = await repositoryNamed(app, site.tenant.id, 'one');
    app.advance(1_000);
  });
  afterEach(() => app.close());
  const settled = async () => {
    await app.drain();
    await expectSame(app, repository, project);
  };
  const branchesInJira = () => countInJira({ app, site }, 'branches');

  it('brings pushes: new, moved, forced and deleted branches', async () => {
    const { world } = app.gitlab;
    world.push(project, 'ABC-2-new', [{ message: 'ABC-2 one' }, { message: 'ABC-3 two' }]);
    await settled();
    expect(await branchesInJira()).toBe(1);
    app.advance(1_000);
    world.push(project, 'main', [{ message: 'ABC-4 more' }]);
    const [onto = ''] = world.push(project, 'ABC-2-new', [{ message: 'ABC-5 three' }]);
    await settled();
    app.advance(1_000);
    world.forcePush(project, 'ABC-2-new', {
      onto: project.repository.branches.get('main') ?? '',
      commits: [{ message: 'ABC-6 rewritten' }],
    });
    await settled();
    expect(Object.keys(await held(app, repository, project))).not.toContain(onto);
    app.advance(1_000);
    world.deleteBranch(project, 'ABC-2-new');
    await settled();
    expect(await branchesInJira()).toBe(0);
    app.advance(1_000);
    world.createBranch(project, 'ABC-2-new');
    await settled();
    expect(await branchesInJira()).toBe(1);
  });

  it('asks little for a push: the branch and what is new on it', async () => {
    const before = { ...app.gitlab.counts };
    app.gitlab.world.push(project, 'main', [{ message: 'ABC-4 more' }]);
    await settled();
    const asked = Object.entries(app.gitlab.counts).filter(([name, count]) => count !== before[name]);
    expect(asked.map(([name, count]) => [name, count - (before[name] ?? 0)]).sort()).toEqual([
      ['project.branch', 1],
      ['project.commits', 1],
    ]);
  });

  it('reads a push of many commits to its end, in a refresh that can be interrupted', async () => {
    const many = Array.from({ length: 730 }, (_, i) => ({ message: `ABC-${i + 1} of many` }));
    app.gitlab.world.push(project, 'many', many);
    app.gitlab.faults.add({ match: 'project.commits', after: 5, times: 2, status: 500 });
    await app.drain();
    for (let i = 0; i < 5; i += 1) {
      app.advance(60_000);
      await app.drain();
    }
    await settled();
  });

  it('brings the first push to an empty project', async () => {
    const { world } = app.gitlab;
    const empty = world.addProject({
      path: 'empty',
      namespace: world.namespace('acme'),
      defaultBranch: null,
    });
    app.advance(60_000);
    await app.drain();
    app.advance(3_600_000);
    await app.drain();
    const linked = await repositoryNamed(app, site.tenant.id, 'empty');
    world.push(empty, 'main', [{ message: 'ABC-9 first' }]);
    await app.drain();
    await expectSame(app, linked, empty);
    expect(Object.keys(await held(app, linked, empty))).toHaveLength(1);
  });

  it('follows a merge request through its life, and its branch with it', async () => {
    const { world } = app.gitlab;
    world.push(project, 'tidy', [{ message: 'tidy up' }]);
    await settled();
    const open = { sourceBranch: 'tidy', title: 'Tidy', author: world.user('ada') };
    const row = world.openMergeRequest(project, open);
    await settled();
    const changes = [
      () => world.updateMergeRequest(row, { title: 'ABC-7 tidy' }),
      () => world.comment(row),
      () => world.approve(row, world.user('ben')),
      () => world.updateMergeRequest(row, { title: 'ABC-8 tidy', description: 'and ABC-9' }),
      () => world.unapprove(row, world.user('ben')),
      () => world.close(row, world.user('ada')),
      () => world.reopen(row),
      () => world.updateMergeRequest(row, { title: 'Tidy', description: null }),
      () => world.updateMergeRequest(row, { title: 'ABC-7 again' }),
      () => void world.merge(row, { by: world.user('ada'), deleteSourceBranch: true }),
    ];
    for (const change of changes) {
      app.advance(1_000);
      change();
      await settled();
    }
  });

  it('overtakes an import that is under way, and both together bring everything', async () => {
    const { world } = app.gitlab;
    const big = world.addProject({ path: 'big', namespace: world.namespace('acme') });
    const many = Array.from({ length: 350 }, (_, i) => ({ message: `ABC-${i + 1} of many` }));
    world.push(big, 'main', many);
    world.createBranch(big, 'ABC-1-old');
    await app.gitlab.hooks.idle();
    const path = `/projects/${big.id}/repository/commits`;
    const stop = app.gitlab.faults.add({
      match: (one) => one.path.endsWith(path),
      after: 2,
      status: 503,
    });
    for (let i = 0; i < 2; i += 1) {
      app.advance(3_600_000);
      await app.drain();
    }
    const linked = await repositoryNamed(app, site.tenant.id, 'big');
    world.push(big, 'main', [{ message: 'ABC-900 meanwhile' }]);
    world.push(big, 'ABC-2-new', [{ message: 'ABC-901 meanwhile' }]);
    world.deleteBranch(big, 'ABC-1-old');
    world.openMergeRequest(big, { sourceBranch: 'ABC-2-new', title: 'ABC-3', author: world.user('ada') });
    await app.drain();
    const names = Object.keys(await held(app, linked, big));
    expect(names).toEqual(expect.arrayContaining(['branch ABC-2-new', '!1']));
    expect(names).not.toContain('branch ABC-1-old');
    stop();
    for (let i = 0; i < 3; i += 1) {
      app.advance(15 * 60_000);
      await app.drain();
    }
    await expectSame(app, linked, big);
  });

  it('is not undone by a list of branches that GitLab has kept', async () => {
    const { world } = app.gitlab;
    const key = { tenantId: site.tenant.id, repositoryId: repository.id };
    world.createBranch(project, 'ABC-3-old');
    for (const name of ['ABC-4-new', 'ABC-5-newer']) {
      await refreshRepository(app.ctx, { ...key, mode: 'soft' });
      await settled();
      app.advance(2_000);
      world.push(project, name, [{ message: 'ABC-6 made just now' }]);
      await settled();
      app.advance(2_000);
    }
    world.deleteBranch(project, 'ABC-3-old');
    await settled();
    await refreshRepository(app.ctx, { ...key, mode: 'soft' });
    await settled();
  });

  it('reads nothing of a repository that is switched off', async () => {
    await app.ctx.db.run('update repository set enabled = false where tenant_id = $1', [site.tenant.id]);
    const before = await held(app, repository, project);
    app.gitlab.world.push(project, 'ABC-2-new', [{ message: 'ABC-2 one' }]);
    await app.drain();
    expect(await held(app, repository, project)).toEqual(before);
  });
});
