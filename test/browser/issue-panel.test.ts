import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { recordEntities } from '../../src/dev-info/ledger.store.ts';
import { deployment } from '../dev-info/support/facts.ts';
import { seedCommand } from '../smart-commit/support/seed-commands.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { linkAccount } from '../support/link-account.ts';
import { accessibilityProblems, launchBrowser, openPage } from './support/browser.ts';
import { addPanel, appFrame, installWithPages, signIn } from './support/jira-person.ts';
import { makeGroup } from '../support/linked-group.ts';

jest.setTimeout(120_000);

// The GitLab panel on an issue, and a person's own page.
describe('what people see of Smart Commits in a browser', () => {
  let app: TestApp;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    [app, browser] = await Promise.all([startTestApp(), launchBrowser()]);
    const site = await installWithPages(app);
    const application = makeGroup(app, ['engine']);
    await linkAccount(app, site, { namespace: 'acme', username: 'dana', application });
    await app.drain();
    const [row] = await app.ctx.db.rows<{ id: string }>('select id from repository');
    const key = { tenantId: site.tenant.id, repositoryId: row?.id ?? '' };
    const now = app.clock.now();
    const at = { createdAt: now, updatedAt: now };
    const staging = { id: 2, name: `review/${'x'.repeat(240)}`, type: 'staging' } as const;
    const development = { id: 3, name: '<b>dev</b> \u202evne', type: 'development' } as const;
    await recordEntities(app.ctx.db, {
      ...{ tenantId: key.tenantId, repositoryId: key.repositoryId, now, lane: 'live' },
      entities: [
        deployment(1, { ...at, environment: development }, ['ABC-1']),
        deployment(2, { ...at, environment: staging, state: 'failed' }, ['ABC-1']),
        deployment(3, { createdAt: now, updatedAt: now - 1, environment: staging }, ['ABC-1']),
        deployment(4, { ...at, state: 'in_progress' }, ['ABC-1']),
      ],
    });
    const reason = 'Nobody in Jira has the address of this author. Link your GitLab user.';
    const time = { name: 'time', type: 'time', argument: '1h 30m Review' } as const;
    await seedCommand(app, key, { state: 'done', jiraName: 'Dana Developer' });
    await seedCommand(app, key, { ...time, state: 'failed', reasonCode: 'no_user', reason });
    await seedCommand(app, key, { name: 'close', type: 'transition', state: 'unknown', reason });
    await seedCommand(app, key, { state: 'skipped', reasonCode: 'repeats_another', reason });
    await seedCommand(app, key, { state: 'waiting' });
    const jiraAccountId = site.adminId;
    await seedCommand(app, key, {
      ...time,
      state: 'failed',
      reasonCode: 'no_permission',
      reason,
      jiraAccountId,
    });
  });
  afterAll(async () => {
    await browser.close();
    await app.close();
  });
  afterEach(() => page.context().close());

  it('stands folded beside every issue, without being added, and is found as it was left', async () => {
    const watched = await openPage(browser);
    ({ page } = watched);
    await signIn(page, app.jira, { path: '/browse/ABC-2' });
    const folded = page.getByRole('group').filter({ hasText: 'Branches, merge requests, deployments' });
    await expect(page.locator('iframe').count()).resolves.toBe(0);
    await folded.locator('summary').press('Enter');
    await appFrame(page).getByRole('button', { name: 'Create branch' }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);

    await page.goto(`${app.jira.url}/browse/ABC-1`);
    const html = appFrame(page).locator('html');
    await appFrame(page).getByRole('region', { name: 'How far it is deployed' }).waitFor();
    expect(await html.evaluate((root) => root.scrollWidth - root.clientWidth)).toBe(0);
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(watched.problems).toEqual([]);
  });

  it.each([
    ['light', 1280],
    ['dark', 320],
  ] as const)(
    'shows in %s, %i pixels wide, how far it is deployed and what commits asked of it',
    async (scheme, width) => {
      const watched = await openPage(browser, { scheme, width });
      ({ page } = watched);
      await signIn(page, app.jira, { path: '/browse/ABC-1' });
      await addPanel(page);
      const commands = appFrame(page).getByRole('region', { name: 'Smart Commits' }).getByRole('listitem');
      await commands.first().waitFor();
      await commands.nth(5).waitFor();
      expect((await commands.allInnerTexts()).map((text) => text.replace(/\s+/g, ' '))).toEqual([
        expect.stringContaining('Log 1h 30m Failed'),
        expect.stringContaining('Comment Waiting'),
        expect.stringContaining('Comment Skipped'),
        expect.stringContaining('Close Please look'),
        expect.stringContaining('Log 1h 30m Failed'),
        expect.stringContaining('Commented Done'),
      ]);
      const steps = appFrame(page)
        .getByRole('region', { name: 'How far it is deployed' })
        .getByRole('listitem');
      expect((await steps.allInnerTexts()).map((text) => text.split(/\s+/, 2).join(' '))).toEqual([
        'Development Deployed',
        'Testing Not',
        'Staging Failed',
        'Production Running',
      ]);
      expect(await accessibilityProblems(page)).toEqual([]);
      expect(watched.problems).toEqual([]);
    },
  );

  it.each(['light', 'dark'] as const)(
    'shows to a person in %s what their commits asked for, and by choice what was not done',
    async (scheme) => {
      const watched = await openPage(browser, { scheme, width: 800 });
      ({ page } = watched);
      await signIn(page, app.jira, { path: '/browse/ABC-1' });
      await page.getByRole('link', { name: 'My GitLab identity' }).click();
      const own = appFrame(page).getByRole('region', { name: 'My Smart Commits' });
      await own.getByText('#time 1h 30m Review').first().waitFor();
      await own.getByText('Done', { exact: true }).first().waitFor();
      expect(await accessibilityProblems(page)).toEqual([]);
      await own.getByLabel('Only what was not done').press('Space');
      await own.getByText('Done', { exact: true }).first().waitFor({ state: 'detached' });
      expect(await own.getByText('Failed', { exact: true }).count()).toBeGreaterThan(0);
      expect(await accessibilityProblems(page)).toEqual([]);
      expect(watched.problems).toEqual([]);
    },
  );
});
