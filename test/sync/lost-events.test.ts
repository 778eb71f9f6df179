import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Repository } from '../../src/repository/repository.store.ts';
import { onRefreshDue } from '../../src/sync/refresh/refresh-account.ts';
import type { MergeRequest, Project } from '../sandbox/gitlab/world/model.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { installTenant, type InstalledTenant } from '../support/install-tenant.ts';
import { linkAccount } from '../support/link-account.ts';
import { expectSame } from './judge.ts';
import { repositoryNamed } from './support.ts';

const minute = 60_000;

/** What people do, as numbers that fast-check can shrink. */
const steps = fc.array(
  fc.record({
    act: fc.constantFrom(
      'push',
      'push',
      'branch',
      'force',
      'delete',
      'open',
      'retitle',
      'close',
      'merge',
      'talk',
    ),
    branch: fc.nat(4),
    key: fc.integer({ min: 0, max: 6 }),
    commits: fc.constantFrom(1, 1, 2, 3, 120),
    wait: fc.integer({ min: 0, max: 300_000 }),
  }),
  { minLength: 5, maxLength: 40 },
);
type Step = Parameters<Parameters<typeof steps.map>[0]>[0][number];

describe('events that are lost, doubled and shuffled', () => {
  let app: TestApp;
  let site: InstalledTenant;
  let accountId: string;
  let count = 0;
  beforeAll(async () => {
    app = await startTestApp({ env: { CHANGED_FILES: 'off' } });
    site = await installTenant(app);
    const { world } = app.gitlab;
    world.addMember(world.addGroup({ path: 'acme' }), world.addUser({ username: 'ada' }), 50);
    accountId = (await linkAccount(app, site, { namespace: 'acme', username: 'ada' })).id;
    await app.drain();
  }, 60_000);
  afterAll(() => app.close());

  const refresh = async () => {
    await onRefreshDue(app.ctx, { tenantId: site.tenant.id, accountId });
    await app.drain();
  };
  const linked = async (): Promise<{ project: Project; repository: Repository }> => {
    const { world } = app.gitlab;
    count += 1;
    const project = world.addProject({ path: `p${count}`, namespace: world.namespace('acme') });
    world.push(project, 'main', [{ message: 'AB-1 begin' }]);
    await refresh();
    return { project, repository: await repositoryNamed(app, site.tenant.id, `p${count}`) };
  };

  it('leave the ledger as GitLab is after one refresh', async () => {
    await fc.assert(
      fc.asyncProperty(steps, fc.nat(), async (done, seed) => {
        const { project, repository } = await linked();
        app.gitlab.hooks.hold();
        for (const step of done) {
          app.advance(1_000 + step.wait);
          take(app, project, step);
        }
        app.gitlab.hooks.release({ seed, shuffle: true, lose: 0.3, duplicate: 0.1 });
        await app.drain();
        app.advance(minute);
        await refresh();
        await expectSame(app, repository, project);
      }),
      { numRuns: 6 },
    );
  }, 300_000);

  it('leave it so when all of them are lost and each page fails once', async () => {
    const { project, repository } = await linked();
    const { world } = app.gitlab;
    app.gitlab.hooks.hold();
    const many = Array.from({ length: 260 }, (_, i) => ({ message: `AB-${i} many` }));
    world.push(project, 'many', many);
    for (let i = 0; i < 130; i += 1) world.createBranch(project, `AB-${i}-branch`);
    const row = world.openMergeRequest(project, {
      sourceBranch: 'many',
      title: 'AB-4 many',
      author: world.user('ada'),
    });
    world.pushMany(
      project,
      ['a', 'b', 'c', 'd'].map((name) => ({ branch: `AB-9-${name}`, commits: [{ message: 'AB-9' }] })),
    );
    world.deleteBranch(project, 'AB-7-branch');
    world.approve(row, world.user('ada'));
    app.gitlab.hooks.release({ lose: 1 });
    const asked = new Set<string>();
    app.gitlab.faults.add({
      match: ({ path, query }) => {
        // A listing of branches that begins anew has pages of another size.
        const asks = new URLSearchParams(query);
        asks.delete('per_page');
        const name = `${path}?${asks.toString()}`;
        if (!path.includes('/repository/') || asked.has(name)) return false;
        asked.add(name);
        return true;
      },
      status: 500,
    });
    app.advance(60 * minute);
    await refresh();
    // Each page that failed is waited for up to 19 minutes.
    for (let i = 0; i < 24; i += 1) {
      app.advance(15 * minute);
      await app.drain();
    }
    app.gitlab.faults.clear();
    await expectSame(app, repository, project);
    expect(asked.size).toBeGreaterThan(5);
  }, 120_000);
});

function take(app: TestApp, project: Project, { act, branch, key, commits, wait }: Step): void {
  const { world } = app.gitlab;
  const ada = world.user('ada');
  const text = key === 0 ? 'nothing' : `AB-${key} something`;
  const name = ['main', 'feature', 'AB-2-fix', 'AB-3-other', 'release'][branch] ?? 'main';
  const exists = project.repository.branches.has(name);
  const made = Array.from({ length: commits }, (_, i) => ({
    message: `${text} ${i}`,
    committedAt: app.clock.now() - wait,
  }));
  const rows = [...project.mergeRequests.all()];
  const row: MergeRequest | undefined = rows[key % Math.max(1, rows.length)];
  const isOpen = row?.state === 'opened';
  if (act === 'push') world.push(project, name, made);
  if (act === 'branch' && !exists) world.createBranch(project, name);
  if (act === 'force' && exists) {
    const onto =
      project.repository.branches.get(branch === 0 ? 'main' : 'feature') ??
      project.repository.branches.get('main') ??
      '';
    world.forcePush(project, name, { onto, commits: made });
  }
  if (act === 'delete' && exists && name !== 'main') world.deleteBranch(project, name);
  if (act === 'open' && exists && name !== 'main') {
    world.openMergeRequest(project, { sourceBranch: name, title: text, author: ada });
  }
  if (row === undefined) return;
  if (act === 'retitle') world.updateMergeRequest(row, { title: text });
  if (act === 'talk') world.comment(row);
  if (act === 'close' && isOpen) world.close(row, ada);
  else if (act === 'close' && row.state === 'closed') world.reopen(row);
  if (act === 'merge' && isOpen && project.repository.branches.has(row.sourceBranch)) {
    void world.merge(row, { by: ada, deleteSourceBranch: key % 2 === 0 });
  }
}
