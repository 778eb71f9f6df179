import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { startTestApp, type TestApp } from '../support/app.ts';
import type { OauthApplication } from '../support/link-account.ts';
import { accessibilityProblems, launchBrowser, openPage, pollNow, type Watched } from './support/browser.ts';
import { appFrame, modulePath, signIn } from './support/jira-person.ts';
import { finishImport, makeGroup } from '../support/linked-group.ts';

jest.setTimeout(60_000);

// One person's way through the product. Each step stands on the one before it.
describe('from an empty Jira to development information on an issue', () => {
  let app: TestApp;
  let browser: Browser;
  let application: OauthApplication;
  let watched: Watched;

  beforeAll(async () => {
    [app, browser] = await Promise.all([startTestApp(), launchBrowser()]);
    application = makeGroup(app, ['website', 'engine']);
    watched = await openPage(browser);
  });

  afterAll(async () => {
    await browser.close();
    await app.close();
  });

  const isClean = async () => {
    expect(await accessibilityProblems(watched.page)).toEqual([]);
    expect(watched.problems).toEqual([]);
  };

  it('installs the app by the address of its descriptor', async () => {
    const { page } = watched;
    await signIn(page, app.jira, { path: '/plugins/servlet/upm' });
    await page.getByLabel('App descriptor URL').fill(`${app.url}/atlassian-connect.json`);
    await page.getByRole('button', { name: 'Upload' }).click();
    await page.getByRole('link', { name: 'Get started' }).waitFor();
  });

  it('shows an admin what to do first', async () => {
    const { page } = watched;
    await page.goto(`${app.jira.url}${modulePath('get-started')}`);
    await appFrame(page)
      .getByRole('link', { name: /Link a GitLab account/ })
      .click();
    await page.waitForURL(/\/accounts$/);
    await appFrame(page).getByRole('heading', { name: 'No accounts yet' }).waitFor();
    await isClean();
  });

  it('asks for what it needs with the labels of the DVCS connector', async () => {
    const { page } = watched;
    const frame = appFrame(page);
    await frame.getByRole('button', { name: 'Link GitLab account' }).click();
    await frame.getByRole('heading', { name: 'Link GitLab account' }).waitFor();
    await isClean();
    await frame.getByLabel('Host', { exact: true }).selectOption({ label: 'GitLab Self-Managed' });
    await frame.getByLabel('Host URL').fill(`${app.gitlab.url}/`);
    await frame.getByRole('button', { name: 'Next' }).click();
    await frame.getByRole('heading', { name: 'Which projects?' }).waitFor();
    await frame.getByLabel('Team or User Account').fill('acme');
    await expect(frame.getByLabel('Auto Link New Repositories').isChecked()).resolves.toBe(true);
    await expect(frame.getByLabel('Enable Smart Commits').isChecked()).resolves.toBe(true);
    await frame.getByRole('button', { name: 'Next' }).click();
    await frame.getByRole('heading', { name: 'With which application?' }).waitFor();
    await frame.getByLabel('Client ID').fill(application.clientId);
    await frame.getByLabel('Client Secret').fill(application.clientSecret);
    await frame.getByRole('button', { name: 'Add', exact: true }).click();
    await frame.getByText('Please be sure that you are logged in to').waitFor();
    await isClean();
  });

  it('goes to GitLab in the whole window and comes back to Jira with the account and its repositories', async () => {
    const { page } = watched;
    await appFrame(page).getByRole('link', { name: 'Continue' }).click();
    await page.getByLabel('Username or primary email').fill('dana');
    await page.getByLabel('Password').fill('password');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('button', { name: 'Authorize' }).click();
    await page.waitForURL(`${app.jira.url}/**/accounts?ac.account=*`);
    await appFrame(page).getByRole('heading', { name: 'Acme' }).waitFor();
    await appFrame(page).getByText('Looking for repositories').waitFor();
    await isClean();
  });

  it('shows repositories as they are imported, without a reload', async () => {
    await finishImport(app);
    await pollNow(watched.page, 2);
    const table = appFrame(watched.page).getByRole('table');
    const row = table.getByRole('row', { name: /website/ });
    await row.getByText(/commits/).waitFor();
    await row.getByText(/sent to Jira/).waitFor();
    await expect(table.getByRole('columnheader').allInnerTexts()).resolves.toEqual([
      'Enabled',
      'Repository',
      'Last Activity',
      'Smart Commits',
      'Webhook',
      'Sync',
    ]);
    await isClean();
  });

  it('has put commits, branches and merge requests on the issue', async () => {
    const { page } = watched;
    await page.goto(`${app.jira.url}/browse/ABC-1`);
    const panel = page.getByRole('region', { name: 'Development' });
    await panel
      .getByText(/\d+ commits?/)
      .first()
      .waitFor();
    await panel
      .getByText(/\d+ pull requests?/)
      .first()
      .waitFor();
    expect(watched.problems).toEqual([]);
  });
});
