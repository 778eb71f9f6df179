import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { startTestApp, type TestApp } from '../support/app.ts';
import type { InstalledTenant } from '../support/install-tenant.ts';
import { linkAccount } from '../support/link-account.ts';
import { finishImport, makeGroup } from '../support/linked-group.ts';
import { accessibilityProblems, launchBrowser, openPage } from './support/browser.ts';
import { appFrame, installWithPages, signIn } from './support/jira-person.ts';

describe('the switch for archived projects', () => {
  let app: TestApp;
  let site: InstalledTenant;
  let browser: Browser;

  beforeAll(async () => {
    [app, browser] = await Promise.all([startTestApp(), launchBrowser()]);
    site = await installWithPages(app);
    const application = makeGroup(app, ['engine', 'old']);
    app.gitlab.world.archive(app.gitlab.world.project('acme/old'));
    const { id } = await linkAccount(app, site, { namespace: 'acme', username: 'dana', application });
    await site.ask({ path: `/accounts/${id}/settings/archived`, fields: { on: 'true' } });
    await finishImport(app);
  }, 60_000);

  afterAll(async () => {
    await browser.close();
    await app.close();
  });

  it.each([
    { scheme: 'light', width: 1280 },
    { scheme: 'dark', width: 320 },
  ] as const)('asks before it takes anything from Jira, by the keyboard (%j)', async (look) => {
    const { page, problems } = await openPage(browser, look);
    await signIn(page, app.jira, { path: new URL(site.accountsUrl()).pathname });
    const frame = appFrame(page);
    await frame.getByRole('link', { name: 'Acme' }).click();
    const archived = frame.getByRole('switch', { name: 'Include archived projects' });
    const focused = () => frame.locator(':focus').textContent();
    await archived.press(' ');
    await frame.getByText('1 archived repository is enabled.').waitFor();
    expect(await focused()).toBe('Cancel');
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await frame.getByText('1 archived repository is enabled.').waitFor({ state: 'detached' });
    expect(await archived.isChecked()).toBe(true);
    expect(await frame.locator(':focus').getAttribute('id')).toBe('setting-archived');

    await archived.press(' ');
    await frame.getByRole('button', { name: 'Leave archived projects out' }).press('Enter');
    await frame.getByText('1 archived repository is enabled.').waitFor({ state: 'detached' });
    expect(await archived.isChecked()).toBe(false);
    expect(await frame.locator(':focus').getAttribute('id')).toBe('setting-archived');
    await archived.press(' ');
    await expect(archived.isChecked()).resolves.toBe(true);
    await finishImport(app);
    expect(problems).toEqual([]);
    await page.context().close();
  });
});
