import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { accountSummaries } from '../../src/account/account-summaries.ts';
import {
  clientSecretOf,
  getAccount,
  listAccounts,
  type LinkedAccount,
} from '../../src/account/account.store.ts';
import { inTransaction } from '../../src/db/db.ts';
import { readTokens, tokensOfAccount } from '../../src/account/tokens/token.store.ts';
import type { Namespace } from '../sandbox/gitlab/world/model.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { installTenant, type InstalledTenant } from '../support/install-tenant.ts';
import { addApplication, authorize, formFor, linkAccount, linkedAccount } from '../support/link-account.ts';
import { wordsOf } from '../support/visitor.ts';

let app: TestApp;
let site: InstalledTenant;
let account: LinkedAccount;
let group: Namespace;
let number = 0;

beforeAll(async () => {
  app = await startTestApp();
  site = await installTenant(app);
  app.gitlab.world.addUser({ username: 'jane', name: 'Jane Doe' });
});
beforeEach(async () => {
  number += 1;
  app.gitlab.faults.clear();
  group = app.gitlab.world.addGroup({ path: `group-${number}`, visibility: 'public' });
  account = await linkAccount(app, site, { namespace: group.path, username: 'jane' });
});
afterAll(() => app.close());

const key = () => ({ tenantId: account.tenantId, accountId: account.id });
const post = (path: string, fields: Record<string, string> = {}) =>
  site.ask({ path: `/accounts/${account.id}${path}`, fields });
const revoked = () => app.gitlab.counts['oauth.revoke'] ?? 0;
const stored = () => readTokens(app.ctx.db, tokensOfAccount(key()), app.ctx.sealer);
const listed = async () => (await listAccounts(app.ctx.db, site.tenant.id)).map(({ id }) => id);

