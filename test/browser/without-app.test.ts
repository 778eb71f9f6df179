import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { makeSignInLink } from '../../src/tenant/session/sign-in-link.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { installCredentials, type InstalledTenant } from '../support/install-tenant.ts';
import type { OauthApplication } from '../support/link-account.ts';
import { accessibilityProblems, launchBrowser, openPage } from './support/browser.ts';
import { finishImport, makeGroup } from '../support/linked-group.ts';

jest.setTimeout(90_000);

// One administrator's way, with a Jira that has no app. Each step stands on the one before it.
describe('pages that no Jira shows', () => {
  let app: TestApp;
  let site: InstalledTenant;
  let browser: Browser;
  let application: OauthApplication;
  let page: Page;
  let problems: string[];

  beforeAll(async () => {
    [app, browser] = await Promise.all([startTestApp(), launchBrowser()]);
    site = await installCredentials(app);
    application = makeGroup(app, ['website', 'engine']);
    ({ page, problems } = await openPage(browser));
  });
  afterAll(async () => {
    await browser.close();
    await app.close();
  });

  const isClean = async () => {
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(problems).toEqual([]);
  };
  const heading = (name: string) => page.getByRole('heading', { name, exact: true });
  const openLink = async (of: Page) => {
    await of.goto((await makeSignInLink(app.ctx, site.tenant)).url);
    await of.getByRole('button', { name: 'Sign in' }).click();
    await of.waitForURL(`${app.url}/accounts`);
  };
  const fillForm = async () => {
    await page.getByLabel('Host', { exact: true }).selectOption({ label: 'GitLab Self-Managed' });
    await page.getByLabel('Host URL').fill(app.gitlab.url);
    await page.getByRole('button', { name: 'Next' }).click();
    await heading('Which projects?').waitFor();
    await page.getByLabel('Team or User Account').fill('acme');
    await page.getByRole('button', { name: 'Next' }).click();
    await heading('With which application?').waitFor();
    await page.getByLabel('Client ID').fill(application.clientId);
    await page.getByLabel('Client Secret').fill(application.clientSecret);
  };

  it('say how to get in to whoever comes without a session', async () => {
    await page.goto(app.url);
    await page.waitForURL(`${app.url}/sign-in`);
    await heading('Sign in').waitFor();
    await isClean();
    await page.goto(`${app.url}/sign-in/link`);
    await page.getByText('not a whole sign-in link').waitFor();
    await isClean();
  });

  it("are opened by the operator's link, whose secret is gone from the address before it is used", async () => {
    const { url } = await makeSignInLink(app.ctx, site.tenant);
    await page.goto(url);
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(page.url()).toBe(`${app.url}/sign-in/link`);
    await isClean();
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(`${app.url}/accounts`);
    await heading('No accounts yet').waitFor();
    await page.getByText(new URL(site.site.url).host).first().waitFor();
    await isClean();
  });

  it('go on with what was typed where the session ends under them', async () => {
    await page.getByRole('button', { name: 'Link GitLab account' }).click();
    await heading('Link GitLab account').waitFor();
    expect(page.url()).toBe(`${app.url}/accounts/new`);
    await fillForm();
    app.advance(8 * 3_600_000);
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByText('Your session has ended').waitFor();
    await isClean();
    const popup = page.waitForEvent('popup');
    await page.getByRole('link', { name: 'Sign in again' }).click();
    const other = await popup;
    await other.getByRole('heading', { name: 'Sign in' }).waitFor();
    await openLink(other);
    await other.close();
    await expect(page.getByLabel('Client ID').inputValue()).resolves.toBe(application.clientId);
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByText('Please be sure that you are logged in to').waitFor();
    await isClean();
  });

  it('lead to GitLab and back to themselves, with the account', async () => {
    await page.getByRole('link', { name: 'Continue' }).click();
    await page.getByLabel('Username or primary email').fill('dana');
    await page.getByLabel('Password').fill('password');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('button', { name: 'Authorize' }).click();
    await page.waitForURL(`${app.url}/accounts/*`);
    await page.getByRole('heading', { name: 'Acme' }).waitFor();
    await finishImport(app);
    await page.reload();
    await page.getByText('website').first().waitFor();
    await isClean();
    expect(app.jira.credentials.app().devInfo.count('commits')).toBeGreaterThan(0);
  });

  it('offer Jira and nobody to carry out Smart Commits', async () => {
    await page.getByRole('radio', { name: 'Nobody' }).waitFor();
    expect(await page.getByRole('radio', { name: 'This app' }).count()).toBe(0);
    await expect(page.getByRole('radio', { name: 'Jira' }).isChecked()).resolves.toBe(true);
  });

  it.each([
    { scheme: 'light', width: 1280 },
    { scheme: 'dark', width: 320 },
  ] as const)('have a header of their own (%j)', async ({ scheme, width }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width, height: 900 });
    await page
      .getByRole('navigation', { name: 'Pages' })
      .getByRole('link', { name: 'DVCS accounts' })
      .click();
    await page.waitForURL(`${app.url}/accounts`);
    await heading('DVCS accounts').waitFor();
    await isClean();
    if (process.env['SCREENSHOTS'] !== undefined)
      await page.screenshot({ path: `${process.env['SCREENSHOTS']}/direct-${scheme}.png`, fullPage: true });
    const wide = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
    expect(wide).toBe(false);
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  it('know where one is, and the way back', async () => {
    const place = (name: string) =>
      page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name });
    await place('Try a line').click();
    await page.waitForURL(`${app.url}/smart-commits/try`);
    await expect(place('Try a line').getAttribute('aria-current')).resolves.toBe('page');
    await isClean();
    await page.goBack();
    await heading('DVCS accounts').waitFor();
  });

  it('end with sign-out', async () => {
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByText('You are signed out.').waitFor();
    await isClean();
    await page.goto(`${app.url}/accounts`);
    await page.waitForURL(`${app.url}/sign-in`);
  });
});
