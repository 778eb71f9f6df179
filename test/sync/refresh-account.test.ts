import { afterEach, describe, expect, it } from '@jest/globals';
import { listRepositories } from '../../src/repository/repository.store.ts';
import { nextTurn } from '../../src/sync/refresh/refresh-account.ts';
import { refreshRepository } from '../../src/sync/refresh/refresh-repository.ts';
import { importAccount, startImport } from '../../src/sync/run/start-import.ts';
import { makeHistory } from '../sandbox/history/make.ts';
import { noRefresh, startTestApp, type TestApp } from '../support/app.ts';
import { countInJira } from '../support/in-jira.ts';
import { installTenant, type InstalledTenant } from '../support/install-tenant.ts';
import { linkAccount, linkedAccount } from '../support/link-account.ts';
import { expectSame } from './judge.ts';
import { repositoryNamed, stateOf } from './support.ts';

const minute = 60_000;
const hour = 60 * minute;

describe('the refresh of an account', () => {
  let app: TestApp;
  let site: InstalledTenant;
  let accountId: string;
  const start = async (projects: readonly string[], autoLink = true) => {
    app = await startTestApp({ env: { CHANGED_FILES: 'off' }, gitlab: { license: 'premium' } });
    site = await installTenant(app);
    const { world } = app.gitlab;
    const ada = world.addUser({ username: 'ada' });
    for (const path of ['acme', 'other']) world.addMember(world.addGroup({ path }), ada, 50);
    for (const path of projects) {
      const project = world.addProject({ path, namespace: world.namespace('acme') });
      world.push(project, 'main', [{ message: `ABC-1 in ${path}` }]);
      world.createBranch(project, `ABC-2-${path}`);
    }
    const link = { namespace: 'acme', username: 'ada', autoLink };
    accountId = (await linkAccount(app, site, link)).id;
    await app.drain();
  };
  /** An hour passes in which no event arrives. */
  const anHourLater = async () => {
    app.gitlab.hooks.release({ lose: 1 });
    app.advance(hour);
    await app.drain();
  };
  const shown = async () => [
    await countInJira({ app, site }, 'commits'),
    await countInJira({ app, site }, 'branches'),
  ];
  const paths = async () =>
    (await listRepositories(app.ctx.db, { tenantId: site.tenant.id })).map(({ path }) => path);
  afterEach(() => app.close());

  it('comes once an interval by itself, at a time of the account’s own', async () => {
    await start(['one']);
    app.gitlab.hooks.hold();
    const project = app.gitlab.world.project('acme/one');
    const repository = await repositoryNamed(app, site.tenant.id, 'one');
    for (let i = 0; i < 3; i += 1) {
      app.advance(5 * minute);
      app.gitlab.world.push(project, `ABC-${i}`, [{ message: `ABC-5 number ${i}` }]);
      app.gitlab.hooks.release({ lose: 1 });
      app.gitlab.hooks.hold();
      app.advance(hour);
      await app.drain();
      await expectSame(app, repository, project);
    }
    expect((await stateOf(app, repository)).mode).not.toBe('full');
    const turns = ['00000000', '40000000', 'c0000000'].map((id) => nextTurn(id, { now: 0, interval: hour }));
    expect(new Set(turns).size).toBe(3);
    for (const turn of turns) {
      expect(turn).toBeGreaterThan(0);
      expect(turn).toBeLessThanOrEqual(hour);
    }
  });

  it('removes what was deleted, moved out or archived, from Jira too, and brings back what returns', async () => {
    await start(['deleted', 'deleted-soon', 'moved', 'archived', 'stays']);
    const { world } = app.gitlab;
    expect(await shown()).toEqual([5, 5]);
    app.gitlab.hooks.hold();
    world.deleteProject(world.project('acme/deleted'));
    world.markForDeletion(world.project('acme/deleted-soon'));
    world.moveProject(world.project('acme/moved'), world.namespace('other'));
    world.archive(world.project('acme/archived'));
    await anHourLater();
    expect(await paths()).toEqual(['acme/stays']);
    expect(await shown()).toEqual([1, 1]);

    app.gitlab.hooks.hold();
    world.archive(world.project('acme/archived'), false);
    world.markForDeletion(world.project('acme/deleted-soon'), false);
    world.moveProject(world.project('other/moved'), world.namespace('acme'));
    world.addProject({ path: 'new', namespace: world.namespace('acme') });
    await anHourLater();
    expect(await paths()).toEqual([
      ...['acme/archived', 'acme/deleted-soon', 'acme/moved', 'acme/new', 'acme/stays'],
    ]);
    expect(await shown()).toEqual([4, 4]);
  });

  it('removes nothing when the listing fails or is cut short', async () => {
    await start(['one', 'two']);
    app.gitlab.faults.add({ match: 'group.projects', status: 404, times: 1 });
    await anHourLater();
    expect(await shown()).toEqual([2, 2]);
    // GitLab lists nothing and still has them.
    app.gitlab.faults.add({ match: 'group.projects', status: 200, body: [], times: 1 });
    await anHourLater();
    expect(await paths()).toEqual(['acme/one', 'acme/two']);
    expect(await shown()).toEqual([2, 2]);
  });

  it('removes all of a group that is gone, but nothing where GitLab is', async () => {
    await start(['one', 'two']);
    app.gitlab.faults.add({ match: () => true, status: 404 });
    await anHourLater();
    app.gitlab.faults.clear();
    expect(await shown()).toEqual([2, 2]);
    app.gitlab.hooks.hold();
    app.gitlab.world.deleteGroup(app.gitlab.world.namespace('acme'));
    await anHourLater();
    expect(await paths()).toEqual([]);
    expect(await shown()).toEqual([0, 0]);
    const page = await site.ask({ path: `/accounts/${accountId}/repositories` });
    expect(page.status).toBe(200);
  });

  it('follows a group that has another path', async () => {
    await start(['one']);
    const group = app.gitlab.world.namespace('acme');
    group.path = 'acme-inc';
    await anHourLater();
    expect(await paths()).toEqual(['acme-inc/one']);
    const account = await linkedAccount(app, { tenantId: site.tenant.id, id: accountId });
    expect(account.namespacePath).toBe('acme-inc');
    app.gitlab.world.push(app.gitlab.world.project('acme-inc/one'), 'main', [{ message: 'ABC-3 after' }]);
    await anHourLater();
    expect(await shown()).toEqual([2, 1]);
  });

  it('notices that GitLab was upgraded, and goes on where it does not tell its version', async () => {
    await start(['one']);
    const page = async () => (await site.ask({ path: `/accounts/${accountId}` })).text;
    app.gitlab.faults.add({ match: 'metadata', status: 404, body: { error: '404 Not Found' }, times: 1 });
    await anHourLater();
    expect(await page()).toContain('GitLab 18.9.0');
    app.gitlab.faults.add({ match: 'metadata', status: 200, body: { version: '18.10.1', enterprise: true } });
    await anHourLater();
    expect(await page()).toContain('GitLab 18.10.1');
  });

  it('finds a merge request that was deleted within a day, by a look at everything', async () => {
    await start(['one']);
    const { world } = app.gitlab;
    const project = world.project('acme/one');
    const open = { sourceBranch: 'ABC-2-one', title: 'ABC-9', author: world.user('ada') };
    const row = world.openMergeRequest(project, open);
    const repository = await repositoryNamed(app, site.tenant.id, 'one');
    await anHourLater();
    await expectSame(app, repository, project);
    world.deleteMergeRequest(row);
    for (let i = 0; i < 24; i += 1) await anHourLater();
    await expectSame(app, repository, project);
    const runs = await app.ctx.db.rows<{ count: number }>(
      `select count(*)::int as count from sync_run where tenant_id = $1 and mode = 'rotation'`,
      [site.tenant.id],
    );
    expect(runs[0]?.count).toBeGreaterThanOrEqual(1);
    expect(runs[0]?.count).toBeLessThanOrEqual(2);
  }, 60_000);

  it('asks for ten pages and nothing else where nothing is new in a thousand repositories', async () => {
    await start([], false);
    const { world } = app.gitlab;
    for (let i = 0; i < 1_000; i += 1) {
      world.addProject({ path: `p${i}`, namespace: world.namespace('acme'), defaultBranch: null });
    }
    app.advance(hour);
    await app.drain();
    // As after their import, some hours ago.
    for (let passed = 0; passed < 5; passed += 1) {
      app.advance(hour);
      await app.jira.tick();
    }
    const now = new Date(app.clock.now());
    await app.ctx.db.run('update repository set enabled = true, rotated_at = $2 where tenant_id = $1', [
      site.tenant.id,
      now,
    ]);
    await app.ctx.db.run(
      `insert into sync_run (tenant_id, id, repository_id, account_id, mode, lower_case_keys, state, queued_at, started_at,
         finished_at)
       select tenant_id, gen_random_uuid(), id, account_id, 'full', false, 'finished', $2, $2, $2
       from repository where tenant_id = $1`,
      [site.tenant.id, now],
    );
    const before = { ...app.gitlab.counts };
    const calls = app.callsToJira();
    await app.drain();
    const asked = Object.entries(app.gitlab.counts).flatMap(([name, count]) =>
      count === before[name] ? [] : [[name, count - (before[name] ?? 0)]],
    );
    // Beside the pages: GitLab's version and the group's webhook are looked at, and the token is renewed every other hour.
    expect(asked.sort()).toEqual([
      ['group.hook', 1],
      ['group.projects', 10],
      ['metadata', 1],
      ['oauth.token', 1],
    ]);
    expect(app.callsToJira()).toBe(calls);
  }, 120_000);

  it('never replaces a run that somebody else asked for at the same moment', async () => {
    await start(['one']);
    app.gitlab.hooks.hold();
    const tenantId = site.tenant.id;
    const { id: repositoryId } = await repositoryNamed(app, tenantId, 'one');
    const ask = (mode: 'soft' | 'full') => refreshRepository(app.ctx, { tenantId, repositoryId, mode });
    const runs = () =>
      app.ctx.db.rows<{ mode: string; state: string }>(
        'select mode, state from sync_run where tenant_id = $1 order by queued_at',
        [tenantId],
      );
    await Promise.all([ask('full'), ask('soft'), ask('soft'), ask('full'), ask('soft')]);
    await app.drain();
    const all = await runs();
    expect(all.map(({ state }) => state)).not.toContain('stopped');
    expect(all.filter(({ mode }) => mode === 'full').length).toBeGreaterThanOrEqual(2);

    // What has failed goes on, unless everything is read anew: one of them takes its turn, and none is left behind.
    await app.ctx.db.run(`update sync_run set state = 'failed' where tenant_id = $1`, [tenantId]);
    const account = { tenantId, accountId };
    const startAll = () => startImport(app.ctx, { tenantId, repositoryId, mode: 'full' });
    await Promise.all([importAccount(app.ctx, account), startAll(), importAccount(app.ctx, account)]);
    await app.drain();
    expect((await runs()).filter(({ state }) => state === 'queued' || state === 'running')).toEqual([]);
  });

  it('lets an admin refresh one repository, softly or wholly, while something runs', async () => {
    await start(['one']);
    const { world } = app.gitlab;
    const project = world.project('acme/one');
    const repository = await repositoryNamed(app, site.tenant.id, 'one');
    world.loadHistory(project, makeHistory({ odd: false }));
    app.gitlab.hooks.hold();
    const refresh = async (verb: string) => {
      const page = await site.ask({ path: `/repositories/${repository.id}/${verb}`, fields: {} });
      expect(page.status).toBe(200);
      return page.text;
    };
    expect(await refresh('refresh')).toContain('Waiting for its turn');
    // Asked for while the first has not begun: the same; a full one follows it.
    await refresh('refresh');
    await refresh('full-refresh');
    await app.drain();
    await expectSame(app, repository, project);
    const runs = await app.ctx.db.rows<{ mode: string; state: string }>(
      'select mode, state from sync_run where tenant_id = $1 order by queued_at',
      [site.tenant.id],
    );
    expect(runs).toEqual(['full', 'soft', 'full'].map((mode) => ({ mode, state: 'finished' })));
    const page = await site.ask({ path: `/accounts/${accountId}/repositories` });
    expect(page.text).toContain('Last refreshed');
    await app.ctx.db.run('update repository set enabled = false where tenant_id = $1', [site.tenant.id]);
    const { id: repositoryId } = repository;
    const off = { tenantId: site.tenant.id, repositoryId, mode: 'soft' } as const;
    await expect(refreshRepository(app.ctx, off)).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('a test without refreshes', () => {
  it.each(['00000000', '80000000', 'ffffffff'])(
    'sees no turn of an account whose id begins with %s',
    (id) => {
      const now = Date.now();
      const interval = Number(noRefresh.REFRESH_MINUTES) * minute;
      expect(nextTurn(id, { now, interval })).toBeGreaterThan(now + 100 * 365 * 24 * hour);
    },
  );
});
