import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { startTestApp, type TestApp } from '../support/app.ts';
import { installConnect, type ConnectTenant } from '../support/install-tenant.ts';
import { accessibilityProblems, launchBrowser, openPage, type Watched } from './support/browser.ts';
import { appFrame, modulePath, signIn } from './support/jira-person.ts';

// The person stands in Jira's iframe: a message that the browser does not show there is no message.
describe('a page that is refused says why inside Jira', () => {
  let app: TestApp;
  let site: ConnectTenant;
  let browser: Browser;
  let watched: Watched;

  beforeAll(async () => {
    [app, browser] = await Promise.all([startTestApp(), launchBrowser()]);
    site = await installConnect(app);
  });
  afterAll(async () => {
    await browser.close();
    await app.close();
  });
  beforeEach(async () => {
    watched = await openPage(browser);
    await signIn(watched.page, app.jira);
  });

  /** Opens a page of ours in Jira, its address changed on the way. */
  const openChanged = async (change: (url: URL) => void, module = 'accounts') => {
    await watched.page.route(`${app.url}/**jwt=*`, async (route) => {
      const url = new URL(route.request().url());
      change(url);
      await route.continue({ url: url.href });
    });
    await watched.page.goto(`${app.jira.url}${modulePath(module)}`);
  };

  const expectMessage = async (words: string) => {
    await appFrame(watched.page).getByText(words).waitFor();
    expect(await accessibilityProblems(watched.page)).toEqual([]);
    expect(watched.problems).toEqual([]);
  };

  it('when its token has ended', async () => {
    await openChanged(() => app.advance(181_000));
    await expectMessage('This page has been open for too long. Reload it in Jira.');
  });

  it('when there is no token', async () => {
    await openChanged((url) => url.searchParams.delete('jwt'));
    await expectMessage('Jira did not vouch for this page. Open it from Jira again.');
  });

  it('when the token is for another site', async () => {
    const other = await installConnect(app, await app.jira.addSite());
    const foreign = new URL(other.pageUrl('accounts')).searchParams.get('jwt') ?? '';
    await openChanged((url) => url.searchParams.set('jwt', foreign));
    await expectMessage('Jira did not vouch for this page. Open it from Jira again.');
  });

  it('when the person administers Jira no more', async () => {
    const member = new URL(site.pageUrl('accounts', site.memberId));
    await openChanged((url) => {
      url.search = member.search;
    });
    await expectMessage('Only Jira administrators can use this page.');
  });
});
