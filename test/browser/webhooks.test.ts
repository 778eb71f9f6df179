import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';
import { startTestApp, type TestApp } from '../support/app.ts';
import type { InstalledTenant } from '../support/install-tenant.ts';
import { linkAccount } from '../support/link-account.ts';
import { accessibilityProblems, launchBrowser, openPage, pollNow } from './support/browser.ts';
import { addPanel, appFrame, installWithPages, signIn } from './support/jira-person.ts';
import { finishImport, makeGroup } from '../support/linked-group.ts';

jest.setTimeout(120_000);

// What keeps Jira current, as an administrator sees it. Each step stands on the one before it.
describe('keeping Jira current', () => {
  let app: TestApp;
  let site: InstalledTenant;
  let browser: Browser;
  let page: Page;
  let frame: FrameLocator;
  let problems: string[];

  beforeAll(async () => {
    [app, browser] = await Promise.all([startTestApp(), launchBrowser()]);
    site = await installWithPages(app);
    const application = makeGroup(app, ['engine']);
    app.gitlab.hooks.localHooks = false;
    await linkAccount(app, site, { namespace: 'acme', username: 'dana', application });
    await finishImport(app);
  });

  afterAll(async () => {
    await browser.close();
    await app.close();
  });

  beforeEach(async () => {
    ({ page, problems } = await openPage(browser));
    await signIn(page, app.jira, { path: new URL(site.accountsUrl()).pathname });
    await open();
  });
  // A page that stays open would go on asking.
  afterEach(() => page.context().close());

  const open = async () => {
    await page.goto(site.accountsUrl());
    frame = appFrame(page);
    await frame.getByRole('link', { name: 'Acme' }).click();
    await row().waitFor();
  };
  const row = () => frame.getByRole('row', { name: /acme\/engine\b/ });
  const project = () => app.gitlab.world.project('acme/engine');
  const press = async (what: Locator, key = 'Enter') => {
    await what.focus();
    await page.keyboard.press(key);
  };
  const isClean = async () => {
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(problems).toEqual([]);
  };
  /** Address and secret token, once they are shown. */
  const revealed = async () => {
    await press(row().getByText(/^Add it by hand/));
    const values = row().locator('dd.mono');
    await values.first().waitFor();
    await isClean();
    const [url = '', token = ''] = await values.allTextContents();
    return { url, token };
  };

  it('warns where GitLab made no webhook, and shows what to enter by hand', async () => {
    await frame.getByRole('heading', { name: '1 repository has no webhook' }).waitFor();
    await expect(row().getByText('Webhook calls').count()).resolves.toBe(0);
    const { url, token } = await revealed();
    expect(url.startsWith(`${app.ctx.config.appBaseUrl}/webhooks/gitlab/`)).toBe(true);
    expect(token.length).toBeGreaterThan(20);

    await expect(fetch(url, { method: 'POST', body: '{}' })).resolves.toMatchObject({ status: 401 });
    const sent = await fetch(url, {
      method: 'POST',
      headers: { 'x-gitlab-token': token },
      body: JSON.stringify({ object_kind: 'push', project_id: project().id, ref: 'refs/heads/main' }),
    });
    expect(sent.status).toBe(200);
    await open();
    await row().getByText('Webhook added by hand').waitFor();
    await expect(frame.getByRole('heading', { name: /no webhook/ }).count()).resolves.toBe(0);
  });

  it('shows what the webhook called for, and what came of it', async () => {
    await press(row().getByText(/^Webhook calls/));
    await row()
      .getByRole('listitem')
      .filter({ hasText: /Push main,.*Looked up in GitLab/ })
      .waitFor();
    await isClean();
  });

  it('tries again when a person says so', async () => {
    // As after a week without any event.
    await app.ctx.db.run('delete from delivery where tenant_id = $1', [site.tenant.id]);
    await open();
    app.gitlab.hooks.localHooks = true;
    await press(frame.getByRole('button', { name: 'Try again', exact: true }));
    await frame.getByText('It is being tried again').waitFor();
    await isClean();
    await finishImport(app);
    expect(app.gitlab.hooks.all).toHaveLength(1);
    await open();
    await expect(frame.getByText(/no webhook/i).count()).resolves.toBe(0);
  });

  it('refreshes a repository, wholly or what has changed, by the keyboard', async () => {
    const menu = row().getByRole('button', { name: /^How to refresh/ });
    for (const name of [/^Refresh\b/, /^Full refresh\b/]) {
      if (name.test('Full refresh')) await press(menu);
      await press(row().getByRole('button', { name }));
      await row()
        .getByText(/Waiting for its turn/)
        .waitFor();
      await isClean();
      await finishImport(app);
      await pollNow(page, 2);
      await menu.waitFor();
      await row().getByText('Last refreshed').waitFor();
    }
    await frame.locator('[data-poll]').waitFor({ state: 'detached' });
  });

  it('says what waits for whom, and that nothing does', async () => {
    const retry = { 'Retry-After': '120' };
    app.gitlab.faults.add({ match: 'project.branches', status: 429, headers: retry, body: 'Retry later' });
    await press(row().getByRole('button', { name: /^How to refresh/ }));
    await press(row().getByRole('button', { name: /^Full refresh\b/ }));
    await row().getByText('Waiting for its turn').waitFor();
    await app.drain();
    await press(frame.getByRole('button', { name: 'What waits' }));
    await frame.getByRole('heading', { name: 'What waits' }).waitFor();
    await frame.getByRole('row', { name: /^All that is read from .* GitLab \d\d:\d\d/ }).waitFor();
    await isClean();

    app.gitlab.faults.clear();
    app.advance(122_000);
    await finishImport(app);
    await pollNow(page, 15);
    await frame.getByText('Nothing waits').waitFor();
    await press(frame.getByRole('link', { name: 'Acme' }));
    await row().getByText('Imported').waitFor();
  });

  it('takes rules for environments, and says what is wrong with one', async () => {
    const rules = frame.getByLabel('Types of environments');
    const save = frame.locator('#environment-rules-form').getByRole('button', { name: 'Save' });
    await rules.fill('eu-* = everywhere');
    await press(save);
    await frame.locator('#environment-rules-fault').waitFor();
    await expect(rules.getAttribute('aria-invalid')).resolves.toBe('true');
    expect(await accessibilityProblems(page)).toEqual([]);
    await rules.fill('eu-* = production');
    await press(save);
    await frame.getByText('Saved. Deployments and feature flags').waitFor();
    await isClean();
  });

  it('shows builds and deployments on an issue', async () => {
    const { world } = app.gitlab;
    const dana = world.user('dana');
    world.push(project(), 'ABC-1-new', [{ message: 'ABC-1 New' }]);
    const pipeline = world.runPipeline(project(), { ref: 'ABC-1-new', status: 'success' });
    world.deploy(project(), { environment: 'production', ref: 'ABC-1-new', user: dana, pipeline });
    await finishImport(app);
    await page.goto(`${app.jira.url}/browse/ABC-1`);
    await addPanel(page);
    const panel = page.frameLocator('iframe');
    await panel.getByRole('heading', { name: 'Builds' }).waitFor();
    await panel
      .getByRole('region', { name: 'How far it is deployed' })
      .getByRole('link', { name: /production/ })
      .waitFor();
    await isClean();
  });
});
