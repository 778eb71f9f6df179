import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { seedCommand } from '../smart-commit/support/seed-commands.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { linkAccount } from '../support/link-account.ts';
import { accessibilityProblems, launchBrowser, openPage } from './support/browser.ts';
import { appFrame, installWithPages, signIn } from './support/jira-person.ts';
import { makeGroup } from './support/linked-group.ts';

jest.setTimeout(120_000);

// The GitLab panel on an issue, and a person's own page.
describe('what people see of Smart Commits in a browser', () => {
  let app: TestApp;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    [app, browser] = await Promise.all([startTestApp(), launchBrowser()]);
    const site = await installWithPages(app);
    const application = makeGroup(app, ['engine']);
    await linkAccount(app, site, { namespace: 'acme', username: 'dana', application });
    await app.drain();
    const [row] = await app.ctx.db.rows<{ id: string }>('select id from repository');
    const key = { tenantId: site.tenant.id, repositoryId: row?.id ?? '' };
    const reason = 'Nobody in Jira has the address of this author. Link your GitLab user.';
    const time = { name: 'time', type: 'time', argument: '1h 30m Review' } as const;
    await seedCommand(app, key, { state: 'done', jiraName: 'Dana Developer' });
    await seedCommand(app, key, { ...time, state: 'failed', reasonCode: 'no_user', reason });
    await seedCommand(app, key, { name: 'close', type: 'transition', state: 'unknown', reason });
    await seedCommand(app, key, { state: 'skipped', reasonCode: 'repeats_another', reason });
    await seedCommand(app, key, { state: 'waiting' });
    const jiraAccountId = site.adminId;
    await seedCommand(app, key, {
      ...time,
      state: 'failed',
      reasonCode: 'no_permission',
      reason,
      jiraAccountId,
    });
  });
  afterAll(async () => {
    await browser.close();
    await app.close();
  });
  afterEach(() => page.context().close());

  it.each([
    ['light', 1280],
    ['dark', 480],
  ] as const)('shows in %s, %i pixels wide, what commits asked of it', async (scheme, width) => {
    const watched = await openPage(browser, { scheme, width });
    ({ page } = watched);
    await signIn(page, app.jira, { path: '/browse/ABC-1' });
    const commands = appFrame(page).getByRole('region', { name: 'Smart Commits' }).getByRole('listitem');
    await commands.first().waitFor();
    await commands.nth(5).waitFor();
    expect((await commands.allInnerTexts()).map((text) => text.replace(/\s+/g, ' '))).toEqual([
      expect.stringContaining('Log 1h 30m Failed'),
      expect.stringContaining('Comment Waiting'),
      expect.stringContaining('Comment Skipped'),
      expect.stringContaining('Close Please look'),
      expect.stringContaining('Log 1h 30m Failed'),
      expect.stringContaining('Commented Done'),
    ]);
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(watched.problems).toEqual([]);
    await page.screenshot({ path: `/tmp/g-panel-${scheme}.png`, fullPage: true });
  });

  it.each(['light', 'dark'] as const)(
    'shows to a person in %s what their commits did not get',
    async (scheme) => {
      const watched = await openPage(browser, { scheme, width: 800 });
      ({ page } = watched);
      await signIn(page, app.jira, { path: '/browse/ABC-1' });
      await page.getByRole('link', { name: 'My GitLab identity' }).click();
      const own = appFrame(page).getByRole('region', { name: 'Smart Commits that were not done' });
      await own.getByText('#time 1h 30m Review').first().waitFor();
      expect(await accessibilityProblems(page)).toEqual([]);
      expect(watched.problems).toEqual([]);
      await page.screenshot({ path: `/tmp/g-mine-${scheme}.png`, fullPage: true });
    },
  );
});
