import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { startTestApp, type TestApp } from '../support/app.ts';
import { jiraApp, type InstalledTenant } from '../support/install-tenant.ts';
import { linkAccount } from '../support/link-account.ts';
import { letAct } from '../panel/support/making.ts';
import { accessibilityProblems, launchBrowser, openPage, type Look } from './support/browser.ts';
import { addPanel, appFrame, installWithPages, signIn } from './support/jira-person.ts';
import { makeGroup } from '../support/linked-group.ts';

jest.setTimeout(300_000);

// From an issue to a branch and a merge request, in the panel and from Jira's own development panel.
describe('creating from an issue in a browser', () => {
  let app: TestApp;
  let site: InstalledTenant;
  let browser: Browser;
  let page: Page;
  let frame: FrameLocator;
  let problems: string[];

  beforeAll(async () => {
    [app, browser] = await Promise.all([startTestApp(), launchBrowser()]);
    site = await installWithPages(app);
    const application = makeGroup(app, ['engine', 'w'.repeat(100), 'docs']);
    app.gitlab.world.project('acme/docs').name = `<b>Docs</b> 👩‍🚒 \u202egnirts ${'n'.repeat(200)}`;
    site.site.createIssue({ key: 'ABC-1', summary: `<i>Long</i> 👩‍🚒 \u202eyrammus ${'s'.repeat(200)}` });
    await linkAccount(app, site, { namespace: 'acme', username: 'dana', application });
    await app.drain();
  });
  afterAll(async () => {
    await browser.close();
    await app.close();
  });
  afterEach(() => page.context().close());

  const isClean = async () => {
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(problems).toEqual([]);
    const html = frame.locator('html');
    expect(await html.evaluate((root) => root.scrollWidth - root.clientWidth)).toBe(0);
  };
  const openIssue = async (look: Look) => {
    ({ page, problems } = await openPage(browser, look));
    page.setDefaultTimeout(60_000);
    await signIn(page, app.jira, { name: 'Max Member', path: '/browse/ABC-1' });
    await addPanel(page);
    frame = appFrame(page);
  };

  /** What "Create branch" of Jira's own development panel opens. */
  const openedTab = async () => {
    const tab = page.context().waitForEvent('page');
    await page
      .getByRole('region', { name: 'Development' })
      .getByRole('link', { name: 'Create branch' })
      .click();
    const outside = await tab;
    outside.setDefaultTimeout(60_000);
    return outside;
  };

  it.each([
    ['light', 1280],
    ['dark', 320],
  ] as const)(
    'leads to a filled-in page of GitLab, by keyboard, in the %s, %i pixels wide',
    async (scheme, width) => {
      await openIssue({ scheme, width });
      await frame.getByRole('button', { name: 'Create branch' }).press('Enter');
      await frame.getByRole('heading', { name: 'Create a branch for ABC-1' }).waitFor();
      await frame.getByRole('radio', { name: 'engine' }).first().waitFor();
      await isClean();
      await frame.getByLabel('Name of the new branch').fill('two words');
      await frame.getByLabel('Name of the new branch').press('Enter');
      await frame.getByText('Git takes no spaces').waitFor();
      await isClean();
      await frame.getByLabel('Search connected repositories').pressSequentially('docs');
      // What is found, and what was chosen before.
      await frame.locator('#choices .check').nth(2).waitFor({ state: 'detached' });
      await frame.getByRole('radio', { name: 'Docs' }).press('Space');
      await frame.getByLabel('Name of the new branch').fill('ABC-1-by-hand');
      await frame.getByRole('button', { name: 'Continue in GitLab' }).press('Enter');
      await frame.getByRole('link', { name: 'Open GitLab' }).waitFor();
      await isClean();
    },
  );

  it('creates a branch and a merge request as the person who has allowed it', async () => {
    await letAct({ app, site }, { username: 'dana' });
    await openIssue({ scheme: 'dark' });
    await frame.getByRole('button', { name: 'Create branch' }).click();
    await frame.getByText('It is created as you, @dana in GitLab.').waitFor();
    await isClean();
    await frame.getByLabel('Name of the new branch').fill('ABC-1-from-jira');
    await frame.getByRole('button', { name: 'Create branch' }).click();
    await frame.getByRole('heading', { name: 'The branch is created' }).waitFor();
    await isClean();
    await frame.getByRole('button', { name: 'Create merge request' }).press('Enter');
    await frame.getByRole('heading', { name: 'Create a merge request for ABC-1' }).waitFor();
    await isClean();
    await frame.getByLabel('Title').fill('ABC-1 From Jira');
    await frame.getByLabel('Mark as draft').press('Space');
    await frame.getByRole('button', { name: 'Create merge request' }).press('Enter');
    await frame.getByRole('heading', { name: 'The merge request is created' }).waitFor();
    await isClean();
  });

  it("is reached from Jira's own development panel", async () => {
    await openIssue({ scheme: 'light' });
    const outside = await openedTab();
    if (jiraApp() === 'forge') {
      await outside.getByLabel('Address of your Jira').fill(site.site.url);
      expect(await accessibilityProblems(outside)).toEqual([]);
      await outside.getByRole('button', { name: 'Continue' }).press('Enter');
      await outside.getByRole('link', { name: 'Continue in' }).press('Enter');
    }
    await appFrame(outside).getByRole('heading', { name: 'Create a branch for ABC-1' }).waitFor();
    expect(await accessibilityProblems(outside)).toEqual([]);
  });

  // A token names the Connect site.
  const itThroughForge = jiraApp() === 'forge' ? it : it.skip;
  itThroughForge('remembers each Jira that was named, until it is forgotten', async () => {
    await openIssue({ scheme: 'dark', width: 320 });
    const first = await openedTab();
    await first.getByLabel('Address of your Jira').fill(`my-taem-${'m'.repeat(50)}.atlassian.net`);
    await first.getByRole('button', { name: 'Continue' }).press('Enter');
    await first.getByRole('link', { name: 'Another Jira' }).press('Enter');
    await first.getByLabel('Address of your Jira').fill(site.site.url);
    await first.getByRole('button', { name: 'Continue' }).press('Enter');
    const again = await openedTab();
    expect(await accessibilityProblems(again)).toEqual([]);
    const html = again.locator('html');
    expect(await html.evaluate((root) => root.scrollWidth - root.clientWidth)).toBe(0);
    await again.getByRole('button', { name: 'Forget my-taem' }).press('Enter');
    await again.getByRole('button', { name: 'Forget' }).nth(1).waitFor({ state: 'detached' });
    await again.getByRole('link', { name: `Continue in ${new URL(site.site.url).host}` }).press('Enter');
    await appFrame(again).getByRole('heading', { name: 'Create a branch for ABC-1' }).waitFor();
  });
});
