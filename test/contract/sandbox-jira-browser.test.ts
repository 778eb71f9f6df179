import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SymmetricAlgorithm, decodeSymmetric } from 'atlassian-jwt';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { launchBrowser, openPage } from '../browser/support/browser.ts';
import { startJiraSandbox } from '../sandbox/jira/jira-sandbox.ts';
import type { JiraSandbox } from '../sandbox/jira/jira-sandbox.ts';
import { APP_KEY, callJira, startConnectApp } from './connect-app.ts';
import type { ConnectApp } from './connect-app.ts';
import { branch, bulk, commit, pullRequest } from './devinfo-payloads.ts';

let browser: Browser;
let jira: JiraSandbox;
let app: ConnectApp;
let page: Page;
let problems: string[];

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

beforeEach(async () => {
  jira = await startJiraSandbox();
  app = await startConnectApp();
  app.page.html = appPage(jira.scriptUrl);
  ({ page, problems } = await openPage(browser));
});

afterEach(async () => {
  await page.context().close();
  await jira.close();
  await app.close();
});

/** Buttons that call AP and show what comes back. */
function appPage(scriptUrl: string): string {
  const calls = {
    token: 'AP.context.getToken(show)',
    promised: 'AP.context.getToken().then(show)',
    context: 'AP.context.getContext(show)',
    user: 'AP.user.getCurrentUser(show)',
    location: 'AP.getLocation(show)',
    flag: "AP.flag.create({ type: 'success', title: 'Linked', body: '<b>all</b> of it' })",
    issue: "AP.navigator.go('issue', { issueKey: 'ABC-2' })",
    module: "AP.navigator.go('addonModule', { moduleKey: 'accounts', customData: { tab: 'two' } })",
    request: "AP.request({ url: '/rest/api/3/myself' }).catch((error) => show(error.message))",
    dialog: "AP.dialog.create({ key: 'accounts' }).on('close', show)",
    close: 'AP.dialog.close({ saved: true })',
    grow: "document.body.insertAdjacentHTML('beforeend', '<div style=height:700px></div>')",
    away: "location.assign('/second')",
  };
  const buttons = Object.entries(calls).map(([name, call]) => `<button onclick="${call}">${name}</button>`);
  return `<!doctype html><script src="${scriptUrl}"></script><body>
    <script>const show = (value) => (output.textContent = JSON.stringify(value))</script>
    ${buttons.join('')}<output id="output"></output></body>`;
}

const frame = (): FrameLocator => page.locator('iframe.app-frame').first().contentFrame();
const press = (name: string) => frame().getByRole('button', { name, exact: true }).click();

async function said(): Promise<unknown> {
  const output = frame().locator('output:not(:empty)');
  const text = (await output.textContent()) ?? '';
  await output.evaluate((element) => {
    element.textContent = '';
  });
  return JSON.parse(text) as unknown;
}

async function loginTo(path: string, who = 'Ada Admin'): Promise<void> {
  await page.goto(jira.url + path);
  await page.getByRole('button', { name: who }).click();
}

const ACCOUNTS = `/plugins/servlet/ac/${APP_KEY}/accounts`;

describe('an administrator with a browser', () => {
  it('uploads the app and opens its page from the menu', async () => {
    await loginTo('/plugins/servlet/upm');
    await page.getByLabel('App descriptor URL').fill(app.descriptorUrl);
    await page.getByRole('button', { name: 'Upload' }).click();
    await page.getByRole('link', { name: 'DVCS accounts' }).click();
    await press('location');
    expect(await said()).toBe(jira.url + ACCOUNTS);
    expect(problems).toEqual([]);
  });
});

