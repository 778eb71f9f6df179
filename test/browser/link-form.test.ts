import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { startTestApp, type TestApp } from '../support/app.ts';
import type { InstalledTenant } from '../support/install-tenant.ts';
import type { OauthApplication } from '../support/link-account.ts';
import { accessibilityProblems, launchBrowser, openPage } from './support/browser.ts';
import { appFrame, asksFor, cutOff, installWithPages, signIn } from './support/jira-person.ts';
import { makeGroup } from './support/linked-group.ts';

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
    ({ page, problems } = await openPage(browser, { scheme: 'dark' }));
    await signIn(page, app.jira, { path: new URL(site.accountsUrl()).pathname });
    frame = appFrame(page);
    await frame.getByRole('button', { name: 'Link GitLab account' }).click();
    await frame.getByRole('heading', { name: 'Link GitLab account' }).waitFor();
  });

  afterEach(() => page.context().close());

  const host = () => frame.getByLabel('Host', { exact: true });

  it('says beside each field what is wrong, and puts the cursor into the first', async () => {
    await frame.getByRole('button', { name: 'Add', exact: true }).click();
    await frame.getByText('Enter the Application ID that GitLab shows').waitFor();

    const field = frame.getByLabel('Team or User Account');
    await expect(field.getAttribute('aria-invalid')).resolves.toBe('true');
    await expect(frame.locator(':focus').getAttribute('id')).resolves.toBe(await field.getAttribute('id'));
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(problems).toEqual([]);
  });

  it('keeps what was typed, but never shows the secret again', async () => {
    await host().selectOption({ label: 'GitLab Self-Managed' });
    await frame.getByLabel('Host URL').fill('https://nowhere.invalid');
    await frame.getByLabel('Team or User Account').fill('acme');
    await frame.getByLabel('Client ID').fill(application.clientId);
    await frame.getByLabel('Client Secret').fill(application.clientSecret);
    await frame.getByRole('button', { name: 'Add', exact: true }).click();
    await frame.locator('#host-url-fault').waitFor();

    await expect(frame.getByLabel('Host URL').inputValue()).resolves.toBe('https://nowhere.invalid');
    await expect(frame.getByLabel('Team or User Account').inputValue()).resolves.toBe('acme');
    await expect(frame.getByLabel('Client Secret').inputValue()).resolves.toBe('');
    expect(await frame.locator('html').innerHTML()).not.toContain(application.clientSecret);
  });

  it('asks for the Host URL only of a GitLab of one’s own', async () => {
    await expect(frame.getByLabel('Host URL').isVisible()).resolves.toBe(false);
    await host().selectOption({ label: 'GitLab Self-Managed' });
    await expect(frame.getByLabel('Host URL').isVisible()).resolves.toBe(true);
    await host().selectOption({ label: 'GitLab' });
    await expect(frame.getByLabel('Host URL').isVisible()).resolves.toBe(false);
  });

  it('links to the applications of the group that is typed', async () => {
    await host().selectOption({ label: 'GitLab Self-Managed' });
    await frame.getByLabel('Host URL').fill(app.gitlab.url);
    await frame.getByLabel('Team or User Account').fill('acme/platform');
    const link = frame.getByRole('link', { name: /the applications of acme\/platform/ });
    await expect(link.getAttribute('href')).resolves.toBe(
      `${app.gitlab.url}/groups/acme/platform/-/settings/applications`,
    );
  });

  it('copies the Redirect URL', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await frame.getByRole('button', { name: 'Copy' }).click();
    await frame.getByRole('button', { name: 'Copied' }).waitFor();
    await expect(frame.getByRole('status').innerText()).resolves.toBe('Copied.');
    await expect(frame.getByLabel('Redirect URL').inputValue()).resolves.toBe(
      `${app.url}/oauth/gitlab/callback`,
    );
  });

  it('can be filled in and sent with the keyboard alone', async () => {
    await host().focus();
    const type = async (text: string) => {
      await page.keyboard.press('Tab');
      await page.keyboard.type(text);
    };
    await type('acme');
    await type(application.clientId);
    await type(application.clientSecret);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await frame.getByText('Please be sure that you are logged in to').waitFor();
    await expect(frame.locator(':focus').innerText()).resolves.toBe('Continue in GitLab');
  });

  it('says so when the app cannot be reached, and loses nothing', async () => {
    await frame.getByLabel('Team or User Account').fill('acme');
    await cutOff(page, /^\/accounts$/);
    await frame.getByRole('button', { name: 'Add', exact: true }).click();
    const words = frame.getByText('The page could not reach the app');
    await words.waitFor();
    await expect(frame.getByLabel('Team or User Account').inputValue()).resolves.toBe('acme');

    // The guide follows what is typed; its request is not the person's, so the words stay.
    const guided = page.waitForResponse((answer) => asksFor(answer.request(), /\/accounts\/guide$/));
    await frame.getByLabel('Team or User Account').pressSequentially('-2');
    await guided;
    await expect(words.isVisible()).resolves.toBe(true);
  });
});
