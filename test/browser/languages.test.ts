import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { recordEntities } from '../../src/dev-info/ledger.store.ts';
import { projectHistory } from '../panel/support/project-history.ts';
import { seedCommand } from '../smart-commit/support/seed-commands.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import type { InstalledTenant } from '../support/install-tenant.ts';
import { linkAccount } from '../support/link-account.ts';
import { accessibilityProblems, launchBrowser, openPage } from './support/browser.ts';
import { appFrame, installWithPages, signIn } from './support/jira-person.ts';
import { finishImport, makeGroup } from './support/linked-group.ts';
import { isSaidAlike, textsOf } from './support/texts-shown.ts';

jest.setTimeout(180_000);

const languages = ['de', 'ja'] as const;
const widths = [1280, 320] as const;
const places = ['accounts', 'account', 'issue', 'project', 'identity', 'smart commits'] as const;
type Place = (typeof places)[number];

// Words of another language are longer or break elsewhere; and whoever reads them finds no others between them.
describe('pages in German and Japanese', () => {
  let app: TestApp;
  let site: InstalledTenant;
  let browser: Browser;

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
  });
  afterAll(async () => {
    await browser.close();
    await app.close();
  });

  /** A page whose parts have all come. */
  async function open(page: Page, place: Place, language: string): Promise<FrameLocator> {
    for (const user of site.site.users.values()) user.locale = language;
    const frame = appFrame(page);
    const accounts = new URL(site.accountsUrl()).pathname;
    const paths = { issue: '/browse/ABC-1', identity: '/browse/ABC-1', project: '/browse/ABC' } as const;
    await signIn(page, app.jira, { path: place in paths ? paths[place as keyof typeof paths] : accounts });
    if (place === 'identity') await page.getByRole('link', { name: 'My GitLab identity' }).click();
    if (place === 'project') {
      const tabs = page.getByRole('navigation', { name: 'Project' });
      await tabs.getByRole('link', { name: 'GitLab' }).click();
    }
    if (place === 'account') await frame.getByRole('link', { name: 'Acme' }).click();
    if (place === 'smart commits') await frame.locator('#smart-commits').click();
    const waitedFor = { accounts: '.summary', account: '.repositories', identity: 'h1' } as const;
    await frame.locator(place in waitedFor ? waitedFor[place as keyof typeof waitedFor] : 'h1, h2').first().waitFor();
    await frame.locator('.loading').first().waitFor({ state: 'detached' });
    await page.waitForLoadState('networkidle');
    return frame;
  }

  describe.each(places)('%s', (place) => {
    let english: ReadonlySet<string>;

    beforeAll(async () => {
      const { page } = await openPage(browser);
      english = new Set(await textsOf(await open(page, place, 'en')));
      await page.context().close();
      expect(english.size).toBeGreaterThan(5);
    });

    it.each(languages)('fits, is accessible, and has no English left: %s', async (language) => {
      const { page, problems } = await openPage(browser, { width: widths[0] });
      const frame = await open(page, place, language);
      for (const width of widths) {
        await page.setViewportSize({ width, height: 900 });
        const root = frame.locator('html');
        expect(await root.getAttribute('lang')).toBe(language);
        expect([width, await root.evaluate((html) => html.scrollWidth - html.clientWidth)]).toEqual([width, 0]);
        expect(await accessibilityProblems(page)).toEqual([]);
      }
      const left = (await textsOf(frame)).filter((text) => english.has(text) && !isSaidAlike(text, language));
      expect(left).toEqual([]);
      expect(problems).toEqual([]);
      await page.context().close();
    });
  });
});