describe('the stand-in for all.js', () => {
  beforeEach(async () => {
    await jira.installApp(app.descriptorUrl);
  });

  it('gives tokens, context and user, by callback and by promise', async () => {
    await loginTo('/browse/ABC-1', 'Max Member');
    await page.getByRole('button', { name: /^Add / }).click();
    await press('token');
    const claims = decodeSymmetric(
      String(await said()),
      jira.connectApp().sharedSecret,
      SymmetricAlgorithm.HS256,
    ) as object;
    expect(claims).toMatchObject({
      qsh: 'context-qsh',
      sub: jira.member.accountId,
      context: { jira: { issue: { key: 'ABC-1' } } },
    });
    await press('promised');
    expect(await said()).toMatch(/^ey/);
    await press('context');
    expect(await said()).toMatchObject({ jira: { issue: { key: 'ABC-1' }, project: { key: 'ABC' } } });
    await press('user');
    expect(await said()).toEqual({ atlassianAccountId: jira.member.accountId });
    expect(problems).toEqual([]);
  });

  it('still works after the page inside the frame has changed', async () => {
    await loginTo(ACCOUNTS);
    const changed = page.waitForEvent('framenavigated', (moved) => moved.url().endsWith('/second'));
    await press('away');
    await changed;
    await press('token');
    expect(await said()).toMatch(/^ey/);
  });

  it('makes the frame as high as its content', async () => {
    await loginTo(ACCOUNTS);
    await page.waitForFunction("document.querySelector('iframe').clientHeight < 120");
    await press('grow');
    await page.waitForFunction("document.querySelector('iframe').clientHeight > 700");
  });

  it('shows flags as text, and goes to issues and modules', async () => {
    await loginTo(ACCOUNTS);
    await press('flag');
    const flag = page.getByRole('status').filter({ hasText: 'Linked' });
    await flag.waitFor();
    expect(await flag.locator('p').textContent()).toBe('<b>all</b> of it');
    await flag.getByRole('button', { name: 'Dismiss' }).click();
    expect(await flag.count()).toBe(0);
    await press('module');
    await page.waitForURL(/ac\.tab=two/);
    expect(await page.locator('iframe.app-frame').getAttribute('src')).toContain('tab=two');
    await press('issue');
    await page.waitForURL(`${jira.url}/browse/ABC-2`);
  });

  it('opens a module as a dialog and tells when it closes', async () => {
    await loginTo('/browse/ABC-1');
    await page.getByRole('button', { name: /^Add / }).click();
    await press('dialog');
    const dialog = page.locator('dialog iframe').contentFrame();
    await dialog.getByRole('button', { name: 'close' }).click();
    expect(await said()).toEqual({ saved: true });
    expect(await page.locator('dialog').count()).toBe(0);
  });

  it('refuses what the sandbox does not have, and notes it', async () => {
    await loginTo(ACCOUNTS);
    await press('request');
    expect(await said()).toBe('AP.request is not part of the sandbox');
    expect(jira.violations).toEqual(['POST /_host/violation: AP.request is not part of the sandbox']);
  });

  it('answers nobody but the page it was told of', async () => {
    await loginTo(ACCOUNTS);
    await page.evaluate(
      "postMessage({ ap: 'request', id: 1, method: 'flag.create', args: [{ title: 'Forged' }] }, '*')",
    );
    await press('flag');
    await page.getByText('Linked').waitFor();
    expect(await page.getByText('Forged').count()).toBe(0);
  });
});

describe('the development panel', () => {
  it('unfolds what was received', async () => {
    await jira.installApp(app.descriptorUrl);
    const body = bulk({
      commits: [commit('abc1234')],
      branches: [branch('b1'), branch('b2')],
      pullRequests: [pullRequest('7', { title: 'ABC-1 Faster' })],
    });
    await callJira(jira, { method: 'POST', path: '/rest/devinfo/0.10/bulk', body });
    await loginTo('/browse/ABC-1');
    const panel = page.getByRole('region', { name: 'Development' });
    expect(await panel.getByText('2 branches').isVisible()).toBe(true);
    await panel.getByText('1 pull request').click();
    expect(await panel.getByRole('link', { name: '!7 ABC-1 Faster' }).isVisible()).toBe(true);
    expect(problems).toEqual([]);
  });
});
