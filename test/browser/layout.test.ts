import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { installTenant, type InstalledTenant } from '../support/install-tenant.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { linkAccount } from '../support/link-account.ts';
import { accessibilityProblems, launchBrowser, openPage } from './support/browser.ts';
import { appFrame, modulePath, signIn } from './support/jira-person.ts';

describe('every page of ours', () => {
  let app: TestApp;
  let browser: Browser;
  let site: InstalledTenant;

  beforeAll(async () => {
    [app, browser] = await Promise.all([startTestApp(), launchBrowser()]);
    site = await installTenant(app);
  });

  afterAll(async () => {
    await browser.close();
    await app.close();
  });

  it.each(['light', 'dark'] as const)(
    'is accessible and breaks no rule of its own CSP (%s)',
    async (scheme) => {
      const { page, problems } = await openPage(browser, { scheme });
      await signIn(page, app.jira, { path: modulePath('get-started') });
      await appFrame(page).getByRole('heading', { level: 1 }).waitFor();

      expect(await accessibilityProblems(page)).toEqual([]);
      expect(problems).toEqual([]);
    },
  );

  it('is as high as its content, so that Jira shows no second scroll bar', async () => {
    const { page } = await openPage(browser);
    await signIn(page, app.jira, { path: modulePath('get-started') });
    await appFrame(page).getByRole('heading', { level: 1 }).waitFor();

    await expect(page.locator('iframe.app-frame[style*="height"]').getAttribute('style')).resolves.toMatch(
      /height: \d+px/,
    );
  });

  it('tells who may not see it what to do, in the same look', async () => {
    const { page } = await openPage(browser);
    const member = app.jira.pageUrl('get-started', { accountId: app.jira.member.accountId });
    await page.goto(member);

    const message = page.getByText('Only Jira administrators can use this page');
    await message.waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  it('shows a letter where GitLab does not show the picture', async () => {
    app.gitlab.world.addUser({ username: 'jane', name: 'Jane Doe' });
    await linkAccount(app, site, { namespace: 'jane', username: 'jane' });
    const { page } = await openPage(browser);
    const asked = page.waitForRequest(/avatar/);
    await signIn(page, app.jira, { path: modulePath('accounts') });
    const avatar = appFrame(page).locator('.avatar');
    await asked;
    await avatar.getByText('J').waitFor();
    await avatar.locator('img').waitFor({ state: 'detached' });
  });
});
