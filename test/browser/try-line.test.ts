import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { startTestApp, type TestApp } from '../support/app.ts';
import type { InstalledTenant } from '../support/install-tenant.ts';
import { linkAccount } from '../support/link-account.ts';
import { accessibilityProblems, launchBrowser, openPage } from './support/browser.ts';
import { appFrame, installWithPages, signIn } from './support/jira-person.ts';
import { makeGroup } from '../support/linked-group.ts';

jest.setTimeout(120_000);

// "Try a line", as an administrator uses it.
describe('a line that is tried in a browser', () => {
  let app: TestApp;
  let site: InstalledTenant;
  let browser: Browser;
  let page: Page;
  let frame: FrameLocator;
  let problems: string[];

  beforeAll(async () => {
    [app, browser] = await Promise.all([startTestApp(), launchBrowser()]);
    site = await installWithPages(app);
    const application = makeGroup(app, ['engine']);
    await linkAccount(app, site, { namespace: 'acme', username: 'dana', application });
    await app.drain();
    app.jira.createUser({
      displayName: 'Dana Developer',
      emailAddress: 'dana@example.com',
      emailVisible: true,
    });
  });

  afterAll(async () => {
    await browser.close();
    await app.close();
  });

  afterEach(() => page.context().close());

  const open = async (scheme: 'light' | 'dark') => {
    ({ page, problems } = await openPage(browser, { scheme }));
    await signIn(page, app.jira, { path: new URL(site.accountsUrl()).pathname });
    frame = appFrame(page);
    for (const name of ['Smart Commits', 'Try a line']) {
      await frame.getByRole('button', { name }).focus();
      await page.keyboard.press('Enter');
      await frame.getByRole('heading', { name, level: 1 }).waitFor();
    }
  };
  const isClean = async () => {
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(problems).toEqual([]);
  };

  it.each(['light', 'dark'] as const)('passes axe in %s, and is used by the keyboard', async (scheme) => {
    await open(scheme);
    await isClean();
    await frame.getByLabel('Commit message').focus();
    await page.keyboard.type(
      'ABC-1 Fix the crash #comment Fixed #time 1h 30m Tests #time soon #close #deploy',
    );
    await page.keyboard.press('Tab');
    await page.keyboard.type('dana@example.com');
    await page.keyboard.press('Enter');
    await frame.getByText('It would run as Dana Developer').waitFor();
    await expect(frame.getByText('Would run', { exact: true }).count()).resolves.toBe(3);
    await expect(frame.getByText('Would fail', { exact: true }).count()).resolves.toBe(2);
    // The form stays as it was, for the next try.
    await expect(frame.getByLabel('Commit message').inputValue()).resolves.toContain('#deploy');
    await isClean();
    await frame.getByLabel('Commit message').fill('Fix the crash');
    await page.keyboard.press('Tab');
    await frame.getByRole('button', { name: 'Try', exact: true }).focus();
    await page.keyboard.press('Enter');
    await frame.getByText('No command: no issue key that could carry one.').waitFor();
    await isClean();
    expect(app.jira.issue('ABC-1').comments).toEqual([]);
  });
});
