import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../support/app.ts';
import { installTenant, type InstalledTenant } from '../support/install-tenant.ts';
import { linkAccount } from '../support/link-account.ts';
import { unescapeHtml, wordsOf } from '../support/visitor.ts';
import { seedCommand, type SeededCommand } from './support/seed-commands.ts';

const dayMs = 86_400_000;
const dayName = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

describe('the page of Smart Commits', () => {
  let app: TestApp;
  let site: InstalledTenant;
  let other: InstalledTenant;
  let repositories: ReadonlyMap<string, string>;

  beforeAll(async () => {
    app = await startTestApp();
    site = await installTenant(app);
    other = await installTenant(app, await app.jira.addSite());
    const { world } = app.gitlab;
    const group = world.addGroup({ path: 'acme' });
    world.addMember(group, world.addUser({ username: 'jane' }), 50);
    for (const path of ['engine', 'docs']) world.addProject({ namespace: group, path });
    await linkAccount(app, site, { namespace: 'acme', username: 'jane' });
    await app.drain();
    const rows = await app.ctx.db.rows<{ id: string; path: string }>('select id, path from repository');
    repositories = new Map(rows.map(({ id, path }) => [path, id]));
  });
  afterAll(() => app.close());

  const seed = (given: SeededCommand, path = 'acme/engine', tenant = site) =>
    seedCommand(app, { tenantId: tenant.tenant.id, repositoryId: repositories.get(path) ?? '' }, given);
  const open = async (query = '') => {
    const path = query.startsWith('/') ? query : `/smart-commits${query}`;
    const { status, text } = await site.ask({ path });
    expect(status).toBe(200);
    return text;
  };
  /** The arguments of the commands that are listed, from the top. */
  const listed = (text: string) =>
    [...text.matchAll(/<td><code>#(?:\S+) ([^<]*)<\/code>/g)].map(([, argument]) => argument);
  const link = (text: string, id: string) => {
    const button = new RegExp(`<button[^>]*id="${id}"[^>]*>`).exec(text)?.[0] ?? '';
    return unescapeHtml(/hx-get="([^"]*)"/.exec(button)?.[1] ?? '');
  };
  const clear = async () => {
    for (const table of ['smart_command', 'smart_commit'])
      await app.ctx.db.run(`delete from ${table} where tenant_id = any($1::uuid[])`, [
        [site.tenant.id, other.tenant.id],
      ]);
  };

  beforeEach(clear);

  it('says how to begin where nothing is there', async () => {
    const text = await open();
    expect(text).toContain('No Smart Commits yet');
    expect(text).not.toContain('<svg');
  });

  it('says what was asked, by whom, what came of it and why', async () => {
    await seed({
      sha: 'c0ffee00'.repeat(5),
      line: 'ABC-7 #time 2h Review',
      issueKey: 'ABC-7',
      name: 'time',
      type: 'time',
      argument: '2h Review',
      authorName: 'Jane Doe',
      jiraName: 'Jane in Jira',
      url: `${site.site.url}/browse/ABC-7?focusedWorklogId=1`,
    });
    const failed = await seed({
      argument: 'Two',
      state: 'failed',
      reasonCode: 'no_user',
      reason: 'Nobody in Jira has the address bob@example.com. Link it under Identities.',
    });
    const text = await open();
    expect(listed(text)).toEqual(['Two', '2h Review']);
    const [first = '', second = ''] = text.split('<tr id="command-').slice(1);
    expect(wordsOf({ text: second })).toMatch(
      /ABC-7 #time 2h Review c0ffee00 .* acme\/engine Jane Doe, jane@example\.com ABC-7 .* Done Show in Jira.* Jane in Jira /,
    );
    expect(second).toContain(`href="${site.tenant.displayUrl}/browse/ABC-7"`);
    expect(unescapeHtml(second)).toContain('focusedWorklogId=1"');
    expect(second).not.toContain('Run again');
    expect(wordsOf({ text: first })).toMatch(
      /Failed Nobody in Jira has the address bob@example\.com\. .* Run again/,
    );
    expect(first).toContain(`hx-post="/smart-commits/${failed}/run-again"`);
  });

  it('shows text from GitLab as text, and follows no other addresses than those of the web', async () => {
    await seed({
      line: 'ABC-1 #comment <script>line</script>',
      argument: '<b>bold</b>',
      authorName: '<i>Eve</i>',
      jiraName: '"><img src=x>',
      commitUrl: 'javascript:alert(1)',
      url: 'javascript:alert(2)',
      state: 'failed',
      reason: '<u>reason</u>',
    });
    const text = await open('?repository=%22%3E%3Cb%3E&author=%3Cb%3E');
    expect(text).toContain('No Smart Commit matches');
    const all = text + (await open());
    expect(all).not.toMatch(/<script>line|<b>|<i>Eve|<img src=x|<u>reason|javascript:/);
    expect(all).toContain('&lt;b&gt;bold&lt;/b&gt;');
  });

  it('shows nothing of one site to another, nor anything to who is no administrator', async () => {
    const id = await seed({ argument: 'theirs', state: 'failed' }, 'acme/engine', other);
    expect(await open()).not.toContain('theirs');
    const again = await site.ask({ path: `/smart-commits/${id}/run-again`, fields: {} });
    expect([again.status, again.text.includes('theirs')]).toEqual([404, false]);
    const member = await site.ask({ path: '/smart-commits', accountId: site.memberId });
    expect(member.status).toBe(403);
  });

  it('is filtered by repository, author, issue, project and state, also by several at once', async () => {
    await seed({ argument: 'one', issueKey: 'ABC-1', authorName: 'Ann' });
    await seed({ argument: 'two', issueKey: 'ABC-12', state: 'failed', authorEmail: 'bob@example.org' });
    await seed({ argument: 'three', issueKey: 'AB-1', state: 'waiting' }, 'acme/docs');
    await seed({ argument: 'four', issueKey: 'AB-2', state: 'running' }, 'acme/docs');
    await seed({ argument: 'five', issueKey: 'AB-3', state: 'unknown', authorName: 'Ann' }, 'acme/docs');
    const found = async (query: string) => listed(await open(query));
    expect(await found('')).toEqual(['five', 'four', 'three', 'two', 'one']);
    expect(await found('?repository=DOCS')).toEqual(['five', 'four', 'three']);
    expect(await found('?repository=acme')).toHaveLength(5);
    expect(await found('?repository=nothing')).toEqual([]);
    expect(await found('?author=ann')).toEqual(['five', 'one']);
    expect(await found('?author=bob%40example.ORG')).toEqual(['two']);
    expect(await found('?issue=abc-1')).toEqual(['one']);
    expect(await found('?issue=AB')).toEqual(['five', 'four', 'three']);
    expect(await found('?state=waiting')).toEqual(['four', 'three']);
    expect(await found('?state=failed')).toEqual(['two']);
    expect(await found('?state=unknown&repository=docs&author=ann&issue=AB')).toEqual(['five']);
    expect(await found('?state=made-up&older=nonsense')).toHaveLength(5);
    const text = await open('?state=failed&author=Ann');
    expect(text).toContain('No Smart Commit matches');
    expect(text).toMatch(/name="author" value="Ann"/);
    expect(text).toMatch(/value="failed" selected/);
  });

  it('goes through pages to the oldest and back, each command once, while new ones come', async () => {
    const argument = (n: number) => `number ${String(n).padStart(2, '0')}`;
    const names = Array.from({ length: 60 }, (_, n) => argument(n));
    for (let n = 0; n < 60; n += 3) {
      const sha = n.toString(16).padStart(40, 'a');
      // Three commands of one commit, two of them one command on two issues.
      await seed({ sha, position: 0, issueKey: 'ABC-1', argument: argument(n + 2) });
      await seed({ sha, position: 0, issueKey: 'ABC-2', argument: argument(n + 1) });
      await seed({ sha, position: 1, issueKey: 'ABC-1', argument: argument(n) });
    }
    const first = await open();
    expect(link(first, 'newer-commands')).toBe('');
    await seed({ argument: 'just now' });
    const second = await open(link(first, 'older-commands'));
    const third = await open(link(second, 'older-commands'));
    expect([first, second, third].flatMap(listed)).toEqual(names.toReversed());
    expect(link(third, 'older-commands')).toBe('');
    const back = await open(link(third, 'newer-commands'));
    expect(listed(back)).toEqual(listed(second));
    const again = await open(link(back, 'newer-commands'));
    expect(listed(again)).toEqual(listed(first));
    const newest = await open(link(again, 'newer-commands'));
    expect(listed(newest)).toEqual(['just now', ...listed(first).slice(0, 24)]);
    expect(link(newest, 'newer-commands')).toBe('');
  });

  it('keeps the choice on the way through pages, and asks again by itself only while something moves', async () => {
    for (let n = 0; n < 26; n += 1)
      await seed({ argument: `a & ${n}`, state: 'failed', authorName: 'A & B' });
    const text = await open('?author=A+%26+B&state=failed&issue=abc');
    expect(text).not.toContain('data-poll');
    const older = link(text, 'older-commands');
    expect(older).toContain('?author=A+%26+B&issue=ABC&state=failed&older=');
    expect(listed(await open(older))).toEqual(['a &amp; 0']);
    await seed({ argument: 'on its way', state: 'waiting' });
    expect(await open()).toMatch(/data-poll hx-get="\/smart-commits"/);
  });

  it('runs a command again that was not done, and stays where the person is', async () => {
    const failed = await seed({
      argument: 'again',
      state: 'failed',
      reasonCode: 'no_user',
      reason: 'Nobody.',
    });
    await seed({ argument: 'done' });
    await seed({ argument: 'hopeless', state: 'failed', reasonCode: 'empty_comment', reason: 'Empty.' });
    const buttons = [...(await open('?state=failed')).matchAll(/hx-post="([^"]*)"/g)];
    expect(buttons.map(([, url = '']) => unescapeHtml(url))).toEqual([
      `/smart-commits/${failed}/run-again?state=failed`,
    ]);
    const again = () => site.ask({ path: `/smart-commits/${failed}/run-again?issue=ABC`, fields: {} });
    const asked = await again();
    expect([asked.status, listed(asked.text)]).toEqual([200, ['hopeless', 'done', 'again']]);
    expect(asked.text).toContain('Waiting');
    expect(asked.text).not.toContain('Nobody.');
    expect((await again()).status).toBe(409);
    const none = await site.ask({ path: '/smart-commits/nonsense/run-again', fields: {} });
    expect(none.status).toBe(404);
    await app.ctx.db.run('delete from graphile_worker._private_jobs');
  });

  it('draws the last 30 days as a chart, and says the same as a table', async () => {
    const now = app.clock.now();
    for (const state of ['done', 'done', 'failed', 'skipped', 'unknown'] as const)
      await seed({ state, seenAt: now - 2 * dayMs });
    await seed({ state: 'waiting', seenAt: now });
    await seed({ state: 'done', seenAt: now - 29 * dayMs, authorName: 'Ann' });
    await seed({ state: 'done', seenAt: now - 31 * dayMs });
    const [first, third, today] = [29, 2, 0].map((days) => dayName.format(now - days * dayMs));
    const text = await open();
    const chart = /<figure class="chart">[^]*<\/figure>/.exec(text)?.[0] ?? '';
    expect(chart).toContain(`<title>${third}: Done 2, Failed or unknown 2, Skipped 1</title>`);
    expect(chart).toContain(`<title>${today}: Waiting 1</title>`);
    expect(chart.match(/<title>/g)).toHaveLength(30);
    expect(wordsOf({ text: chart })).toContain(
      `Day Done Failed or unknown Skipped Waiting ${first} 1 0 0 0 ${third} 2 2 1 0 ${today} 0 0 0 1 Days`,
    );
    expect(text).not.toMatch(/ style=|<style|<script/);
    const ofAnn = await open('?author=Ann&state=failed');
    expect(ofAnn).toContain(`<title>${first}: Done 1</title>`);
    expect(ofAnn).toContain(`<title>${third}: none</title>`);
  });
});
