import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listAccounts } from '../../src/account/account.store.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { installTenant, type InstalledTenant } from '../support/install-tenant.ts';
import { addApplication, authorize, followUrl, formFor } from '../support/link-account.ts';
import type { Page } from '../support/visitor.ts';

// In a Forge site GitLab opens in a tab of its own: the page that was left asks whether the person is back.
describe('the page from which a person leaves for GitLab', () => {
  let app: TestApp;
  let site: InstalledTenant;
  let accountUrl: string;

  beforeAll(async () => {
    app = await startTestApp();
    site = await installTenant(app);
    const { world } = app.gitlab;
    world.addMember(world.addGroup({ path: 'acme' }), world.addUser({ username: 'jane' }), 50);
  });
  afterAll(() => app.close());

  const leave = async (): Promise<Page> => {
    const [account] = await listAccounts(app.ctx.db, site.tenant.id);
    if (account !== undefined) return site.ask({ path: `/accounts/${account.id}/authorize`, fields: {} });
    const form = formFor(app, { namespace: 'acme', username: 'jane', application: addApplication(app) });
    const page = await site.ask({ path: '/accounts', fields: form });
    const [added] = await listAccounts(app.ctx.db, site.tenant.id);
    accountUrl = `/accounts/${added?.id}`;
    return page;
  };
  const follow = (page: Page, accountId?: string) => site.ask({ path: followUrl(page), accountId });
  const goesOn = (page: Page) =>
    page.text.includes(`hx-get="${accountUrl}" hx-trigger="load" hx-target="#main"`);

  it('shows the account once it is authorized, and not before', async () => {
    const page = await leave();
    const before = await follow(page);
    expect(before.status).toBe(200);
    expect(followUrl(before)).toBe(followUrl(page));
    expect(goesOn(before)).toBe(false);
    await authorize(site, { page, username: 'jane' });
    expect(goesOn(await follow(page))).toBe(true);
  });

  it('shows the account where GitLab gave nothing', async () => {
    const page = await leave();
    app.gitlab.faults.add({ match: 'oauth.token', status: 503, times: 5 });
    await authorize(site, { page, username: 'jane' });
    app.gitlab.faults.clear();
    expect(goesOn(await follow(page))).toBe(true);
  });

  it('shows the account when the time is over', async () => {
    const page = await leave();
    app.advance(10 * 60_000);
    expect(goesOn(await follow(page))).toBe(true);
  });

  it('tells nothing to anybody else', async () => {
    const page = await leave();
    const answer = await follow(page, site.memberId);
    // Without an app in Jira, only administrators can sign in.
    expect([401, 404]).toContain(answer.status);
    expect(goesOn(answer)).toBe(false);
    expect((await site.ask({ path: '/authorizations/none' })).status).toBe(404);
  });
});
