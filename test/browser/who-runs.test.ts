import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { startTestApp, type TestApp } from '../support/app.ts';
import type { InstalledTenant } from '../support/install-tenant.ts';
import { linkAccount } from '../support/link-account.ts';
import { accessibilityProblems, launchBrowser, openPage } from './support/browser.ts';
import { appFrame, installWithPages, signIn } from './support/jira-person.ts';
import { finishImport, makeGroup } from '../support/linked-group.ts';

jest.setTimeout(120_000);

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
  await finishImport(app);
  ({ page, problems } = await openPage(browser));
  await signIn(page, app.jira, { path: new URL(site.accountsUrl()).pathname });
  await page.goto(site.accountsUrl());
  frame = appFrame(page);
  await frame.getByRole('link', { name: 'Acme' }).click();
});
afterAll(async () => {
  await browser.close();
  await app.close();
});

const runner = (name: string) => frame.getByRole('radio', { name });
const trusted = () => frame.getByRole('checkbox', { name: 'Only trust verified authors' });

const save = async () => {
  const button = frame.locator('#smart-commits-form').getByRole('button', { name: 'Save' });
  await button.focus();
  const answer = page.waitForResponse((response) => response.request().method() === 'POST');
  await page.keyboard.press('Enter');
  await answer;
  await frame.getByText('Saved. It holds for commits from now on').waitFor();
};
const stored = () =>
  app.ctx.db.rows(
    'select smart_commit_runner as runner, trusted_authors_only as trusted from account where tenant_id = $1',
    [site.tenant.id],
  );

it('an administrator chooses by keyboard who carries out Smart Commits, and sees what that leaves open', async () => {
  await runner('This app').focus();
  expect(await trusted().isVisible()).toBe(true);
  await page.keyboard.press('ArrowDown');
  expect(await runner('Jira').isChecked()).toBe(true);
  expect(await trusted().isVisible()).toBe(false);
  await save();
  expect(await stored()).toEqual([{ runner: 'jira', trusted: false }]);
  expect(await accessibilityProblems(page)).toEqual([]);
  await runner('Jira').focus();
  await page.keyboard.press('ArrowUp');
  await trusted().focus();
  await page.keyboard.press('Space');
  await save();
  expect(await stored()).toEqual([{ runner: 'app', trusted: true }]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(problems).toEqual([]);
});
