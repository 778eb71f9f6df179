import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Browser, FrameLocator, Page, Route } from 'playwright-core';
import { startTestApp, type TestApp } from '../support/app.ts';
import { installForge, type InstalledTenant } from '../support/install-tenant.ts';
import { linkAccount } from '../support/link-account.ts';
import { testForgeApp } from '../support/site/forge-door.ts';
import { accessibilityProblems, launchBrowser, openPage, pollNow, type Look } from './support/browser.ts';
import { deployForgePages } from './support/forge-bundle.ts';
import { addPanel, appFrame, signIn } from './support/jira-person.ts';
import { finishImport, makeGroup } from '../support/linked-group.ts';

jest.setTimeout(120_000);

const appUuid = testForgeApp.slice(testForgeApp.lastIndexOf('/') + 1);
const invocations = '**/_forge-host/invoke';

// The pages themselves are tested elsewhere; this is about the way to them: shell, bridge, and Forge's frame around both.
describe('the shell inside Forge', () => {
  let app: TestApp;
  let site: InstalledTenant;
  let browser: Browser;
  let page: Page;
  let frame: FrameLocator;
  let problems: string[];

  beforeAll(async () => {
    [app, browser] = await Promise.all([startTestApp(), launchBrowser()]);
    await deployForgePages(app.jira);
    site = await installForge(app);
    const application = makeGroup(app, ['engine']);
    await linkAccount(app, site, { namespace: 'acme', username: 'dana', application });
    await finishImport(app);
  });

  afterAll(async () => {
    await browser.close();
    await app.close();
  });

  beforeEach(async () => {
    await open();
  });
  afterEach(() => page.context().close());

  const settings = (place = '') =>
    `/jira/settings/apps/${place}${appUuid}/${app.jira.forge.app().environment.id}`;
  const open = async (look: Look = {}, path = settings()) => {
    ({ page, problems } = await openPage(browser, look));
    page.setDefaultTimeout(25_000);
    await signIn(page, app.jira, { path });
    frame = appFrame(page);
  };
  const reopen = async (look: Look, path?: string) => {
    await page.context().close();
    await open(look, path);
  };
  const heading = (name: string) => frame.getByRole('heading', { name });
  const isClean = async () => {
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(problems).toEqual([]);
  };

  it.each(['light', 'dark'] as const)('shows the page of accounts as Jira looks (%s)', async (scheme) => {
    await reopen({ scheme });
    await heading('DVCS accounts').waitFor();
    await expect(frame.locator('html').getAttribute('data-color-mode')).resolves.toBe(scheme);
    await isClean();
  });

  it('shows that it loads before any script or stylesheet is there, Forge’s own not either', async () => {
    const files = [
      'app.css',
      'global-bridge.js',
      'iframeResizer.contentWindow.min.js',
      'shell.js',
      'tokens.css',
    ];
    await reopen({ ownClock: true });
    const held = new Map<string, Route>();
    const allHeld = new Promise<void>((resolve) => {
      void page.route(/\.(js|css)$/, (route) => {
        const { origin, pathname } = new URL(route.request().url());
        if (origin === new URL(app.jira.url).origin) return route.continue();
        held.set(pathname.slice(pathname.lastIndexOf('/') + 1), route);
        if (held.size === files.length) resolve();
        return undefined;
      });
    });
    await page.goto(app.jira.url + settings(), { waitUntil: 'commit' });
    const inside = page.frame({ url: /index\.html/ }) ?? (await page.waitForEvent('framenavigated'));
    await inside.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
    await expect(frame.getByRole('main').getByRole('img').isVisible()).resolves.toBe(true);
    await allHeld;
    expect([...held.keys()].sort()).toEqual(files);
    for (const route of held.values()) void route.continue();
    await heading('DVCS accounts').waitFor();
    expect(problems).toEqual([]);
  });

  it('says that it loads once its script is there', async () => {
    await page.route(invocations, () => {});
    await page.goto(app.jira.url + settings(), { waitUntil: 'commit' });
    await frame.getByText('Loading…').waitFor();
    expect(await accessibilityProblems(page, { isPart: true })).toEqual([]);
    expect(problems).toEqual([]);
  });

  it.each([
    ['light', 1280],
    ['dark', 320],
  ] as const)('begins for everybody in Jira’s menu, by keyboard (%s, %i)', async (scheme, width) => {
    site.site.createIssue({ key: 'ABC-7', summary: 'Fix the login page' });
    await page.context().close();
    ({ page, problems } = await openPage(browser, { scheme, width }));
    page.setDefaultTimeout(25_000);
    await signIn(page, app.jira, { name: 'Max Member' });
    frame = appFrame(page);
    await page.getByText('Apps', { exact: true }).press('Enter');
    await page.getByRole('link', { name: 'GitLab', exact: true }).press('Enter');
    await heading('GitLab').waitFor();
    await isClean();
    await frame.getByLabel('Issue key').press('Enter');
    await frame.getByText('Enter the key of an issue').waitFor();
    await isClean();
    const html = frame.locator('html');
    expect(await html.evaluate((root) => root.scrollWidth - root.clientWidth)).toBe(0);
    await frame.getByLabel('Issue key').fill('abc-7');
    await frame.getByLabel('Issue key').press('Enter');
    await heading('Create a branch for ABC-7').waitFor();
    await page.goBack();
    await page.getByText('Apps', { exact: true }).click();
    await page.getByRole('link', { name: 'GitLab', exact: true }).click();
    await frame.getByRole('link', { name: 'My Smart Commits' }).press('Enter');
    await frame.getByRole('heading', { name: 'My Smart Commits', level: 1 }).waitFor();
    await isClean();
  });

  it.each([
    ['de_DE', 'DVCS-Konten', 'Meine GitLab-Identität'],
    ['fr_FR', 'DVCS accounts', 'My GitLab identity'],
  ])('is called in Jira’s own menus as the person speaks: %s', async (locale, accounts, identity) => {
    const { admin } = site.site;
    const before = admin.locale;
    await heading('DVCS accounts').waitFor();
    admin.locale = locale;
    try {
      await page.reload();
      const menu = page.getByRole('navigation', { name: 'Administration' });
      await menu.getByRole('link', { name: accounts }).waitFor();
      await page.getByRole('link', { name: identity }).waitFor();
    } finally {
      admin.locale = before;
    }
  });

  it('is as high as its content', async () => {
    await heading('DVCS accounts').waitFor();
    const content = await frame.locator('body').evaluate((body) => body.getBoundingClientRect().height);
    await expect(page.locator('iframe.app-frame').getAttribute('style')).resolves.toContain(
      `height: ${Math.ceil(content)}px`,
    );
  });

  it('opens the page that Jira’s address names', async () => {
    await frame.getByRole('link', { name: 'Acme' }).waitFor();
    await page.goto(site.accountsUrl('nobody'));
    await frame.getByText('There is no such account').waitFor();
  });

  it('gives a refused form back with the cursor in the first fault', async () => {
    await frame.getByRole('link', { name: 'Acme' }).click();
    await frame.getByRole('button', { name: 'Reset OAuth settings' }).click();
    await heading('Reset OAuth settings').waitFor();
    await frame.getByRole('button', { name: 'Save', exact: true }).click();
    await frame.getByText('Enter the Secret that GitLab showed').waitFor();
    await expect(frame.locator(':focus').getAttribute('aria-invalid')).resolves.toBe('true');
    await isClean();
  });

  it('opens GitLab in a tab of its own once the person agrees to leave Jira', async () => {
    await frame.getByRole('link', { name: 'Acme' }).click();
    await frame.getByRole('button', { name: 'Authorize again' }).click();
    const goOn = frame.getByRole('link', { name: 'Continue' });
    await goOn.click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await goOn.click();
    const tab = page.context().waitForEvent('page');
    await page.getByRole('button', { name: 'Open link' }).click();
    // Opened by nobody's page, it asks once more whether this is the person's own wish.
    const outside = await tab;
    await outside.getByRole('link', { name: 'Continue' }).click();
    await outside.waitForURL(`${app.gitlab.url}/**`);
    await isClean();
    // GitLab knows the consent already; the page that was left goes on when the person is back.
    await outside.getByLabel('Username or primary email').fill('dana');
    await outside.getByLabel('Password').fill('password');
    await outside.getByRole('button', { name: 'Sign in', exact: true }).click();
    await outside.waitForURL(`${app.jira.url}/**`);
    await heading('Repositories').waitFor();
    await isClean();
  });

  it('switches, and shows what the server has where it could not', async () => {
    await frame.getByRole('link', { name: 'Acme' }).click();
    const autoLink = frame.getByRole('switch', { name: /^Auto Link/ });
    await autoLink.uncheck();
    await frame.locator('#main .check[aria-busy]').waitFor({ state: 'detached' });
    await page.route(invocations, (route) => route.abort());
    await autoLink.click();
    await frame.getByText('The page could not reach the app').waitFor();
    await expect(autoLink.isChecked()).resolves.toBe(false);
  });

  it('follows an import without a reload', async () => {
    await frame.getByRole('link', { name: 'Acme' }).click();
    const refresh = frame.getByRole('row', { name: /engine/ }).getByRole('button', { name: /^Refresh\b/ });
    await refresh.click();
    await frame.getByText('Waiting for its turn').waitFor();
    await finishImport(app);
    await pollNow(page, 2);
    await refresh.waitFor();
    await isClean();
  });

  it('shows Jira’s own flag for what the server says in one', async () => {
    await heading('DVCS accounts').waitFor();
    const flag = JSON.stringify({ flag: { type: 'success', title: 'Saved', body: 'All of it' } });
    const withFlag = async (route: Route) => {
      const json = await (await route.fetch()).json();
      json.payload.body.headers['hx-trigger'] = flag;
      await route.fulfill({ json });
    };
    await page.route(invocations, withFlag, { times: 1 });
    await frame.getByRole('link', { name: 'Acme' }).click();
    await page.locator('#flags').getByText('Saved').waitFor();
    await expect(frame.locator('#status').innerText()).resolves.toBe('Saved All of it');
  });

  it('offers another try where the first page could not be reached', async () => {
    await heading('DVCS accounts').waitFor();
    await page.route(invocations, (route) => route.abort());
    await page.reload();
    await frame.getByText('The page could not reach the app').waitFor();
    await page.unroute(invocations);
    await frame.getByRole('button', { name: 'Try again' }).click();
    await heading('DVCS accounts').waitFor();
  });

  it('offers a reload where the invocation is refused', async () => {
    await heading('DVCS accounts').waitFor();
    const body = {
      code: 'unauthorized',
      title: 'Not signed in',
      message: 'Jira did not vouch for this page.',
    };
    await page.route(invocations, (route) =>
      route.fulfill({ json: { success: false, error: { status: 401, headers: {}, body } } }),
    );
    await frame.getByRole('link', { name: 'Acme' }).click();
    await frame.getByText('Jira did not vouch for this page.').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.unroute(invocations);
    await Promise.all([page.waitForEvent('load'), frame.getByRole('button', { name: 'Reload' }).click()]);
    await frame.getByRole('link', { name: 'Acme' }).waitFor();
  });

  it('has a page to start with, behind the button of “Manage apps”', async () => {
    await page.goto(`${app.jira.url}/plugins/servlet/upm`);
    await page.getByRole('link', { name: 'Get started' }).click();
    await heading('is installed').waitFor();
    await isClean();
    await frame.getByRole('link', { name: 'Link a GitLab account' }).click();
    await page.waitForURL(`${app.jira.url}${settings()}`);
    await heading('DVCS accounts').waitFor();
  });

  it('says why to whom it shows nothing', async () => {
    app.jira.admin.admin = false;
    await page.goto(`${app.jira.url}${settings()}`);
    await page.getByText('administrator').first().waitFor();
    app.jira.admin.admin = true;
  });

  it('shows an issue’s work in its panel, narrow and dark too', async () => {
    await reopen({ scheme: 'dark', width: 480 }, '/browse/ABC-1');
    await addPanel(page);
    await frame.getByRole('heading', { name: 'GitLab development of ABC-1' }).waitFor({ state: 'attached' });
    await frame.getByRole('listitem').first().waitFor();
    const shown = frame.locator('html');
    expect(await shown.evaluate((html) => html.scrollWidth - html.clientWidth)).toBe(0);
    await isClean();
  });
});
