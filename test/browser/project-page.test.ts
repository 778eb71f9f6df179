import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { recordEntities } from '../../src/dev-info/ledger.store.ts';
import { mergeRequest } from '../dev-info/support/facts.ts';
import { projectHistory } from '../panel/support/project-history.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { linkAccount } from '../support/link-account.ts';
import { accessibilityProblems, launchBrowser, openPage, type Look } from './support/browser.ts';
import { appFrame, installWithPages, signIn } from './support/jira-person.ts';
import { makeGroup } from '../support/linked-group.ts';

jest.setTimeout(120_000);

// A tab of a project in Jira: what GitLab has of it.
describe('the page of a project in a browser', () => {
  let app: TestApp;
  let browser: Browser;
  let page: Page;
  let frame: FrameLocator;
  let problems: string[];

  beforeAll(async () => {
    [app, browser] = await Promise.all([startTestApp(), launchBrowser()]);
    const site = await installWithPages(app);
    site.site.createProject({ key: 'NEW', name: 'Brand new' });
    await linkAccount(app, site, {
      namespace: 'acme',
      username: 'dana',
      application: makeGroup(app, ['engine']),
    });
    await app.drain();
    const [row] = await app.ctx.db.rows<{ id: string }>('select id from repository');
    const now = app.clock.now();
    const waiting = Array.from({ length: 12 }, (_, index) => ({
      ...mergeRequest(900 + index, {
        title: `${'W'.repeat(200)} ${index} 👩‍🚒 \u202egnirts <b>bold</b>`,
        createdAt: now - (index + 40) * 86_400_000,
        reviewers: [{ name: 'N'.repeat(255), approval: 'UNAPPROVED' }],
      }),
      issueKeys: ['ABC-1'],
    }));
    await recordEntities(app.ctx.db, {
      tenantId: site.tenant.id,
      repositoryId: row?.id ?? '',
      now,
      lane: 'live',
      entities: [...projectHistory(now), ...waiting],
    });
  });

  afterAll(async () => {
    await browser.close();
    await app.close();
  });

  afterEach(() => page.context().close());

  const openProject = async (key: string, look: Look) => {
    ({ page, problems } = await openPage(browser, look));
    page.setDefaultTimeout(25_000);
    await signIn(page, app.jira, { name: 'Max Member', path: `/browse/${key}` });
    await page
      .getByRole('navigation', { name: 'Project' })
      .getByRole('link', { name: 'GitLab' })
      .press('Enter');
    frame = appFrame(page);
    await frame.getByRole('heading', { name: /^GitLab: / }).waitFor();
  };
  const isClean = async () => {
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(problems).toEqual([]);
  };

  it.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 320],
    ['dark', 320],
  ] as const)('shows charts with their tables in the %s, %i pixels wide', async (scheme, width) => {
    await openProject('ABC', { scheme, width });
    await frame.getByRole('img', { name: 'Builds and deployments by week' }).waitFor();
    await isClean();
    for (const table of await frame.getByText('Show as a table').all()) await table.press('Enter');
    await frame.getByRole('region', { name: 'From the first commit to production' }).waitFor();
    await isClean();
    const html = frame.locator('html');
    expect(await html.evaluate((root) => root.scrollWidth - root.clientWidth)).toBe(0);
  });

  it('turns the pages of what waits by keyboard', async () => {
    await openProject('ABC', { scheme: 'light' });
    const waiting = frame.getByRole('region', { name: 'Merge requests that wait' });
    expect(await waiting.getByRole('row').count()).toBe(11);
    await frame.getByRole('button', { name: 'Next' }).press('Enter');
    await frame.getByText('Page 2 of').waitFor();
    await isClean();
    await frame.getByRole('button', { name: 'Previous' }).press('Enter');
    await frame.getByText('Page 1 of').waitFor();
    await isClean();
  });

  it.each(['light', 'dark'] as const)(
    'says in the %s how a project without GitLab begins',
    async (scheme) => {
      await openProject('NEW', { scheme });
      await frame.getByRole('heading', { name: 'Nothing from GitLab yet' }).waitFor();
      await isClean();
    },
  );
});
