import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { recordEntities } from '../../src/dev-info/ledger.store.ts';
import { projectHistory } from '../panel/support/project-history.ts';
import { seedCommand } from '../smart-commit/support/seed-commands.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import type { InstalledTenant } from '../support/install-tenant.ts';
import { linkAccount } from '../support/link-account.ts';
import { accessibilityProblems, launchBrowser, openPage } from './support/browser.ts';
import { addPanel, appFrame, installWithPages, signIn } from './support/jira-person.ts';
import { finishImport, makeGroup } from '../support/linked-group.ts';
import { isSaidAlike, textsOf } from './support/texts-shown.ts';

jest.setTimeout(180_000);

const languages = ['de', 'ja'] as const;
const places = ['accounts', 'account', 'issue', 'project', 'identity', 'smart commits'] as const;
type Place = (typeof places)[number];

/** In Jira; of the others, the app's own page for administrators. */
const pathTo: Partial<Record<Place, string>> = {
  issue: '/browse/ABC-1',
  identity: '/browse/ABC-1',
  project: '/browse/ABC',
};
/** What comes last, after the frame of a page. */
const shows: Readonly<Record<Place, string>> = {
  accounts: '.summary',
  account: 'table.repositories',
  issue: '#smart-commits',
  project: 'table.waiting',
  identity: '.section h2',
  'smart commits': 'table.commands',
};

// Words of another language are longer or break elsewhere; and whoever reads them finds no others between them.
describe('pages in German and Japanese', () => {
  let app: TestApp;
  let site: InstalledTenant;
  let browser: Browser;
  let page: Page;
  let problems: string[];

  beforeAll(async () => {
    [app, browser] = await Promise.all([startTestApp(), launchBrowser()]);
    site = await installWithPages(app);
    const application = makeGroup(app, ['engine', 'docs']);
    await linkAccount(app, site, { namespace: 'acme', username: 'dana', application });
    await finishImport(app);
    const [row] = await app.ctx.db.rows<{ id: string }>('select id from repository order by path desc');
    const key = { tenantId: site.tenant.id, repositoryId: row?.id ?? '' };
    const now = app.clock.now();
    await recordEntities(app.ctx.db, { ...key, now, lane: 'live', entities: projectHistory(now) });
    const jiraAccountId = site.adminId;
    await seedCommand(app, key, { state: 'done', jiraName: 'Dana Developer' });
    await seedCommand(app, key, { state: 'waiting' });
    await seedCommand(app, key, { state: 'failed', reasonCode: 'no_user', jiraAccountId });
    ({ page, problems } = await openPage(browser));
    await signIn(page, app.jira);
  });
  afterAll(async () => {
    await browser.close();
    await app.close();
  });

  /** A page whose parts have all come. */
  async function open(place: Place, language: string): Promise<FrameLocator> {
    site.site.admin.locale = language;
    await page.goto(`${app.jira.url}${pathTo[place] ?? new URL(site.accountsUrl()).pathname}`);
    const frame = appFrame(page);
    if (place === 'issue') await addPanel(page);
    if (place === 'identity') await page.getByRole('link', { name: /GitLab/ }).click();
    if (place === 'project') {
      const tabs = page.getByRole('navigation', { name: 'Project' });
      await tabs.getByRole('link', { name: 'GitLab' }).click();
    }
    if (place === 'account') await frame.getByRole('link', { name: 'Acme' }).click();
    if (place === 'smart commits') await frame.locator('#smart-commits').click();
    await frame.locator(shows[place]).first().waitFor();
    await frame.locator('.loading').first().waitFor({ state: 'detached' });
    return frame;
  }

  describe.each(places)('%s', (place) => {
    let english: ReadonlySet<string>;

    beforeAll(async () => {
      english = new Set(await textsOf(await open(place, 'en')));
      expect(english.size).toBeGreaterThan(5);
    });

    it.each(languages)('fits, is accessible, and has no English left: %s', async (language) => {
      const frame = await open(place, language);
      const root = frame.locator('html');
      expect((await root.getAttribute('lang'))?.slice(0, 2)).toBe(language);
      for (const width of [1280, 320]) {
        await page.setViewportSize({ width, height: 900 });
        expect([width, await root.evaluate((html) => html.scrollWidth - html.clientWidth)]).toEqual([
          width,
          0,
        ]);
      }
      expect(await accessibilityProblems(page)).toEqual([]);
      const left = (await textsOf(frame)).filter((text) => english.has(text) && !isSaidAlike(text, language));
      expect(left).toEqual([]);
      expect(problems).toEqual([]);
      await page.setViewportSize({ width: 1280, height: 900 });
    });
  });
});
