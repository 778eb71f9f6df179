import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';
import { seedCommand, type SeededCommand } from '../smart-commit/support/seed-commands.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import type { InstalledTenant } from '../support/install-tenant.ts';
import { linkAccount } from '../support/link-account.ts';
import { accessibilityProblems, launchBrowser, openPage } from './support/browser.ts';
import { appFrame, installWithPages, signIn } from './support/jira-person.ts';
import { makeGroup } from '../support/linked-group.ts';

jest.setTimeout(120_000);

const dayMs = 86_400_000;

// The page of Smart Commits, as an administrator sees it.
describe('Smart Commits in a browser', () => {
  let app: TestApp;
  let site: InstalledTenant;
  let browser: Browser;
  let page: Page;
  let frame: FrameLocator;
  let problems: string[];
  let repositoryId: string;

  beforeAll(async () => {
    [app, browser] = await Promise.all([startTestApp(), launchBrowser()]);
    site = await installWithPages(app);
    const application = makeGroup(app, ['engine']);
    await linkAccount(app, site, { namespace: 'acme', username: 'dana', application });
    await app.drain();
    const [row] = await app.ctx.db.rows<{ id: string }>('select id from repository');
    repositoryId = row?.id ?? '';
    for (let n = 0; n < 60; n += 1) {
      const state = (['done', 'done', 'done', 'done', 'failed', 'done', 'skipped'] as const)[n % 7];
      await seed({
        state: state ?? 'done',
        issueKey: `ABC-${1 + (n % 9)}`,
        argument: `Text ${n}`,
        seenAt: app.clock.now() - Math.floor((59 - n) / 2) * dayMs,
        jiraName: state === 'failed' ? null : 'Dana Developer',
        reasonCode: state === 'failed' ? 'no_user' : null,
        reason: state === 'failed' ? 'Nobody in Jira has this address.' : null,
      });
    }
  });

  afterAll(async () => {
    await browser.close();
    await app.close();
  });

  afterEach(() => page.context().close());

  const seed = (given: SeededCommand) => seedCommand(app, { tenantId: site.tenant.id, repositoryId }, given);
  const open = async (scheme: 'light' | 'dark' = 'light') => {
    ({ page, problems } = await openPage(browser, { scheme }));
    await signIn(page, app.jira, { path: new URL(site.accountsUrl()).pathname });
    frame = appFrame(page);
    await press(frame.getByRole('button', { name: 'Smart Commits' }));
    await frame.getByRole('heading', { name: 'Smart Commits', level: 1 }).waitFor();
  };
  const press = async (what: Locator, key = 'Enter') => {
    await what.focus();
    await page.keyboard.press(key);
  };
  const rows = () => frame.locator('.commands tbody tr');
  const isClean = async () => {
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(problems).toEqual([]);
  };

  describe.each(['light', 'dark'] as const)('in %s', (scheme) => {
    beforeEach(() => open(scheme));

    it('passes axe, with its table of figures open as well', async () => {
      await isClean();
      await press(frame.getByText('Show as a table'));
      await frame.getByRole('columnheader', { name: 'Failed or unknown' }).waitFor();
      await isClean();
    });

    it('draws each series in a colour and a pattern of its own', async () => {
      for (const shapes of ['.chart-key rect', 'pattern > :first-child']) {
        const fills = await frame
          .locator(shapes)
          .evaluateAll((found) =>
            found.map((shape) => shape.ownerDocument.defaultView.getComputedStyle(shape).fill),
          );
        expect([fills.length, new Set(fills).size]).toEqual([4, 4]);
      }
      await expect(frame.locator('.chart-bars .chart-part').count()).resolves.toBeGreaterThan(30);
    });
  });

  it('is filtered as somebody types, and what was opened stays open', async () => {
    await open();
    await press(frame.getByText('Show as a table'));
    await expect(rows().count()).resolves.toBe(25);
    const issue = frame.getByLabel('Issue or project');
    await issue.focus();
    await page.keyboard.type('abc-3');
    await frame.getByText('#comment Text 59', { exact: true }).waitFor({ state: 'detached' });
    await expect(rows().count()).resolves.toBe(7);
    await expect(frame.locator(':focus').getAttribute('name')).resolves.toBe('issue');
    await frame.getByLabel('State').selectOption({ label: 'Failed' });
    await frame.locator('.commands .lozenge-success').first().waitFor({ state: 'detached' });
    await expect(frame.locator('.chart details').getAttribute('open')).resolves.toBe('');
    await frame.getByLabel('Author').fill('nobody at all');
    await frame.getByText('No Smart Commit matches these filters.').waitFor();
    await isClean();
  });

  it('goes to older ones and back by the keyboard', async () => {
    await open();
    await press(frame.getByRole('button', { name: 'Older' }));
    await frame.getByText('#comment Text 34', { exact: true }).waitFor();
    await frame.getByText('#comment Text 59', { exact: true }).waitFor({ state: 'detached' });
    await press(frame.getByRole('button', { name: 'Newer' }));
    await frame.getByText('#comment Text 59', { exact: true }).waitFor();
    await isClean();
  });

  it('runs a command again when a person says so', async () => {
    await open();
    await frame.getByLabel('State').selectOption({ label: 'Failed' });
    await frame.locator('.commands .lozenge-success').first().waitFor({ state: 'detached' });
    const again = frame.getByRole('button', { name: /^Run again.*Text 53 / });
    await press(again);
    await again.waitFor({ state: 'detached' });
    await frame.getByLabel('State').selectOption({ label: 'Waiting or running' });
    await frame.getByText('#comment Text 53', { exact: true }).waitFor();
    await isClean();
  });
});
