import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { rejections } from '../../src/dev-info/rejection.store.ts';
import type { Account } from '../../src/account/account.store.ts';
import { oddBranchNames } from '../sandbox/history/odd.ts';
import { makeHistory } from '../sandbox/history/make.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { countInJira, shownInJira } from '../support/in-jira.ts';
import { installTenant, type InstalledTenant } from '../support/install-tenant.ts';
import { linkAccount } from '../support/link-account.ts';
import { itWhere } from '../support/site/it-where.ts';
import { unescapeHtml, wordsOf } from '../support/visitor.ts';
import { repositoryNamed, stateOf } from './support.ts';

// What real repositories hold and readers stumble over, from the link form to the issue in Jira.
describe('odd repositories', () => {
  let app: TestApp;
  let site: InstalledTenant;
  let account: Account;

  beforeAll(async () => {
    app = await startTestApp();
    site = await installTenant(app);
    app.jira.createProject({ key: 'ABC' });
    for (let number = 1; number <= 600; number += 1) app.jira.createIssue({ key: `ABC-${number}` });
    const { world } = app.gitlab;
    const acme = world.addGroup({ path: 'acme' });
    world.addMember(acme, world.addUser({ username: 'ada' }), 50);
    world.loadHistory(world.addProject({ path: 'odd', namespace: acme }), makeHistory());
    world.addProject({ path: 'empty', namespace: acme, defaultBranch: null });
    const headless = world.addProject({ path: 'headless', namespace: acme });
    world.loadHistory(headless, makeHistory({ name: 'headless', seed: 2, odd: false }));
    headless.defaultBranch = null;
    account = await linkAccount(app, site, { namespace: 'acme', username: 'ada' });
    await app.drain();
    app.advance(6_000);
    await app.drain();
  });
  afterAll(() => app.close());

  const commits = (issueKey: string) =>
    app.jira.devInfoOf(issueKey).flatMap(({ kind, payload }) => (kind === 'commits' ? [payload] : []));
  const messages = (issueKey: string) => commits(issueKey).map(({ message }) => message);

  it('are all imported, and Jira rejects nothing', async () => {
    for (const name of ['odd', 'empty', 'headless']) {
      const repository = await repositoryNamed(app, site.tenant.id, name);
      expect(await stateOf(app, repository)).toMatchObject({
        state: 'finished',
        lastError: undefined,
        skipped: [],
      });
      const { tenantId, id: repositoryId } = repository;
      expect(await rejections(app.ctx.db, { tenantId, repositoryId, limit: 10 })).toEqual([]);
    }
  });

  it('without commits or without a default branch say so on the page, and the latter has its commits in Jira', async () => {
    const page = await site.ask({ path: `/accounts/${account.id}/repositories` });
    const rows = unescapeHtml(page.text).split('<tr ').slice(1);
    const row = (name: string) =>
      wordsOf({ text: `<tr ${rows.find((text) => text.includes(`acme/${name}`)) ?? ''}` });
    expect(row('empty')).toContain('0 commits');
    expect(row('headless')).toMatch(/[1-9]\d* commits/);
    const headless = await repositoryNamed(app, site.tenant.id, 'headless');
    expect(await countInJira({ app, site }, 'commits', headless)).toBeGreaterThan(10);
  });

  itWhere('development')('with dates of 1970 and 2038 keep them', () => {
    const times = (key: string) => commits(key).map(({ authorTimestamp }) => authorTimestamp);
    expect(times('ABC-1')).toContain('1970-01-01T00:00:01.000Z');
    expect(times('ABC-2')).toContain('2038-01-19T03:14:08.000Z');
  });

  itWhere('development')('with emoji and control characters lose only what Jira cannot store', () => {
    expect(messages('ABC-3')).toContainEqual(expect.stringMatching(/^ABC-3 Party {2}with .* and a $/u));
    expect(messages('ABC-8')).toContain('ABC-8 control  characters  and "quotes" <b>markup</b> & %41');
  });

  itWhere('development')('with a message of 10,000 characters are cut to what Jira takes', () => {
    const long = messages('ABC-4')
      .map(String)
      .find((text) => text.includes('A very long message.'));
    expect(long).toHaveLength(1024);
  });

  itWhere('development')(
    'with 600 keys in one commit are on the first 500 issues, and the ledger keeps all',
    async () => {
      const isIt = (key: string) => messages(key).some((text) => String(text).startsWith('Six hundred keys'));
      expect([isIt('ABC-1'), isIt('ABC-500'), isIt('ABC-501')]).toEqual([true, true, false]);
      const [row] = await app.ctx.db.rows<{ keys: number; cuts: number }>(
        `select cardinality(issue_keys) as keys, sent_cuts as cuts from entity
       where tenant_id = $1 and kind = 'commit' and facts->>'message' like 'Six hundred%'`,
        [site.tenant.id],
      );
      expect(row?.keys).toBe(600);
      expect(row?.cuts).toBeGreaterThan(0);
    },
  );

  it('with odd branch names have every branch that names an issue, at an address that GitLab knows', async () => {
    const names = oddBranchNames('ABC').filter((name) => /ABC-\d/.test(name));
    const numbers = [9, 10, 11, 12, 13, 14, 15];
    const shown = await Promise.all(numbers.map((number) => shownInJira({ app, site }, `ABC-${number}`)));
    const branches = shown.flat().filter(({ kind }) => kind === 'branches');
    const told = branches.map(({ title }) => title);
    expect(told.filter((name) => names.map(storable).includes(name)).sort()).toEqual(
      names.map(storable).sort(),
    );
    for (const { url, title } of branches) {
      const path = decodeURIComponent(new URL(url).pathname);
      expect(path).toMatch(/^\/acme\/(odd|headless)\/-\/tree\//);
      expect(storable(path).split('/-/tree/')[1]).toBe(title);
    }
  });
});

/** As Jira can store it: nothing outside the basic plane. */
const storable = (text: string) => text.replace(/[\u{10000}-\u{10ffff}]/gu, '');
