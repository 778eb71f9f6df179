import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { startTestApp, type TestApp } from '../support/app.ts';
import type { InstalledTenant } from '../support/install-tenant.ts';
import { linkAccount } from '../support/link-account.ts';
import { accessibilityProblems, launchBrowser, openPage, type Look } from './support/browser.ts';
import { appFrame, installWithPages, signIn } from './support/jira-person.ts';
import { inWindow } from './support/look-at-page.ts';
import { finishImport, makeGroup } from '../support/linked-group.ts';

describe('the list of accounts', () => {
  let app: TestApp;
  let site: InstalledTenant;
  let browser: Browser;
  let page: Page;
  let frame: FrameLocator;
  let problems: string[];

  beforeAll(async () => {
    [app, browser] = await Promise.all([startTestApp(), launchBrowser()]);
    site = await installWithPages(app);
    const application = makeGroup(app, ['engine', 'docs']);
    await linkAccount(app, site, { namespace: 'acme', username: 'dana', application });
    await finishImport(app);
  }, 60_000);

  afterAll(async () => {
    await browser.close();
    await app.close();
  });

  const open = async (look: Look = {}) => {
    ({ page, problems } = await openPage(browser, look));
    await signIn(page, app.jira, { path: new URL(site.accountsUrl()).pathname });
    frame = appFrame(page);
    await frame.getByText('2 of 2 repositories imported').waitFor();
  };
  const item = (name: string) => frame.getByRole('button', { name, exact: true });
  const openMenu = async () => {
    await frame.getByRole('button', { name: 'More for Acme' }).press('Enter');
    await item('Remove').waitFor();
  };
  const leave = async () => {
    expect(problems).toEqual([]);
    await page.context().close();
  };

  it.each([
    { scheme: 'light', width: 1280 },
    { scheme: 'dark', width: 320 },
  ] as const)('says whose each account is and how it stands (%j)', async (look) => {
    await open(look);
    await frame.getByText('Authorized by Dana Developer (@dana)').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await openMenu();
    expect(await accessibilityProblems(page)).toEqual([]);
    await leave();
  });

  it('leads to all that can be done with an account, by the keyboard', async () => {
    await open();
    for (const [name, heading] of [
      ['Configure defaults', 'Settings'],
      ['Reset OAuth settings', 'Reset OAuth settings'],
      ['Remove', 'Remove account'],
    ] as const) {
      await openMenu();
      await item(name).press('Enter');
      await frame.getByRole('heading', { name: heading, exact: true }).waitFor();
      expect(await accessibilityProblems(page)).toEqual([]);
      await frame.getByRole('link', { name: 'DVCS accounts' }).press('Enter');
      await frame.getByRole('heading', { name: 'DVCS accounts' }).waitFor();
    }
    await leave();
  });

  it('shows the settings at once, with the cursor above them', async () => {
    await open({ width: 1280, height: 500 });
    await openMenu();
    await item('Configure defaults').press('Enter');
    const settings = frame.getByRole('heading', { name: 'Settings', exact: true });
    await settings.waitFor();
    await inWindow(settings);
    await expect(frame.locator(':focus').textContent()).resolves.toBe('Configure defaults');
    const autoLink = frame.getByRole('switch', { name: /^Auto Link/ });
    await inWindow(autoLink);
    await page.keyboard.press('Tab');
    await expect(frame.locator(':focus').getAttribute('id')).resolves.toBe(await autoLink.getAttribute('id'));
    await frame.getByRole('link', { name: 'Acme' }).press('Enter');
    await frame.getByRole('heading', { name: 'Repositories' }).waitFor();
    await leave();
  });

  it('refreshes the repositories of an account where it stands', async () => {
    await open();
    const { world } = app.gitlab;
    app.gitlab.hooks.hold();
    world.addProject({ path: 'late', namespace: world.namespace('acme') });
    await openMenu();
    await item('Refresh repositories').press('Enter');
    await item('Remove').waitFor({ state: 'hidden' });
    await page.getByText('The list of repositories is being read').first().waitFor();
    await finishImport(app);
    await frame.getByText('3 of 3 repositories imported').waitFor();
    await leave();
  });
});
