import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { LinkedAccount } from '../../src/account/account.ts';
import { noRefresh, startTestApp, type TestApp } from '../support/app.ts';
import { installTenant, type InstalledTenant } from '../support/install-tenant.ts';
import { linkAccount, linkedAccount } from '../support/link-account.ts';
import { finishImport, makeGroup } from '../support/linked-group.ts';
import { wordsOf } from '../support/visitor.ts';

describe('the switch for archived projects', () => {
  let app: TestApp;
  let site: InstalledTenant;
  let account: LinkedAccount;
  const set = (fields: Record<string, string>) =>
    site.ask({ path: `/accounts/${account.id}/settings/archived`, fields });
  const isOn = async () => (await linkedAccount(app, account)).includeArchived;
  const table = async () => wordsOf(await site.ask({ path: `/accounts/${account.id}/repositories` }));

  beforeEach(async () => {
    app = await startTestApp({ env: { ...noRefresh, CHANGED_FILES: 'off' } });
    site = await installTenant(app);
    makeGroup(app, ['one', 'old']);
    app.gitlab.world.archive(app.gitlab.world.project('acme/old'));
    account = await linkAccount(app, site, { namespace: 'acme', username: 'dana' });
    await set({ on: 'true' });
    await finishImport(app);
  });
  afterEach(() => app.close());

  it('asks first where switching it off takes something from Jira, with how much', async () => {
    expect(await table()).toContain('acme/old');
    const question = await set({});
    expect(wordsOf(question)).toContain('1 archived repository is enabled.');
    expect(await isOn()).toBe(true);
    const kept = await set({ asked: 'true', on: 'true' });
    expect(kept.text).toMatch(/role="switch"[^>]* checked data-takes-focus/);
    expect(kept.text).not.toContain('<form');
    expect(await isOn()).toBe(true);

    const off = await set({ asked: 'true', sure: 'true' });
    expect(off.text).not.toContain(' checked');
    expect(off.text).not.toContain('<form');
    await finishImport(app);
    expect(await isOn()).toBe(false);
    expect(await table()).not.toContain('acme/old');
  });

  it('asks nothing where none of them is enabled', async () => {
    await site.ask({
      path: `/accounts/${account.id}/repositories/switch?search=old`,
      fields: { action: 'disable', all: 'true' },
    });
    expect((await set({})).text).not.toContain('<form');
    expect(await isOn()).toBe(false);
  });
});