describe('the settings of an account', () => {
  it.each([
    ['auto-link', 'autoLink', false],
    ['smart-commits', 'smartCommits', false],
    ['archived', 'includeArchived', true],
    ['lower-case-keys', 'lowerCaseKeys', true],
  ] as const)('%s is switched, shown as stored, and changes nothing else', async (path, setting, on) => {
    const page = await post(`/settings/${path}`, on ? { on: 'true' } : {});
    expect(page.text.includes(' checked')).toBe(on);
    expect(page.text).toContain(`hx-post="/accounts/${account.id}/settings/${path}"`);
    expect(await linkedAccount(app, account)).toEqual({ ...account, [setting]: on });
  });

  it('are each their own: several that are switched at the same time are all switched', async () => {
    let both: Promise<unknown> = Promise.resolve();
    await inTransaction(app.ctx.db, async (tx) => {
      await tx.run('select 1 from account where tenant_id = $1 and id = $2 for update', [
        account.tenantId,
        account.id,
      ]);
      both = Promise.all([post('/settings/auto-link'), post('/settings/smart-commits')]);
      const waiting = () =>
        app.ctx.db.rows(
          `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        );
      while ((await waiting()).length < 2) await sleep(5);
    });
    await both;
    expect(await linkedAccount(app, account)).toMatchObject({ autoLink: false, smartCommits: false });
  });

  it('has no others', async () => {
    expect((await post('/settings/state', { on: 'true' })).status).toBe(404);
  });

  it('announces what has to be read again, and only that', async () => {
    const announced = async () =>
      (
        await app.ctx.db.rows(
          `select 1 from graphile_worker.jobs where task_identifier = 'account.settings-changed' and key like '%' || $1`,
          [account.id],
        )
      ).length;
    await post('/settings/auto-link');
    await post('/settings/smart-commits');
    await post('/settings/archived');
    expect(await announced()).toBe(0);
    await post('/settings/archived', { on: 'true' });
    expect(await announced()).toBe(1);
  });
});

describe('an account is removed', () => {
  it('after a question, revokes its tokens in GitLab, and can be added again', async () => {
    const question = await site.ask({ path: `/accounts/${account.id}/remove` });
    expect(wordsOf(question)).toContain(`Are you sure you want to remove account “${group.name}” from Jira?`);
    expect(await listed()).toContain(account.id);
    const before = revoked();
    const after = wordsOf(await post('/remove'));
    expect(after).not.toContain(group.path);
    // The list as it is when it is opened, with all that stands below it.
    expect(after).toBe(wordsOf(await site.ask({ path: '/accounts' })));
    expect(await listed()).not.toContain(account.id);
    await app.drain();
    expect(revoked()).toBe(before + 1);
    expect(await stored()).toBeUndefined();
    expect(await clientSecretOf(app.ctx.db, key(), app.ctx.sealer)).toBe('');
    expect((await post('/remove')).status).toBe(404);
    const again = await linkAccount(app, site, { namespace: group.path, username: 'jane' });
    expect(again.id).not.toBe(account.id);
  });

  it('even when GitLab cannot be told: after hours of trying the tokens are forgotten', async () => {
    app.gitlab.faults.add({ match: 'oauth.revoke', status: 503, body: 'down' });
    const before = revoked();
    await post('/remove');
    for (let quarter = 0; quarter < 30; quarter += 1) {
      await app.drain();
      if (quarter === 4) expect(await stored()).toBeDefined();
      app.advance(15 * 60_000);
    }
    expect(revoked()).toBeGreaterThan(before + 5);
    expect(await stored()).toBeUndefined();
  });

  it('without a trace when it was never authorized', async () => {
    const application = addApplication(app);
    const fields = formFor(app, { namespace: 'pending-one', username: 'jane', application });
    await site.ask({ path: '/accounts', fields });
    const pending = (await listAccounts(app.ctx.db, site.tenant.id)).find(({ state }) => state === 'pending');
    if (pending === undefined) throw new Error('not added');
    await site.ask({ path: `/accounts/${pending.id}/remove`, fields: {} });
    expect(await getAccount(app.ctx.db, site.tenant.id, pending.id)).toBeUndefined();
  });
});

describe('an account is authorized again', () => {
  it('keeps its id and settings; the old tokens are revoked', async () => {
    const old = await stored();
    const before = revoked();
    await post('/settings/auto-link');
    await authorize(site, { page: await post('/authorize'), username: 'jane' });
    expect(await linkedAccount(app, account)).toEqual({ ...account, autoLink: false });
    expect((await stored())?.accessToken).not.toBe(old?.accessToken);
    expect(revoked()).toBe(before + 1);
    const info = await fetch(`${app.gitlab.url}/oauth/token/info`, {
      headers: { authorization: `Bearer ${old?.accessToken ?? ''}` },
    });
    expect(info.status).toBe(401);
  });

  it('finds its group by id when the path has changed in GitLab', async () => {
    group.path = `renamed-${number}`;
    app.gitlab.world.addGroup({ path: `group-${number}`, visibility: 'public' });
    await authorize(site, { page: await post('/authorize'), username: 'jane' });
    expect(await linkedAccount(app, account)).toMatchObject({
      namespacePath: `renamed-${number}`,
      namespaceId: account.namespaceId,
    });
  });

  it('stays as it was when GitLab refuses the code', async () => {
    const page = await post('/authorize');
    app.gitlab.faults.add({ match: 'oauth.token', status: 400, body: { error: 'invalid_grant' }, times: 1 });
    const end = await authorize(site, { page, username: 'jane' });
    expect(wordsOf(end)).toContain('GitLab did not accept the access code');
    expect(await linkedAccount(app, account)).toEqual(account);
    expect((await stored())?.refused).toBe(false);
  });
});

describe('the same group by another path', () => {
  it('is refused when GitLab tells that it is the same', async () => {
    const application = addApplication(app);
    const oldPath = group.path;
    group.path = `moved-${number}`;
    const fields = formFor(app, { namespace: group.path, username: 'jane', application });
    const page = await site.ask({ path: '/accounts', fields });
    const end = await authorize(site, { page, username: 'jane' });
    expect(end.status).toBe(409);
    expect(wordsOf(end)).toContain(`is already integrated with Jira, as "${oldPath}"`);
  });
});

describe('the operator’s list', () => {
  it('has the accounts of one site or of all, without secrets', async () => {
    const summaries = await accountSummaries(app.ctx.db);
    expect(summaries).toContainEqual({
      tenantId: site.tenant.id,
      id: account.id,
      hostUrl: app.gitlab.url,
      namespacePath: group.path,
      namespaceKind: 'group',
      state: 'active',
      gitlabVersion: '18.9.0',
      problem: null,
    });
    expect(await accountSummaries(app.ctx.db, crypto.randomUUID())).toEqual([]);
  });
});

describe('a site uninstalls the app', () => {
  it('gives up its tokens at once; the accounts come back with it and ask to be authorized', async () => {
    const before = revoked();
    const linked = (await listAccounts(app.ctx.db, site.tenant.id)).filter(({ state }) => state === 'active');
    await site.uninstall();
    await app.drain();
    expect(revoked()).toBe(before + linked.length);
    expect(await stored()).toBeUndefined();
    site = await installTenant(app);
    expect(site.tenant.id).toBe(account.tenantId);
    expect(await linkedAccount(app, account)).toMatchObject({ state: 'needs_authorization', autoLink: true });
    await authorize(site, { page: await post('/authorize'), username: 'jane' });
    expect(await linkedAccount(app, account)).toMatchObject({ state: 'active', problem: null });
  });
});
