import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { startTestApp, type TestApp } from '../support/app.ts';
import type { InstalledTenant } from '../support/install-tenant.ts';
import { linkAccount } from '../support/link-account.ts';
import { finishImport, makeGroup } from '../support/linked-group.ts';
import { accessibilityProblems, launchBrowser, openPage, pollNow } from './support/browser.ts';
import { answered, appFrame, cutOff, holdBack, installWithPages, signIn } from './support/jira-person.ts';

jest.setTimeout(120_000);

// Tables that come anew while somebody reads them, turns their pages and works in them by the keyboard.
describe('a table that moves', () => {
  let app: TestApp;
  let site: InstalledTenant;
  let browser: Browser;
  let page: Page;
  let frame: FrameLocator;

  beforeAll(async () => {
    [app, browser] = await Promise.all([startTestApp(), launchBrowser()]);
    site = await installWithPages(app);
    const application = makeGroup(app, ['engine']);
    const { world } = app.gitlab;
    for (let n = 1; n <= 27; n += 1)
      world.addProject({ path: `part-${n}`, namespace: world.namespace('acme') });
    await linkAccount(app, site, { namespace: 'acme', username: 'dana', application, autoLink: false });
    await app.drain();
  });
  afterAll(async () => {
    await browser.close();
    await app.close();
  });

  beforeEach(async () => {
    ({ page } = await openPage(browser));
    await signIn(page, app.jira, { path: new URL(site.accountsUrl()).pathname });
    frame = appFrame(page);
    await frame.getByRole('link', { name: 'Acme' }).click();
    await frame.getByText('1–25 of 28').waitFor();
  });
  // A page that stays open would go on asking.
  afterEach(() => page.context().close());

  const row = (name: string) => frame.getByRole('row', { name: new RegExp(`acme/${name}\\b`) });
  const enabled = (name: string) => row(name).getByRole('switch', { name: /^Enabled/ });
  const button = (name: string) => frame.getByRole('button', { name, exact: true });
  const focused = (attribute: string) => frame.locator(':focus').getAttribute(attribute);

  it('keeps the cursor on the button of the pages, also on the last one', async () => {
    await button('Next').press('Enter');
    await frame.getByText('26–28 of 28').waitFor();
    await expect(focused('id')).resolves.toBe('next-page');
    await expect(focused('aria-disabled')).resolves.toBe('true');
    expect(await accessibilityProblems(page)).toEqual([]);
    await button('Previous').press('Enter');
    await frame.getByText('1–25 of 28').waitFor();
    await expect(focused('id')).resolves.toBe('previous-page');
  });

  it('moves the cursor to the next row when the row it was in goes', async () => {
    await frame.getByLabel('Show', { exact: true }).selectOption('Switched off');
    await frame.getByRole('searchbox').fill('part-2');
    await frame.getByText('1–9 of 9').waitFor();
    await enabled('part-26').press('Space');
    await row('part-26').waitFor({ state: 'detached' });
    await expect(focused('aria-label')).resolves.toBe('Enabled: acme/part-27');
    await page.keyboard.press('Space');
    await row('part-27').waitFor({ state: 'detached' });
    await expect(focused('aria-label')).resolves.toBe('Enabled: acme/part-25');
    await frame.getByRole('searchbox').fill('part-25');
    await frame.getByText('1–1 of 1').waitFor();
    await enabled('part-25').press('Space');
    await frame.getByText('No repository matches').waitFor();
    await expect(frame.locator(':focus').textContent()).resolves.toBe('Repositories');
    await finishImport(app);
  });

  it('follows what Jira rejects, in the list that stands open too', async () => {
    const words = 'Commit message is not wanted here';
    const { world } = app.gitlab;
    const reject = (...messages: string[]) => {
      app.jira.faults.rejectEntity(({ kind }) => kind === 'commits', words, messages.length);
      const commits = messages.map((message) => ({ message: `ABC-3 ${message}` }));
      world.push(world.project('acme/part-1'), 'main', commits);
    };
    reject('First');
    await enabled('part-1').check();
    await row('part-1').getByText('Waiting for its turn').waitFor();
    await finishImport(app);
    await pollNow(page, 2);
    await row('part-1').getByText('1 rejected by Jira').click();
    await row('part-1').getByRole('link', { name: 'ABC-3 First' }).waitFor();
    reject('Second', 'Third');
    await row('part-1')
      .getByRole('button', { name: /^Refresh/ })
      .click();
    await row('part-1').getByText('Waiting for its turn').waitFor();
    await finishImport(app);
    await pollNow(page, 2);
    await row('part-1').getByText('3 rejected by Jira').waitFor();
    await row('part-1').getByRole('link', { name: 'ABC-3 Third' }).waitFor();
  });

  it('offers another try where what was opened could not be loaded', async () => {
    const restore = await cutOff(page, /\/rejections$/);
    await row('part-1').getByText('3 rejected by Jira').click();
    await row('part-1').getByText('The page could not reach the app').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await restore();
    await row('part-1').getByRole('button', { name: 'Try again' }).press('Enter');
    await row('part-1').getByRole('link', { name: 'ABC-3 Third' }).waitFor();
  });

  it('stays on the page of runs that a person turned to, whatever was being asked', async () => {
    await enabled('engine').check();
    await row('engine').getByText('Waiting for its turn').waitFor();
    const link = row('engine').getByRole('link', { name: 'engine', exact: true });
    const path = (await link.getAttribute('href')) ?? '';
    for (let n = 0; n < 11; n += 1) {
      await app.drain();
      app.advance(60_000);
      await site.ask({ path: `${path}/refresh`, fields: {} });
    }
    await link.click();
    await frame.getByText('In line', { exact: true }).waitFor();

    const polls = await holdBack(page, /^\/repositories\/[\w-]+$/);
    await pollNow(page, 2);
    await polls.first;
    polls.pass();
    const newer = frame.locator('#newer-runs:not([aria-disabled])');
    await button('Older').press('Enter');
    await newer.waitFor();
    await polls.release();
    const next = answered(page, /^\/repositories\/[\w-]+$/);
    await pollNow(page, 2);
    await next;
    await expect(newer.isVisible()).resolves.toBe(true);
    await expect(focused('id')).resolves.toBe('older-runs');
    await finishImport(app);
  });
});
