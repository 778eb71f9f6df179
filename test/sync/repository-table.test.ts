import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { noRefresh, startTestApp, type TestApp } from '../support/app.ts';
import { installTenant, type InstalledTenant } from '../support/install-tenant.ts';
import { linkAccount } from '../support/link-account.ts';
import { finishImport } from '../support/linked-group.ts';
import { wordsOf, type Page } from '../support/visitor.ts';

const hour = 3_600_000;
/** More than one page, and more than one job carries out at once. */
const names = [
  'zebra',
  'web',
  ...Array.from({ length: 80 }, (_, n) => `part-${String(n + 1).padStart(2, '0')}`),
];
const hostile = '<img src=x onerror=alert(1)> "quoted" \u202egnp \u{1f9ea}';

describe('the table of repositories', () => {
  let app: TestApp;
  let site: InstalledTenant;
  let url: string;
  const open = (query = '') => site.ask({ path: `${url}${query}` });
  const act = (fields: Record<string, string | string[]>, query = '') =>
    site.ask({
      path: `${url}/switch${query}`,
      fields: Object.entries(fields).flatMap(([name, values]) =>
        [values].flat().map((value): [string, string] => [name, value]),
      ),
    });
  const shown = (page: Page) =>
    [...page.text.matchAll(/name="repository" value="[^"]*"[^>]*aria-label="Select ([^"]*)"/g)].map(
      ([, path]) => path,
    );
  const idsOf = (page: Page) =>
    [...page.text.matchAll(/name="repository" value="([^"]*)"/g)].map(([, id]) => id ?? '');
  const states = () =>
    app.ctx.db.rows<{ name: string; enabled: boolean; smart: boolean; state: string | null }>(
      `select p.name, p.enabled, p.smart_commits as smart, r.state from repository p left join lateral (
         select state from sync_run r where r.tenant_id = p.tenant_id and r.repository_id = p.id
         order by queued_at desc limit 1) r on true where p.tenant_id = $1 order by p.name`,
      [site.tenant.id],
    );

  beforeAll(async () => {
    // No refresh comes by itself: it would try again what has failed.
    app = await startTestApp({ env: { CHANGED_FILES: 'off', ...noRefresh } });
    site = await installTenant(app);
    const { world } = app.gitlab;
    const group = world.addGroup({ path: 'acme', name: 'Acme' });
    world.addMember(group, world.addUser({ username: 'ada' }), 50);
    for (const path of names) world.addProject({ path, namespace: group });
    world.addProject({ path: 'odd', name: hostile, namespace: group });
    app.advance(2 * hour);
    world.push(world.project('acme/web'), 'main', [{ message: 'ABC-1 A change' }]);
    const account = await linkAccount(app, site, { namespace: 'acme', username: 'ada', autoLink: false });
    url = `/accounts/${account.id}/repositories`;
    await app.drain();
  });
  afterAll(() => app.close());

  it('is paged, searched and sorted on the server', async () => {
    const first = await open();
    expect(shown(first)).toHaveLength(25);
    expect(shown(first)[0]).toBe('acme/odd');
    expect(wordsOf(first)).toContain('1–25 of 83');
    expect(first.text).toContain('aria-sort="ascending"');
    expect(shown(await open('?sort=name-desc'))[0]).toBe('acme/zebra');
    expect(shown(await open('?sort=activity'))[0]).toBe('acme/web');
    expect(shown(await open('?search=part-1&sort=name-desc'))).toEqual(
      Array.from({ length: 10 }, (_, n) => `acme/part-${19 - n}`),
    );
    // One beyond the last is the last, and what is no choice counts as none.
    expect(shown(await open('?page=99'))).toHaveLength(8);
    expect(shown(await open('?sort=nonsense&show=none&page=x'))).toEqual(shown(first));
    expect(wordsOf(await open('?show=failed'))).toContain('No repository matches this filter.');
  });

  it('shows names as they are', async () => {
    const page = await open();
    expect(page.text).not.toContain('<img src=x');
    expect(wordsOf(page)).toContain('onerror=alert(1)');
  });

  it('enables those that are selected, in one request', async () => {
    const page = await open('?search=part-0');
    const chosen = idsOf(page).slice(0, 2);
    const after = await act({ action: 'enable', repository: chosen }, '?search=part-0');
    expect(after.headers.get('hx-trigger')).toContain('2 repositories were enabled');
    expect(wordsOf(after).match(/Waiting for its turn/g)).toHaveLength(2);
    expect(shown(await open('?show=syncing'))).toEqual(['acme/part-01', 'acme/part-02']);
    expect(shown(await open('?show=off'))).not.toContain('acme/part-01');
    await app.drain();
    expect(shown(await open('?show=syncing'))).toEqual([]);
    const enabled = (await states()).filter((one) => one.enabled);
    expect(enabled.map(({ name, state }) => `${name} ${String(state)}`).sort()).toEqual([
      'part-01 finished',
      'part-02 finished',
    ]);
  });

  it('switches all that match, beyond the page, and follows each switch', async () => {
    const on = await act({ action: 'enable', all: 'true' }, '?search=part');
    expect(on.headers.get('hx-trigger')).toContain('78 repositories were enabled');
    const smart = await act({ action: 'smart-off', all: 'true' }, '?search=part');
    expect(smart.headers.get('hx-trigger')).toContain('Smart Commits were switched off for 80 repositories');
    await app.drain();
    const parts = (await states()).filter(({ name }) => name.startsWith('part'));
    expect(
      parts.filter(({ enabled, smart: hasSmart, state }) => enabled && !hasSmart && state === 'finished'),
    ).toHaveLength(80);
    expect(wordsOf(await open())).toContain('80 of 80 repositories imported 3 switched off');

    const refreshed = await act({ action: 'refresh', all: 'true' });
    expect(refreshed.headers.get('hx-trigger')).toContain('80 repositories are being refreshed');
    const off = await act({ action: 'disable', all: 'true' });
    expect(off.headers.get('hx-trigger')).toContain('80 repositories were switched off');
    await app.drain();
    const after = await states();
    expect(after.filter(({ enabled }) => enabled)).toEqual([]);
    expect(after.filter(({ state }) => state === 'queued' || state === 'running')).toEqual([]);
  });

  it('finds what failed, and what no webhook tells of', async () => {
    app.gitlab.hooks.localHooks = false;
    await act({ action: 'enable', all: 'true' }, '?search=web');
    await finishImport(app);
    app.gitlab.faults.add({ match: 'project.branches', status: 503 });
    await act({ action: 'enable', all: 'true' }, '?search=zebra');
    await act({ action: 'refresh', all: 'true' }, '?search=web');
    await app.drain();
    expect(wordsOf(await open())).toContain('2 being read, 0 entries so far 1 sent to Jira');
    const tried = await open('?show=failed');
    expect(shown(tried)).toEqual(['acme/web', 'acme/zebra']);
    expect(wordsOf(tried)).toMatch(/2 repositories being tried again.*Trying again.*Trying again/);
    for (let hours = 0; hours < 8; hours += 1) {
      app.advance(hour);
      await app.drain();
    }
    app.gitlab.faults.clear();
    const failed = await open('?show=failed');
    expect(shown(failed)).toEqual(['acme/web', 'acme/zebra']);
    expect(wordsOf(failed)).toContain('2 repositories failed');
    expect(shown(await open('?show=no-webhook'))).toEqual(['acme/web', 'acme/zebra']);
    const summary = await site.ask({ path: url.replace('repositories', 'summary') });
    expect(wordsOf(summary)).toContain('2 repositories failed');
  });

  it('leaves alone what is not one of the account’s, and says so when nothing is asked for', async () => {
    const before = await states();
    const flagOf = async (fields: Record<string, string | string[]>, query?: string) =>
      (await act(fields, query)).headers.get('hx-trigger');
    await flagOf({ action: 'enable', repository: crypto.randomUUID() });
    const nothing = await flagOf({ action: 'enable' });
    expect(nothing).toContain('No repository was selected');
    expect(nothing).toContain('"type":"info"');
    const again = await flagOf({ action: 'smart-on', all: 'true' }, '?search=zebra');
    expect(again).toContain('The selected repositories had Smart Commits already');
    expect(again).toContain('"type":"info"');
    expect((await act({ action: 'drop' })).status).toBe(400);
    expect(await states()).toEqual(before);
  });
});
