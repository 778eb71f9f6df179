import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Repository } from '../../src/repository/repository.store.ts';
import { durationWords } from '../../src/sync/pages/duration.ts';
import { makeHistory } from '../sandbox/history/make.ts';
import { noRefresh, startTestApp, type TestApp } from '../support/app.ts';
import { installTenant, type InstalledTenant } from '../support/install-tenant.ts';
import { linkAccount } from '../support/link-account.ts';
import { said } from '../support/said.ts';
import { itWhere } from '../support/site/it-where.ts';
import { wordsOf } from '../support/visitor.ts';
import { repositoryNamed } from './support.ts';

const day = 86_400_000;
const hostile = '<img src=x onerror=alert(1)> "quoted" \u202egnp \u{1f9ea}';

describe('the page of a repository', () => {
  let app: TestApp;
  let site: InstalledTenant;
  let engine: Repository;
  const open = (query = '', id = engine.id) => site.ask({ path: `/repositories/${id}${query}` });
  const words = async (query = '') => wordsOf(await open(query));
  const settle = async () => {
    await app.drain();
    app.advance(6000);
    await app.drain();
  };

  beforeAll(async () => {
    // No refresh comes by itself: it would try again what has failed.
    app = await startTestApp({ env: noRefresh, jira: { allIssuesOf: ['ABC'] } });
    site = await installTenant(app);
    const { world } = app.gitlab;
    const group = world.addGroup({ path: 'acme', name: 'Acme' });
    world.addMember(group, world.addUser({ username: 'ada' }), 50);
    const project = world.addProject({ path: 'engine', namespace: group });
    const startMs = app.clock.now() - 100 * day;
    world.loadHistory(project, makeHistory({ seed: 1, key: 'ABC', keys: 20, startMs, stepSeconds: 60_000 }));
    world.addProject({ path: 'odd', name: hostile, namespace: group });
    const account = await linkAccount(app, site, { namespace: 'acme', username: 'ada' });
    await settle();
    engine = await repositoryNamed(app, account.tenantId, 'engine');
  });
  afterAll(() => app.close());

  it('is reached from its name in the table', async () => {
    const { text } = await site.ask({ path: `/accounts/${engine.accountId}/repositories` });
    expect(text).toContain(`href="/repositories/${engine.id}" hx-get="/repositories/${engine.id}"`);
    expect(text).toContain(`${app.gitlab.url}/acme/engine`);
  });

  it('says what its import read, and how much it asked of GitLab', async () => {
    const page = await words();
    expect(page).toMatch(/Full Finished .*\d+ branches \d+ commits 12 merge requests/);
    const [row] = await app.ctx.db.rows<{ requests: number }>(
      'select sum(requests)::int as requests from sync_cursor where tenant_id = $1 and repository_id = $2',
      [engine.tenantId, engine.id],
    );
    expect(row?.requests).toBeGreaterThan(3);
    expect(page).toContain('Its own Webhooks of the project in GitLab');
    expect((await open()).text).toContain(`${app.gitlab.url}/acme/engine/-/hooks`);
  });

  it('draws what was done by week, in figures too, each thing once', async () => {
    const { text } = await open();
    const [chart] = /<figure.*?<\/figure>/s.exec(text) ?? [''];
    const cells = [...chart.matchAll(/<tr><th scope="row">[^<]*<\/th><td>(\d+)<\/td><td>(\d+)<\/td>/g)];
    const sums = [1, 2].map((at) => cells.reduce((sum, cell) => sum + Number(cell[at]), 0));
    const rows = await app.ctx.db.rows<{ kind: string; count: number }>(
      `select kind, count(*)::int as count from entity where tenant_id = $1 and repository_id = $2 and not removed
         and (coalesce(facts->>'committedAt', facts->>'createdAt'))::bigint between $3 and $4
       group by kind having kind in ('commit', 'pull_request') order by kind`,
      [engine.tenantId, engine.id, app.clock.now() - 180 * day, app.clock.now()],
    );
    expect(sums).toEqual(rows.map(({ count }) => count));
    expect(sums[0]).toBeGreaterThan(10);
    expect(text).not.toContain('id="delivery-title"');
  });

  it('switches and refreshes where it stands', async () => {
    const act = (verb: string, fields = {}) =>
      site.ask({ path: `/repositories/${engine.id}/${verb}?view=repository`, fields });
    const off = await act('enabled');
    expect(wordsOf(off)).toContain('engine Off');
    expect(off.text).not.toContain('id="soft-refresh"');
    expect(wordsOf(await act('enabled', { on: 'true' }))).toContain('Waiting for its turn');
    await settle();
    const soft = await act('refresh');
    expect(wordsOf(soft)).toContain('Soft In line');
    expect(soft.text).toMatch(/data-poll hx-get="\/repositories\/[\w-]+" hx-trigger="every 2s"/);
    await settle();
    expect((await open()).text).not.toContain('data-poll');
    const smart = await act('smart-commits');
    expect(/<input[^>]*id="smart-commits"[^>]*>/.exec(smart.text)?.[0]).not.toContain('checked');
  });

  it('says in plain words why a run failed, how far it came, and offers to go on', async () => {
    app.gitlab.faults.add({ match: 'project.commits', status: 503 });
    await site.ask({ path: `/repositories/${engine.id}/full-refresh`, fields: {} });
    await app.drain();
    expect(await words()).toMatch(/What is read .*Commits Being read/);
    for (let hours = 0; hours < 7; hours += 1) {
      app.advance(3_600_000);
      await app.drain();
    }
    app.gitlab.faults.clear();
    const page = await words();
    expect(page).toMatch(/engine Failed/);
    expect(page).toMatch(/Full Failed .*Commits: /);
    expect((await open()).text).toContain('id="retry"');
    await site.ask({ path: `/repositories/${engine.id}/import?view=repository`, fields: {} });
    await settle();
    expect(await words()).toMatch(/engine Imported .*Full Finished 6 h/);
  });

  it('keeps older runs on pages of their own', async () => {
    for (let n = 0; n < 8; n += 1) {
      await site.ask({ path: `/repositories/${engine.id}/refresh`, fields: {} });
      app.advance(60_000);
      await app.drain();
    }
    const first = await open();
    expect(first.text.match(/<tr>\s*<th scope="row"><time/g)).toHaveLength(10);
    expect(first.text).toContain(`hx-get="/repositories/${engine.id}?runs&#x3D;2"`);
    expect(await words('?runs=2')).toMatch(/Full Finished/);
    expect(await words('?runs=nonsense')).toBe(wordsOf(first));
  });

  itWhere('development')('shows what Jira rejected, and loads the reasons', async () => {
    app.jira.faults.rejectEntity(({ kind }) => kind === 'commits', 'Not wanted here', 1);
    const { world } = app.gitlab;
    world.push(world.project('acme/engine'), 'main', [{ message: 'ABC-3 A change' }]);
    await settle();
    expect(await words()).toContain('1 rejected by Jira');
    expect((await open()).text).toContain(`hx-get="/repositories/${engine.id}/rejections"`);
  });

  itWhere('development')('says how many entries were shortened for Jira', async () => {
    const shortened = async () => Number(/(\d+) entr\w+ \w+ shortened in Jira/.exec(await words())?.[1] ?? 0);
    const before = await shortened();
    const { world } = app.gitlab;
    world.push(world.project('acme/engine'), 'main', [{ message: `ABC-4 ${'long '.repeat(300)}` }]);
    await settle();
    await expect(shortened()).resolves.toBe(before + 1);
  });

  it('shows a name as it is, and says where nothing names an issue', async () => {
    const odd = await repositoryNamed(app, engine.tenantId, hostile);
    const page = await open('', odd.id);
    expect(page.text).not.toContain('<img src=x');
    expect(wordsOf(page)).toContain('onerror=alert(1)');
    expect(page.text).toContain('<bdi>&lt;img');
    expect(wordsOf(page)).toContain('Nothing of the last 26 weeks names an issue.');
  });
});

describe('how long a run took', () => {
  it.each([
    [0, 'under 1 s'],
    [59_999, '59 s'],
    [60_000, '1 min'],
    [200_000, '3 min 20 s'],
    [5_400_000, '1 h 30 min'],
    [90_000_000, '25 h'],
  ])('%d ms is %s', (ms, words) => {
    expect(said(durationWords(ms))).toBe(words);
  });
});
