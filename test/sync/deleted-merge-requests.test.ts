import { afterEach, describe, expect, it } from '@jest/globals';
import { refreshRepository } from '../../src/sync/refresh/refresh-repository.ts';
import type { MergeRequest, Project } from '../sandbox/gitlab/world/model.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { countInJira } from '../support/in-jira.ts';
import { installTenant, type InstalledTenant } from '../support/install-tenant.ts';
import { linkAccount } from '../support/link-account.ts';
import { expectSame } from './judge.ts';
import { repositoryNamed } from './support.ts';

const hour = 3_600_000;

describe('a merge request that is deleted, of which GitLab tells nobody', () => {
  let app: TestApp;
  let site: InstalledTenant;
  let project: Project;
  const open = (n: number): MergeRequest => {
    const { world } = app.gitlab;
    app.advance(1_000);
    // Every other one names no issue: Jira has nothing of it.
    const title = n % 2 === 0 ? `ABC-${n + 1} something` : 'Something';
    return world.openMergeRequest(project, { sourceBranch: 'main', title, author: world.user('ada') });
  };
  const start = async (count: number, { before }: { before?: (rows: MergeRequest[]) => void } = {}) => {
    app = await startTestApp({ env: { CHANGED_FILES: 'off' }, jira: { allIssuesOf: ['ABC'] } });
    const { world } = app.gitlab;
    const group = world.addGroup({ path: 'acme' });
    world.addMember(group, world.addUser({ username: 'ada' }), 50);
    project = world.addProject({ path: 'one', namespace: group });
    world.push(project, 'main', [{ message: 'ABC-1 begin' }]);
    const rows = Array.from({ length: count }, (_, n) => open(n));
    before?.(rows);
    app.advance(hour);
    site = await installTenant(app);
    await linkAccount(app, site, { namespace: 'acme', username: 'ada' });
    await app.drain();
    app.gitlab.hooks.hold();
    return rows;
  };
  /** Reads what has changed, with no event. @returns how often merge requests were asked for */
  const refresh = async (): Promise<number> => {
    app.advance(hour / 60);
    const { id: repositoryId } = await repositoryNamed(app, site.tenant.id, 'one');
    const asked = app.gitlab.counts['graphql'] ?? 0;
    await refreshRepository(app.ctx, { tenantId: site.tenant.id, repositoryId, mode: 'soft' });
    await app.drain();
    return (app.gitlab.counts['graphql'] ?? 0) - asked;
  };
  const inJira = () => countInJira({ app, site }, 'pullRequests');
  const same = async () => expectSame(app, await repositoryNamed(app, site.tenant.id, 'one'), project);
  const remove = (row: MergeRequest | undefined) => {
    if (row !== undefined) app.gitlab.world.deleteMergeRequest(row);
  };
  afterEach(() => app.close());

  it('leaves Jira with the next refresh, and nothing more is asked where none was', async () => {
    const rows = await start(20);
    expect(await inJira()).toBe(10);
    expect(await refresh()).toBe(1);
    remove(rows[4]);
    expect(await refresh()).toBe(2);
    expect(await inJira()).toBe(9);
    await same();
    // New ones are no gap, and one that Jira has nothing of is looked for once.
    for (let n = 20; n < 24; n += 1) open(n);
    expect(await refresh()).toBe(1);
    expect(await inJira()).toBe(11);
    remove(rows[5]);
    expect([await refresh(), await refresh()]).toEqual([2, 1]);
    await same();
  });

  it('leaves it when it is the newest, when others are opened meanwhile, and when all are deleted', async () => {
    const rows = await start(7);
    remove(rows[6]);
    expect(await refresh()).toBe(2);
    expect(await inJira()).toBe(3);
    const next = open(10);
    open(12);
    expect(await refresh()).toBe(1);
    remove(next);
    open(14);
    expect(await refresh()).toBe(2);
    await same();
    for (const row of [...project.mergeRequests.all()]) remove(row);
    await refresh();
    expect(await inJira()).toBe(0);
    await same();
  });

  it('costs nothing where numbers were missing before', async () => {
    await start(12, { before: (rows) => [rows[2], rows[3], rows[11]].forEach(remove) });
    expect([await refresh(), await refresh()]).toEqual([1, 1]);
    open(20);
    expect(await refresh()).toBe(1);
    await same();
  });

  it('leaves the oldest of very many to the daily look', async () => {
    const rows = await start(1_100);
    const [oldest] = rows;
    expect(await refresh()).toBe(1);
    remove(oldest);
    expect(await refresh()).toBe(1);
    remove(rows.at(-3));
    remove(rows.at(-4));
    // The newest 500, of which 250 name an issue.
    expect(await refresh()).toBe(4);
    expect(await inJira()).toBe(549);
    for (let n = 0; n < 26; n += 1) {
      app.advance(hour);
      await app.drain();
    }
    expect(await inJira()).toBe(548);
    await same();
  }, 120_000);

  it('removes nothing while GitLab does not show the project', async () => {
    const rows = await start(6);
    remove(rows[2]);
    app.gitlab.faults.add({
      match: ({ path, body }) => path === '/api/graphql' && body.includes('$iids'),
      status: 200,
      body: { data: { project: null } },
    });
    await refresh();
    expect(await inJira()).toBe(3);
    app.gitlab.faults.clear();
    expect(await refresh()).toBe(2);
    expect(await inJira()).toBe(2);
    await same();
  });
});
