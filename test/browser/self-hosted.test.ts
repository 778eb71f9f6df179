import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { enableFacade } from '../../src/facade/setup/enable-facade.ts';
import { noteProblem } from '../../src/facade/facade.store.ts';
import { setupWords } from '../../src/facade/setup/setup.page.ts';
import { say } from '../../src/lib/words/say.ts';
import { redirectUri } from '../../src/tenant/self-hosted/oauth/oauth.client.ts';
import { makeSetUpLink } from '../../src/tenant/self-hosted/set-up/set-up-link.ts';
import { makeSignInLink } from '../../src/tenant/session/sign-in-link.ts';
import { addSite } from '../../src/tenant/self-hosted/add-site.ts';
import { authorizeByToken } from '../../src/tenant/self-hosted/authorize-site.ts';
import type { DataCenterApi } from '../sandbox/data-center/start-data-center.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { accessibilityProblems, launchBrowser, openPage } from './support/browser.ts';
import { makeGroup } from '../support/linked-group.ts';

jest.setTimeout(90_000);

const looks = [
  { scheme: 'light', width: 1280 },
  { scheme: 'dark', width: 320 },
] as const;

// What the administrator of a self-hosted Jira sees of this server. Each step stands on the one before it.
describe('pages for a self-hosted Jira', () => {
  let app: TestApp;
  let jira: DataCenterApi;
  let browser: Browser;
  let page: Page;
  let problems: string[];
  beforeAll(async () => {
    [app, browser] = await Promise.all([startTestApp(), launchBrowser()]);
    jira = await app.jira.addDataCenter({ contextPath: '/jira' });
    makeGroup(app, ['engine']);
    ({ page, problems } = await openPage(browser));
  });
  afterAll(async () => {
    await browser.close();
    await app.close();
  });

  const heading = (name: string) => page.getByRole('heading', { name, exact: true }).waitFor();
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  /** In light and wide, in dark and narrow: by axe, and nothing is cut off. */
  const isClean = async (name: string) => {
    for (const { scheme, width } of looks) {
      await page.emulateMedia({ colorScheme: scheme });
      await page.setViewportSize({ width, height: 900 });
      expect([name, scheme, await accessibilityProblems(page)]).toEqual([name, scheme, []]);
      const wide = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
      expect([name, width, wide]).toEqual([name, width, false]);
      const folder = process.env['SCREENSHOTS'];
      if (folder !== undefined)
        await page.screenshot({ path: `${folder}/${name}-${scheme}.png`, fullPage: true });
    }
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.emulateMedia({ colorScheme: 'light' });
    expect(problems.splice(0)).toEqual([]);
  };
  const consentInJira = async (accountId: string) => {
    await page.waitForURL(`${jira.url}/**`);
    await page.locator(`button[value="${accountId}"]`).click();
  };

  it('open by the link that the operator prints, whose secret leaves the address', async () => {
    await page.goto(`${app.url}/self-hosted/set-up`);
    await page.getByText('not a whole link').waitFor();
    await isClean('set-up-no-link');
    const { url } = await makeSetUpLink(app.ctx);
    await page.goto(url);
    await page.getByRole('button', { name: 'Begin' }).waitFor();
    expect(page.url()).toBe(`${app.url}/self-hosted/set-up`);
    await isClean('set-up-link');
    await press('Begin');
    await heading('Where is Jira?');
    await isClean('set-up-address');
  });

  it('say what is wrong with an address, where it was typed', async () => {
    await page.getByLabel('Address of Jira').fill(app.gitlab.url);
    await page.keyboard.press('Enter');
    await page.getByText('is no Jira').waitFor();
    const field = page.getByLabel('Address of Jira');
    await expect(field.getAttribute('aria-invalid')).resolves.toBe('true');
    await expect(field.inputValue()).resolves.toBe(app.gitlab.url);
    await isClean('set-up-address-fault');
    app.gitlab.violations.length = 0;
    await field.fill(jira.url);
    await press('Next');
    await heading('Application link');
    await isClean('set-up-access');
  });

  it('say what is wrong with an application link, and lead to the consent with a right one', async () => {
    await page.getByLabel('Client ID').fill('mistyped');
    await page.getByLabel('Client Secret').fill('mistyped');
    await press('Next');
    await page.getByText('knows no application link').waitFor();
    await page.getByText('Use a personal access token instead').click();
    await isClean('set-up-access-fault');
    const link = jira.createLink({ redirectUri: redirectUri(app.ctx) });
    await page.getByLabel('Client ID').fill(link.clientId);
    await page.getByLabel('Client Secret').fill(link.clientSecret);
    await press('Next');
    await heading('Allow access in Jira');
    await isClean('set-up-consent');
    await page.getByRole('link', { name: /^Continue to/ }).click();
    await consentInJira(app.jira.member.accountId);
    await heading('Jira has let the app in');
    await page.getByText('administers neither Jira').waitFor();
    await isClean('authorized');
  });

  it('let people sign in through Jira, by its address, and say what the site has', async () => {
    await page.goto(`${app.url}/sign-in`);
    await page.getByLabel('Address of your Jira').fill('https://other.example.com');
    await press('Next');
    await page.getByText('No Jira with this address').waitFor();
    await isClean('sign-in-unknown');
    await page.getByLabel('Address of your Jira').fill(jira.url);
    await press('Next');
    await page.getByRole('link', { name: /^Continue to/ }).waitFor();
    await isClean('sign-in-known');
    await page.getByRole('link', { name: /^Continue to/ }).click();
    await consentInJira(app.jira.admin.accountId);
    await page.waitForURL(`${app.url}/accounts`);
    await page.getByText('Through an application link, as Max Member').waitFor();
    await isClean('accounts-9.12');
    await page.getByRole('link', { name: 'My GitLab identity' }).click();
    await page.waitForURL(`${app.url}/identity`);
    await heading('My GitLab identity');
    await isClean('identity');
  });

  it('say what an old Jira lacks', async () => {
    const old = await app.jira.addDataCenter({ version: '8.20.30' });
    const { tenant } = await addSite(app.ctx, { url: old.url, name: 'Jira of the old days' });
    await authorizeByToken(app.ctx, tenant, old.createToken(app.jira.admin.accountId));
    await page.goto((await makeSignInLink(app.ctx, tenant)).url);
    await press('Sign in');
    await page.waitForURL(`${app.url}/accounts`);
    await page.getByText('Application links for other applications').waitFor();
    await isClean('accounts-8.20');
    // Who came by a link of the operator is nobody in Jira.
    const places = page.getByRole('navigation').getByRole('link');
    await expect(places.allTextContents()).resolves.toEqual([
      'DVCS accounts',
      'Smart Commits',
      'Try a line',
      'Authors',
    ]);
    await page.goto(`${app.url}/identity`);
    await page.getByText('This page is about a person in Jira').waitFor();
    await isClean('identity-of-a-guest');
  });

  it('say what to type for Jira’s own connector, and what went wrong', async () => {
    const { facade } = await enableFacade(app.ctx, { jira: jira.url, gitlab: app.gitlab.url });
    const { pageUrl } = setupWords(app.ctx, facade);
    await page.goto(pageUrl);
    await page.getByText('GitHub Enterprise', { exact: true }).waitFor();
    await isClean('facade-set-up');
    const problem = say('facade.otherGitlab', { host: 'https://gitlab.example.com' });
    await noteProblem(app.ctx.db, facade.tenantId, { problem, now: app.clock.now() });
    await page.reload();
    await page.locator('#problem').waitFor();
    await isClean('facade-set-up-problem');
    const { clientId } = app.gitlab.world.addApplication({
      redirectUris: [`${app.url}/login/oauth/callback`],
      scopes: ['api'],
    });
    const query = new URLSearchParams({ client_id: clientId, redirect_uri: `${jira.url}/secure/x.jspa` });
    await page.goto(`${app.url}/login/oauth/authorize?${query.toString()}`);
    await page.locator('#organization').fill('acme');
    await isClean('facade-organization');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: /Continue/ }).waitFor();
    await isClean('facade-continue');
  });
});
