import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { startTestApp, type TestApp } from '../support/app.ts';
import type { InstalledTenant } from '../support/install-tenant.ts';
import { linkAccount } from '../support/link-account.ts';
import { accessibilityProblems, launchBrowser, openPage, pollNow } from './support/browser.ts';
import { appFrame, cutOff, installWithPages, signIn } from './support/jira-person.ts';
import { finishImport, makeGroup } from '../support/linked-group.ts';

// One import after the other in a real browser, on machines that do other things beside it.
jest.setTimeout(120_000);

const projects = ['docs', 'engine', ...Array.from({ length: 26 }, (_, n) => `part-${n + 1}`)];

describe('the repositories of an account', () => {
  let app: TestApp;
  let site: InstalledTenant;
  let browser: Browser;
  let page: Page;
  let frame: FrameLocator;
  let problems: string[];

  beforeAll(async () => {
    [app, browser] = await Promise.all([startTestApp(), launchBrowser()]);
    site = await installWithPages(app);
    const application = makeGroup(app, projects.slice(0, 2));
    const { world } = app.gitlab;
    for (const path of projects.slice(2)) world.addProject({ path, namespace: world.namespace('acme') });
    await linkAccount(app, site, { namespace: 'acme', username: 'dana', application, autoLink: false });
    await app.drain();
  });

  afterAll(async () => {
    await browser.close();
    await app.close();
  });

  beforeEach(async () => {
    ({ page, problems } = await openPage(browser));
    await signIn(page, app.jira, { path: new URL(site.accountsUrl()).pathname });
    frame = appFrame(page);
    await frame.getByRole('link', { name: 'Acme' }).click();
    await frame.getByRole('heading', { name: 'Repositories' }).waitFor();
  });

  // A page that stays open would go on asking.
  afterEach(() => page.context().close());

  const focusedId = () => frame.locator(':focus').getAttribute('id');
  const row = (name: string) => frame.getByRole('row', { name: new RegExp(`acme/${name}\\b`) });

  it('waits for GitLab in plain sight, and goes on by itself', async () => {
    const retry = { 'Retry-After': '120' };
    app.gitlab.faults.add({ match: 'project.branches', status: 429, headers: retry, body: 'Retry later' });
    await row('engine').getByText('Off', { exact: true }).waitFor();
    for (const name of ['docs', 'engine']) {
      await row(name)
        .getByRole('switch', { name: /^Enabled/ })
        .click();
      await row(name).getByText('Waiting for its turn').waitFor();
    }
    await app.drain();
    await pollNow(page, 2);
    await frame
      .getByText(/^Waiting for GitLab until \d\d:\d\d$/)
      .first()
      .waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);

    app.gitlab.faults.clear();
    app.advance(121_000);
    await finishImport(app);
    await pollNow(page, 15);
    await row('engine').getByText('Imported').waitFor();
    expect(problems).toEqual([]);
  });

  it('stops asking when nothing is under way', async () => {
    await finishImport(app);
    await row('engine').getByText('Imported').waitFor();
    await frame.locator('[data-poll]').waitFor({ state: 'detached' });
  });

  it('switches a repository off and on where it stands', async () => {
    const enabled = row('engine').getByRole('switch', { name: /^Enabled/ });
    await enabled.focus();
    await page.keyboard.press('Space');
    await row('engine').getByText('Off', { exact: true }).waitFor();
    await expect(
      row('engine')
        .getByRole('switch', { name: /^Smart Commits/ })
        .isDisabled(),
    ).resolves.toBe(true);
    await expect(frame.locator(':focus').getAttribute('aria-label')).resolves.toBe('Enabled: acme/engine');

    await page.keyboard.press('Space');
    await row('engine').getByText('Waiting for its turn').waitFor();
    await finishImport(app);
    await pollNow(page, 2);
    await row('engine').getByText('Imported').waitFor();
    expect(problems).toEqual([]);
  });

  it('puts a switch back when the app refuses', async () => {
    const smart = row('docs').getByRole('switch', { name: /^Smart Commits/ });
    await cutOff(page, /\/smart-commits$/);
    await smart.click();
    await frame.getByText('The page could not reach the app').waitFor();
    await expect(smart.isChecked()).resolves.toBe(true);
  });

  it('finds a repository while one types, and turns pages', async () => {
    await frame.getByText('1–25 of 28').waitFor();
    await frame.getByRole('button', { name: 'Next' }).click();
    await frame.getByText('26–28 of 28').waitFor();
    await frame.getByRole('searchbox').fill('engin');
    await frame.getByText('1–1 of 1').waitFor();
    await expect(frame.getByRole('row').count()).resolves.toBe(2);
    await frame.getByRole('searchbox').fill('nothing like that');
    await frame.getByText('No repository matches').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  it('sorts by name and activity, and filters, without losing one for the other', async () => {
    const firstRow = frame.getByRole('row').nth(1);
    await frame.getByRole('button', { name: 'Repository', exact: true }).press('Enter');
    await frame
      .getByRole('columnheader', { name: 'Repository' })
      .and(frame.locator('[aria-sort=descending]'))
      .waitFor();
    await firstRow.getByText('acme/part-9').waitFor();
    await frame.getByLabel('Show', { exact: true }).selectOption('Switched off');
    await frame.getByText('of 26').waitFor();
    await firstRow.getByText('acme/part-9').waitFor();
    await frame.getByRole('button', { name: 'Last Activity' }).press('Enter');
    await frame
      .getByRole('columnheader', { name: 'Last Activity' })
      .and(frame.locator('[aria-sort=descending]'))
      .waitFor();
    await expect(frame.locator(':focus').textContent()).resolves.toBe('Last Activity');
    expect(problems).toEqual([]);
  });

  it('switches those that are selected together, by the keyboard', async () => {
    const bulk = (name: string) =>
      frame.getByRole('form', { name: 'Selected repositories' }).getByRole('button', { name, exact: true });
    await frame.getByRole('searchbox').fill('part-2');
    await frame.getByText('1–8 of 8').waitFor();
    await expect(bulk('Smart Commits off').isVisible()).resolves.toBe(false);
    await frame.getByRole('checkbox', { name: 'Select all on this page' }).press('Space');
    await row('part-21')
      .getByRole('checkbox', { name: /^Select/ })
      .press('Space');
    await bulk('Smart Commits off').press('Enter');
    const smart = (name: string) => row(name).getByRole('switch', { name: /^Smart Commits/ });
    await smart('part-20').and(frame.locator(':not(:checked)')).waitFor();
    await expect(smart('part-21').isChecked()).resolves.toBe(true);
    await expect(
      row('part-20')
        .getByRole('checkbox', { name: /^Select/ })
        .isChecked(),
    ).resolves.toBe(true);
    await expect(frame.locator(':focus').textContent()).resolves.toBe('Smart Commits off');
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(problems).toEqual([]);
  });

  it('goes beyond the page for all that match', async () => {
    await frame.getByRole('checkbox', { name: 'Select all on this page' }).press('Space');
    const all = frame.getByRole('checkbox', { name: 'All 28 that match' });
    await all.press('Space');
    await frame.getByRole('button', { name: 'Smart Commits off' }).press('Enter');
    await frame.getByRole('button', { name: 'Next' }).click();
    await frame.getByText('26–28 of 28').waitFor();
    await expect(
      frame.getByRole('switch', { name: /^Smart Commits: acme/, checked: true }).count(),
    ).resolves.toBe(0);
    await expect(all.isVisible()).resolves.toBe(false);
  });

  it('leads to the page of a repository and back, by the keyboard', async () => {
    await row('engine').getByRole('link', { name: 'engine', exact: true }).press('Enter');
    await frame.getByRole('heading', { name: 'Last runs' }).waitFor();
    await expect(frame.locator(':focus').textContent()).resolves.toContain('engine');
    await frame
      .getByText('GitLab has called for nothing')
      .or(frame.getByText('Looked up in GitLab'))
      .first()
      .waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await frame.getByRole('button', { name: 'Soft refresh' }).press('Enter');
    await frame.getByText('In line', { exact: true }).waitFor();
    await finishImport(app);
    await pollNow(page, 2);
    await frame.locator('[data-poll]').waitFor({ state: 'detached' });
    await frame.getByRole('link', { name: 'Acme', exact: true }).press('Enter');
    await row('engine').waitFor();
    expect(problems).toEqual([]);
  });

  it('explains both ways to refresh in a menu', async () => {
    const menu = row('engine').getByRole('button', { name: /^How to refresh/ });
    await menu.press('Enter');
    const full = row('engine').getByRole('button', { name: /^Full refresh/ });
    await full.waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await full.waitFor({ state: 'hidden' });
    await menu.press('Enter');
    await full.press('Enter');
    await row('engine').getByText('Waiting for its turn').waitFor();
    await full.waitFor({ state: 'hidden' });
    await finishImport(app);
    await pollNow(page, 2);
    await row('engine').getByText('Last refreshed').waitFor();
    expect(problems).toEqual([]);
  });

  it('asks how to refresh where Shift is held, by mouse and by the keyboard', async () => {
    const refresh = row('engine').getByRole('button', { name: /^Refresh/ });
    const soft = row('engine').getByRole('button', { name: /^Soft refresh/ });
    await refresh.click({ modifiers: ['Shift'] });
    await soft.waitFor();
    await expect(focusedId()).resolves.toBe(await soft.getAttribute('id'));
    await page.keyboard.press('Escape');
    await soft.waitFor({ state: 'hidden' });
    await refresh.press('Shift+Enter');
    await soft.waitFor();
    await soft.press('Enter');
    await row('engine').getByText('Waiting for its turn').waitFor();
    await finishImport(app);
    expect(problems).toEqual([]);
  });

  it.each(['light', 'dark'] as const)('is whole on a narrow screen, %s', async (scheme) => {
    const narrow = await openPage(browser, { scheme, width: 320, height: 700 });
    await signIn(narrow.page, app.jira, { path: new URL(site.accountsUrl()).pathname });
    const small = appFrame(narrow.page);
    await small.getByRole('link', { name: 'Acme' }).click();
    await small.getByRole('checkbox', { name: 'Select all on this page' }).press('Space');
    await small.getByRole('button', { name: 'Smart Commits off' }).waitFor();
    expect(await accessibilityProblems(narrow.page)).toEqual([]);
    const width = await small
      .locator('#content')
      .evaluate(
        (content: { scrollWidth: number; clientWidth: number }) => content.scrollWidth - content.clientWidth,
      );
    expect(width).toBeLessThanOrEqual(0);
    await narrow.page.context().close();
  });

  it('says what GitLab does not show of a project, and imports the rest', async () => {
    const { world } = app.gitlab;
    world.disableFeature(world.project('acme/docs'), 'merge_requests');
    await row('docs')
      .getByRole('switch', { name: /^Enabled/ })
      .click();
    await row('docs').getByText('Off', { exact: true }).waitFor();
    await row('docs')
      .getByRole('switch', { name: /^Enabled/ })
      .click();
    await row('docs').getByText('Waiting for its turn').waitFor();
    await finishImport(app);
    await pollNow(page, 2);
    await row('docs').getByText('Imported').waitFor();
    await row('docs')
      .getByText(/merge requests/i)
      .first()
      .waitFor();
  });

  it('shows what Jira rejected, with its reason', async () => {
    const words = 'Commit message is not wanted here';
    app.jira.faults.rejectEntity(({ kind }) => kind === 'commits', words, 1);
    const { world } = app.gitlab;
    world.push(world.project('acme/part-1'), 'main', [{ message: 'ABC-3 A change' }]);
    await row('part-1')
      .getByRole('switch', { name: /^Enabled/ })
      .click();
    await row('part-1').getByText('Waiting for its turn').waitFor();
    await finishImport(app);
    await pollNow(page, 2);
    await row('part-1').getByText('1 rejected by Jira').click();
    await row('part-1').getByText(words).waitFor();
    await row('part-1').getByRole('link', { name: 'ABC-3 A change' }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
  });
});
