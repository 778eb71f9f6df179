import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { startTestApp, type TestApp } from '../support/app.ts';
import { jiraApp, type InstalledTenant } from '../support/install-tenant.ts';
import { linkAccount } from '../support/link-account.ts';
import { accessibilityProblems, launchBrowser, openPage } from './support/browser.ts';
import { appFrame, installWithPages, signIn } from './support/jira-person.ts';
import { makeGroup } from '../support/linked-group.ts';

jest.setTimeout(120_000);

const both = ['light', 'dark'] as const;

// Who a person is in GitLab: said by themselves from their own menu, seen and corrected by an administrator.
describe('GitLab identities in a browser', () => {
  let app: TestApp;
  let site: InstalledTenant;
  let browser: Browser;
  let page: Page;
  let frame: FrameLocator;
  let problems: string[];

  beforeAll(async () => {
    [app, browser] = await Promise.all([startTestApp(), launchBrowser()]);
    site = await installWithPages(app);
    await linkAccount(app, site, {
      namespace: 'acme',
      username: 'dana',
      application: makeGroup(app, ['engine']),
    });
    site.site.addUser({ displayName: 'Mona Member' });
  });

  afterAll(async () => {
    await browser.close();
    await app.close();
  });

  afterEach(() => page.context().close());

  const isClean = async () => {
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(problems).toEqual([]);
  };
  const asMember = async (scheme: 'light' | 'dark') => {
    ({ page, problems } = await openPage(browser, { scheme }));
    page.setDefaultTimeout(25_000);
    await signIn(page, app.jira, { name: 'Max Member' });
    await page.getByRole('link', { name: 'My GitLab identity' }).click();
    frame = appFrame(page);
    await frame.getByRole('heading', { name: 'My GitLab identity' }).waitFor();
    await frame.getByText('Loading your Smart Commits').waitFor({ state: 'detached' });
  };
  const asAdmin = async (scheme: 'light' | 'dark') => {
    ({ page, problems } = await openPage(browser, { scheme }));
    page.setDefaultTimeout(25_000);
    await signIn(page, app.jira, { path: new URL(site.accountsUrl()).pathname });
    frame = appFrame(page);
    await frame.getByRole('button', { name: 'Authors of commits' }).click();
    await frame.getByRole('heading', { name: 'Authors of commits' }).waitFor();
  };

  /** Continue, in the whole window; a Forge site opens a tab and asks there who is meant. */
  async function continueInGitlab(): Promise<Page> {
    const goOn = frame.getByRole('link', { name: 'Continue' });
    if (jiraApp() === 'connect') {
      await goOn.click();
      return page;
    }
    await goOn.click();
    const tab = page.context().waitForEvent('page');
    await page.getByRole('button', { name: 'Open link' }).click();
    const outside = await tab;
    await outside.getByText('link your GitLab user with the Jira user Max Member').waitFor();
    expect(await accessibilityProblems(outside)).toEqual([]);
    await outside.getByRole('link', { name: 'Continue' }).click();
    return outside;
  }

  it('lets a person link their GitLab user from their own menu, and unlink it', async () => {
    await asMember('light');
    await isClean();
    await frame.getByRole('button', { name: /^Link your user of/ }).click();
    await frame.getByRole('heading', { name: 'Continue in GitLab' }).waitFor();
    await isClean();
    const outside = await continueInGitlab();
    await outside.getByLabel('Username or primary email').fill('dana');
    await outside.getByLabel('Password').fill('password');
    await outside.getByRole('button', { name: 'Sign in', exact: true }).click();
    await outside.waitForURL(
      (url) => url.href.startsWith(site.identityUrl()) || url.pathname.includes('authorize'),
    );
    const allow = outside.getByRole('button', { name: 'Authorize' });
    if (await allow.isVisible()) await allow.click();
    await outside.waitForURL(`${site.identityUrl()}**`);
    await appFrame(outside).getByText('Linked with @dana').waitFor();
    // So does the page that was left, where that is another one.
    await frame.getByText('Linked with @dana').waitFor();

    await page.context().close();
    await asMember('dark');
    await frame.getByText('Linked with @dana').waitFor();
    await isClean();
    await frame.getByRole('button', { name: /^Unlink/ }).press('Enter');
    await frame.getByText('Not linked.').waitFor();
    await isClean();
  });

  it.each(both)(
    'lets an administrator name the Jira user of an author, by keyboard, in the %s',
    async (scheme) => {
      await asAdmin(scheme);
      await isClean();
      await frame.getByRole('button', { name: 'Add', exact: true }).press('Enter');
      await frame.getByText('Enter the address as the commits carry it.').waitFor();
      await isClean();

      await frame.getByLabel('Author’s e-mail address').fill(`${scheme}@old.example`);
      await frame.getByLabel('Search for the Jira user').pressSequentially('mon');
      await frame.getByRole('radio', { name: 'Mona Member' }).press('Space');
      await isClean();
      await frame.getByRole('button', { name: 'Add', exact: true }).press('Enter');
      const row = frame.getByRole('row', { name: `${scheme}@old.example Mona Member` });
      await row.waitFor();
      await isClean();
      await row.getByRole('button', { name: 'Remove' }).press('Enter');
      await frame.getByText('No address is listed.').waitFor();
    },
  );
});
