import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { startTestApp, type TestApp } from '../support/app.ts';
import type { InstalledTenant } from '../support/install-tenant.ts';
import type { OauthApplication } from '../support/link-account.ts';
import { accessibilityProblems, launchBrowser, openPage } from './support/browser.ts';
import { appFrame, cutOff, holdBack, installWithPages, signIn } from './support/jira-person.ts';
import { makeGroup } from '../support/linked-group.ts';

describe('the form to link an account', () => {
  let app: TestApp;
  let site: InstalledTenant;
  let browser: Browser;
  let application: OauthApplication;
  let page: Page;
  let frame: FrameLocator;
  let problems: string[];

  beforeAll(async () => {
    [app, browser] = await Promise.all([startTestApp(), launchBrowser()]);
    site = await installWithPages(app);
    application = makeGroup(app, ['website']);
  });

  afterAll(async () => {
    await browser.close();
    await app.close();
  });

  beforeEach(async () => {
    // A site has so many checks a minute.
    app.advance(60_000);
    ({ page, problems } = await openPage(browser, { scheme: 'dark' }));
    await signIn(page, app.jira, { path: new URL(site.accountsUrl()).pathname });
    frame = appFrame(page);
    await frame.getByRole('button', { name: 'Link GitLab account' }).click();
    await frame.getByRole('heading', { name: 'Link GitLab account' }).waitFor();
  });

  afterEach(() => page.context().close());

  const host = () => frame.getByLabel('Host', { exact: true });
  const next = () => frame.getByRole('button', { name: 'Next' });
  const heading = (name: string) => frame.getByRole('heading', { name, exact: true });
  const focused = () => frame.locator(':focus').textContent();
  const ownGitlab = async () => {
    await host().selectOption({ label: 'GitLab Self-Managed' });
    await frame.getByLabel('Host URL').fill(app.gitlab.url);
  };
  /** At the third step, by way of the two before it. */
  const toApplication = async () => {
    await ownGitlab();
    await next().press('Enter');
    await heading('Which projects?').waitFor();
    await frame.getByLabel('Team or User Account').fill('acme');
    await frame.getByLabel('Team or User Account').press('Enter');
    await heading('With which application?').waitFor();
  };

  it('says while one types what is wrong with an address, and that GitLab answers at the right one', async () => {
    await host().selectOption({ label: 'GitLab Self-Managed' });
    const url = frame.getByLabel('Host URL');
    await url.pressSequentially('https://nowhere.invalid');
    await frame.getByText('cannot be found').waitFor();
    await expect(url.getAttribute('aria-invalid')).resolves.toBe('true');
    expect(await accessibilityProblems(page)).toEqual([]);
    await url.fill(app.gitlab.url);
    await frame.getByText(`GitLab answers at ${app.gitlab.url}`).waitFor();
    await frame.getByText('It is GitLab 15.2 or newer').waitFor();
    await expect(url.getAttribute('aria-invalid')).resolves.toBeNull();
    expect(problems).toEqual([]);
  });

  it('goes on only when a step is right, and puts the cursor where it is not', async () => {
    await host().selectOption({ label: 'GitLab Self-Managed' });
    await next().press('Enter');
    await frame.getByText('Enter an address such as').waitFor();
    await expect(frame.locator(':focus').getAttribute('id')).resolves.toBe('host-url');
    await ownGitlab();
    await frame.getByLabel('Host URL').press('Enter');
    await heading('Which projects?').waitFor();
    await expect(focused()).resolves.toBe('Which projects?');
    await expect(frame.locator('[aria-current=step]').textContent()).resolves.toBe('What');
    await frame.getByLabel('Team or User Account').fill('private/thing');
    await frame.getByText('GitLab shows no group or user private/thing').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(problems).toEqual([]);
  });

  it('loses nothing between the steps, and never shows the secret again', async () => {
    await toApplication();
    await frame.getByLabel('Client ID').fill(application.clientId);
    await frame.getByLabel('Client Secret').fill('gloas-wrong');
    await frame.getByLabel('Client Secret').press('Tab');
    await frame.locator('#client-result').getByText('GitLab does not know this Client ID').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    for (const title of ['Which projects?', 'Where is GitLab?']) {
      await frame.getByRole('button', { name: 'Back' }).press('Enter');
      await heading(title).waitFor();
      await expect(focused()).resolves.toBe(title);
    }
    await expect(frame.getByLabel('Host URL').inputValue()).resolves.toBe(app.gitlab.url);
    await next().press('Enter');
    await heading('Which projects?').waitFor();
    await expect(frame.getByLabel('Team or User Account').inputValue()).resolves.toBe('acme');
    await next().press('Enter');
    await heading('With which application?').waitFor();
    await expect(frame.getByLabel('Client Secret').inputValue()).resolves.toBe('gloas-wrong');
    await frame.getByRole('button', { name: 'Add', exact: true }).press('Enter');
    await frame.getByText('The account was not added').waitFor();
    await expect(frame.getByLabel('Client ID').inputValue()).resolves.toBe(application.clientId);
    await expect(frame.getByLabel('Client Secret').inputValue()).resolves.toBe('');
    expect(await frame.locator('html').innerHTML()).not.toContain('gloas-wrong');
  });

  it('asks for the Host URL only of a GitLab of one’s own', async () => {
    await expect(frame.getByLabel('Host URL').isVisible()).resolves.toBe(false);
    await host().selectOption({ label: 'GitLab Self-Managed' });
    await expect(frame.getByLabel('Host URL').isVisible()).resolves.toBe(true);
    await host().selectOption({ label: 'GitLab' });
    await expect(frame.getByLabel('Host URL').isVisible()).resolves.toBe(false);
  });

  it('links to the applications of the group that is typed, and copies the Redirect URL', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await toApplication();
    const link = frame.getByRole('link', { name: /the applications of acme/ });
    await expect(link.getAttribute('href')).resolves.toBe(
      `${app.gitlab.url}/groups/acme/-/settings/applications`,
    );
    await frame.getByRole('button', { name: 'Copy' }).click();
    await frame.getByRole('button', { name: 'Copied' }).waitFor();
    await expect(frame.locator('#status').innerText()).resolves.toBe('Copied.');
    await expect(frame.getByLabel('Redirect URL').inputValue()).resolves.toBe(
      `${app.url}/oauth/gitlab/callback`,
    );
  });

  it('says so when the app cannot be reached, and loses nothing', async () => {
    await toApplication();
    await frame.getByLabel('Client Secret').fill('s3cret');
    await cutOff(page, /^\/accounts$/);
    await frame.getByRole('button', { name: 'Add', exact: true }).click();
    await frame.getByText('The page could not reach the app').waitFor();
    await expect(frame.getByLabel('Client Secret').inputValue()).resolves.toBe('s3cret');
  });

  it('takes a double-click for a click, and shows which button is being answered', async () => {
    await toApplication();
    await frame.getByLabel('Client ID').fill(application.clientId);
    await frame.getByLabel('Client Secret').fill(application.clientSecret);
    const accounts = await holdBack(page, /^\/accounts$/);
    const add = frame.getByRole('button', { name: 'Add', exact: true });
    await add.dblclick();
    await add.and(frame.locator('[aria-busy=true]')).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await add.press('Enter');
    await accounts.release();
    await frame.getByText('Please be sure that you are logged in to').waitFor();
    expect(accounts.count()).toBe(1);
    await frame.getByRole('link', { name: 'DVCS accounts' }).click();
    await frame.getByRole('button', { name: 'More for acme' }).click();
    await frame.getByRole('button', { name: 'Remove', exact: true }).click();
    await frame.getByRole('heading', { name: 'Remove account' }).waitFor();
    const removal = await holdBack(page, /\/remove$/);
    await frame.getByRole('button', { name: 'Remove', exact: true }).dblclick();
    await removal.release();
    await heading('DVCS accounts').waitFor();
    await expect(frame.getByRole('alert').innerText()).resolves.toBe('');
    expect(problems).toEqual([]);
  });

  it('can be filled in and sent with the keyboard alone', async () => {
    await host().focus();
    await page.keyboard.press('ArrowDown');
    const type = async (text: string) => {
      await page.keyboard.press('Tab');
      await page.keyboard.type(text);
    };
    await type(app.gitlab.url);
    await page.keyboard.press('Enter');
    await heading('Which projects?').waitFor();
    await type('acme');
    await page.keyboard.press('Enter');
    await heading('With which application?').waitFor();
    await type(application.clientId);
    await type(application.clientSecret);
    await page.keyboard.press('Enter');
    await frame.getByText('Please be sure that you are logged in to').waitFor();
    await expect(focused()).resolves.toBe('Continue in GitLab');
  });

  it.each(['light', 'dark'] as const)('is whole on a narrow screen, %s', async (scheme) => {
    const narrow = await openPage(browser, { scheme, width: 320, height: 700 });
    await signIn(narrow.page, app.jira, { path: new URL(site.accountsUrl()).pathname });
    const small = appFrame(narrow.page);
    await small.getByRole('button', { name: 'Link GitLab account' }).click();
    await small.getByRole('heading', { name: 'Where is GitLab?' }).waitFor();
    expect(await accessibilityProblems(narrow.page)).toEqual([]);
    const width = await small
      .locator('#content')
      .evaluate(
        (content: { scrollWidth: number; clientWidth: number }) => content.scrollWidth - content.clientWidth,
      );
    expect(width).toBeLessThanOrEqual(0);
    await narrow.page.context().close();
  });
});
