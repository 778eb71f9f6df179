import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { startTestApp, type TestApp } from '../support/app.ts';
import type { InstalledTenant } from '../support/install-tenant.ts';
import { linkAccount } from '../support/link-account.ts';
import { finishImport, makeGroup } from '../support/linked-group.ts';
import { accessibilityProblems, launchBrowser, openPage, pollNow } from './support/browser.ts';
import {
  answerAsProxy,
  appFrame,
  answered,
  holdBack,
  installWithPages,
  signIn,
} from './support/jira-person.ts';
import { inWindow } from './support/look-at-page.ts';

jest.setTimeout(120_000);

// What a page does with answers that are not what it asked for: they are seen, and what stands there stays.
describe('what a page shows of an answer', () => {
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
    for (let n = 1; n <= 22; n += 1)
      world.addProject({ path: `part-${n}`, namespace: world.namespace('acme') });
    await linkAccount(app, site, { namespace: 'acme', username: 'dana', application, autoLink: false });
    await app.drain();
  });
  afterAll(async () => {
    await browser.close();
    await app.close();
  });

  beforeEach(async () => {
    ({ page } = await openPage(browser, { height: 600 }));
    await signIn(page, app.jira, { path: new URL(site.accountsUrl()).pathname });
    frame = appFrame(page);
    await frame.getByRole('link', { name: 'Acme' }).click();
    await enabled('engine').waitFor();
  });
  afterEach(async () => {
    administers(true);
    // A page that stays open would go on asking.
    await page.context().close();
  });

  /** Whether Jira says so of the person who looks; what it said before is not asked again for some seconds. */
  const administers = (does: boolean) => {
    app.jira.admin.admin = does;
    app.advance(6000);
  };
  const enabled = (name: string) => frame.getByRole('switch', { name: `Enabled: acme/${name}`, exact: true });
  const alert = () => frame.getByRole('alert');
  const scrolled = () => page.evaluate('document.scrollingElement.scrollTop');
  /** Something moves in the table, so that it asks how it stands by itself. */
  const startImport = async () => {
    await enabled('engine').check();
    await frame.getByText('Waiting for its turn').waitFor();
  };
  const endImport = async () => {
    await enabled('engine').uncheck();
    await finishImport(app);
  };

  it('says where it is seen why a switch was refused, and puts it back', async () => {
    const last = enabled('part-9');
    await last.scrollIntoViewIfNeeded();
    administers(false);
    await last.click();
    const words = alert().getByText('Only Jira administrators can use this page.');
    await words.waitFor();
    await inWindow(words);
    await expect(last.isChecked()).resolves.toBe(false);
    await expect(frame.getByRole('row').count()).resolves.toBeGreaterThan(20);
    await frame.locator('[aria-busy]').waitFor({ state: 'detached' });
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  it('says once what a poll was refused, jumps nowhere, and takes it back when the next one is answered', async () => {
    await startImport();
    await enabled('part-9').scrollIntoViewIfNeeded();
    const before = await scrolled();
    administers(false);
    await pollNow(page, 2);
    const words = alert().getByText('Only Jira administrators can use this page.');
    await words.waitFor();
    await words.evaluate((shown: { dataset: Record<string, string> }) => (shown.dataset['said'] = 'first'));
    const asked = answered(page, /\/repositories$/);
    await pollNow(page, 2);
    await asked;
    await expect(words.getAttribute('data-said')).resolves.toBe('first');
    await expect(scrolled()).resolves.toBe(before);

    administers(true);
    await pollNow(page, 2);
    await words.waitFor({ state: 'detached' });
    await endImport();
  });

  it('keeps what a person was refused when a poll is answered', async () => {
    await startImport();
    administers(false);
    await enabled('part-1').click();
    const words = alert().getByText('Only Jira administrators can use this page.');
    await words.waitFor();
    administers(true);
    const asked = answered(page, /\/repositories$/);
    await pollNow(page, 2);
    await asked;
    await expect(words.isVisible()).resolves.toBe(true);
    await endImport();
  });

  it('takes the page of a proxy before the app for no answer: what stands there stays', async () => {
    await startImport();
    const restore = await answerAsProxy(page, /\/repositories$/);
    await pollNow(page, 2);
    await alert().getByText('The page could not reach the app').waitFor();
    await expect(frame.getByRole('row').count()).resolves.toBeGreaterThan(20);
    await restore();
    await finishImport(app);
    await pollNow(page, 2);
    await frame
      .getByRole('row', { name: /engine/ })
      .getByText('Imported')
      .waitFor();
    await expect(alert().innerText()).resolves.toBe('');
    await endImport();
  });

  it('leaves a page where it is when a proxy answers what was clicked', async () => {
    await answerAsProxy(page, /^\/accounts$/);
    await frame.getByRole('link', { name: 'DVCS accounts' }).click();
    await alert().getByText('The page could not reach the app').waitFor();
    await enabled('engine').waitFor();
    await expect(frame.getByText('502 Bad Gateway').count()).resolves.toBe(0);
    await frame.locator('[aria-busy]').waitFor({ state: 'detached' });
  });

  it('shows on a switch that was clicked what has become of it since', async () => {
    await startImport();
    await frame.getByRole('checkbox', { name: 'Select acme/engine' }).check();
    await frame.getByRole('button', { name: 'Disable', exact: true }).click();
    await frame
      .getByRole('row', { name: /engine/ })
      .getByText('Off', { exact: true })
      .waitFor();
    await expect(enabled('engine').isChecked()).resolves.toBe(false);
  });

  it('leaves a switch alone whose own turn is still to come', async () => {
    const [list, switches] = [await holdBack(page, /\/refresh$/), await holdBack(page, /\/enabled$/)];
    await frame.getByRole('button', { name: 'Refresh repositories' }).click();
    await enabled('part-2').check();
    await list.release();
    await frame.getByText('The list of repositories is being read').first().waitFor();
    await expect(enabled('part-2').isChecked()).resolves.toBe(true);
    await switches.release();
    await frame.getByText('Waiting for its turn').waitFor();
    await expect(enabled('part-2').isChecked()).resolves.toBe(true);
    await enabled('part-2').uncheck();
    await finishImport(app);
  });
});
