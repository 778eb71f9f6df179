import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listAccounts } from '../../src/account/account.store.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { installTenant, type InstalledTenant } from '../support/install-tenant.ts';
import { addApplication, authorize, formFor, linkAccount } from '../support/link-account.ts';
import { wordsOf } from '../support/visitor.ts';

let app: TestApp;
let site: InstalledTenant;

beforeAll(async () => {
  app = await startTestApp();
  site = await installTenant(app);
  const { world } = app.gitlab;
  const jane = world.addUser({ username: 'jane', name: 'Jane Doe' });
  world.addUser({ username: 'joe', name: 'Joe Roe' });
  const group = world.addGroup({ path: 'acme', name: 'Acme' });
  world.addMember(group, jane, 50);
  world.addGroup({ path: 'backend', name: 'Backend', parent: group });
  world.addGroup({ path: 'open', name: 'Open', visibility: 'public' });
});
afterAll(() => app.close());

describe('linking an account', () => {
  it('starts on the page that Jira opens', async () => {
    const page = await site.open({ module: 'accounts' });
    expect(wordsOf(page)).toContain('No accounts yet');
    expect(page.text).toContain('hx-get="/accounts/new"');
  });

  it('shows the form with the labels of the DVCS connector, both checkboxes on', async () => {
    const page = await site.ask({ path: '/accounts/new' });
    const labels = [...page.text.matchAll(/<label for="([^"]+)">([^<]+)<\/label>/g)];
    expect(labels.map(([, , text]) => text)).toEqual([
      'Host',
      'Host URL',
      'Team or User Account',
      'Auto Link New Repositories',
      'Enable Smart Commits',
      'Client ID',
      'Client Secret',
      'Redirect URL',
    ]);
    for (const [, id = ''] of labels)
      expect(page.text).toMatch(new RegExp(`<(input|select)[^>]* ?id="${id}"`));
    expect([...page.text.matchAll(/<option[^>]*>([^<]+)</g)].map(([, text]) => text)).toEqual([
      'GitLab',
      'GitLab Self-Managed',
    ]);
    expect(page.text.match(/type="checkbox"[^>]* checked/g)).toHaveLength(2);
    expect(page.text).toContain(`value="${app.url}/oauth/gitlab/callback" readonly`);
  });

  it('asks the person to be logged in, goes through consent, and comes back to the page in Jira', async () => {
    const account = await linkAccount(app, site, { namespace: 'acme', username: 'jane' });
    expect(account).toMatchObject({
      hostUrl: app.gitlab.url,
      namespacePath: 'acme',
      namespaceKind: 'group',
      name: 'Acme',
      gitlabVersion: '18.9.0',
      state: 'active',
      problem: null,
      autoLink: true,
      smartCommits: true,
      includeArchived: false,
      lowerCaseKeys: false,
      tokenOwner: { username: 'jane', name: 'Jane Doe' },
    });
    const page = await site.ask({ path: `/accounts/${account.id}` });
    expect(wordsOf(page)).toContain('Group, with its subgroups');
    expect(wordsOf(page)).toContain('GitLab 18.9.0');
    expect(wordsOf(page)).toContain('Signed events (GitLab 19.0)');
    expect(wordsOf(page)).toContain('Jane Doe (@jane)');
    const [announced] = await app.ctx.db.rows<{ payload: { payload: object } }>(
      `select payload from graphile_worker._private_jobs j
       join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'account.authorized'`,
    );
    expect(announced?.payload.payload).toEqual({ tenantId: site.tenant.id, accountId: account.id });
  });

  it('comes back to the page of the account; one that is not there, or another site’s, shows the list', async () => {
    const application = addApplication(app);
    app.gitlab.world.addGroup({ path: 'back', name: 'Back', visibility: 'public' });
    const fields = formFor(app, { namespace: 'back', username: 'jane', application });
    const page = await site.ask({ path: '/accounts', fields });
    const end = await authorize(site, { page, username: 'jane' });
    const account = (await listAccounts(app.ctx.db, site.tenant.id)).find(
      ({ clientId }) => clientId === application.clientId,
    );
    const id = account?.id ?? '';
    expect(end.url).toBe(site.accountsUrl(id));
    const open = (of: InstalledTenant, named: string) =>
      of.ask({ path: `/accounts?account=${encodeURIComponent(named)}` });
    const shown = await open(site, id);
    expect(shown.text).toContain(`hx-get="/accounts/${id}/repositories"`);
    expect(wordsOf(shown)).toContain('Back Linked');
    const other = await installTenant(app, await app.jira.addSite());
    expect(wordsOf(await open(other, id))).toContain('No accounts yet');
    for (const named of ['', 'x', '00000000-0000-4000-8000-000000000000']) {
      expect((await open(site, named)).text).toContain('<h1>DVCS accounts</h1>');
    }
    await site.ask({ path: `/accounts/${id}/remove`, fields: {} });
    expect((await open(site, id)).text).toContain('<h1>DVCS accounts</h1>');
  });

  it('stores no secret in the clear and shows none', async () => {
    const application = addApplication(app);
    const account = await linkAccount(app, site, {
      namespace: 'acme/backend',
      username: 'jane',
      application,
    });
    const rows = await app.ctx.db.rows(
      `select to_jsonb(a) as account, to_jsonb(t) as token from account a
       join account_token t on t.account_id = a.id and t.tenant_id = a.tenant_id where a.tenant_id = $1 and a.id = $2`,
      [site.tenant.id, account.id],
    );
    const page = await site.ask({ path: `/accounts/${account.id}` });
    for (const text of [JSON.stringify(rows), page.text])
      expect(text).not.toContain(application.clientSecret);
    // GitLab's tokens are 64 hex digits, as its client ids are.
    expect(JSON.stringify(rows).replace(application.clientId, '')).not.toMatch(/"[0-9a-f]{64}"/);
  });

  it('finds a subgroup, a public group of others, and a personal namespace', async () => {
    const accounts = await listAccounts(app.ctx.db, site.tenant.id);
    expect(accounts.find(({ namespacePath }) => namespacePath === 'acme/backend')).toMatchObject({
      namespaceKind: 'group',
    });
    const open = await linkAccount(app, site, { namespace: 'open', username: 'jane' });
    expect(open.namespaceKind).toBe('group');
    const own = await linkAccount(app, site, { namespace: 'jane', username: 'jane' });
    expect(own).toMatchObject({ namespaceKind: 'user', namespaceId: app.gitlab.world.user('jane').id });
    const page = await site.ask({ path: `/accounts/${own.id}` });
    expect(wordsOf(page)).toContain('Personal namespace');
    expect(wordsOf(page)).not.toContain('does not belong to');
  });

  it('says so when a personal namespace is authorized by someone else', async () => {
    const account = await linkAccount(app, site, { namespace: 'joe', username: 'jane' });
    const page = await site.ask({ path: `/accounts/${account.id}` });
    expect(wordsOf(page)).toContain('does not belong to @jane');
  });

  it('keeps what the checkboxes say', async () => {
    app.gitlab.world.addGroup({ path: 'quiet', visibility: 'public' });
    const account = await linkAccount(app, site, {
      namespace: 'quiet',
      username: 'jane',
      autoLink: false,
      smartCommits: false,
    });
    expect(account).toMatchObject({ autoLink: false, smartCommits: false });
  });

  it('lists accounts by name, of this site only', async () => {
    const page = await site.ask({ path: '/accounts' });
    const names = [...page.text.matchAll(/<h2><a [^>]*><bdi>([^<]+)</g)].map(([, name]) => name);
    expect(names).toEqual(['Acme', 'Backend', 'Jane Doe', 'Joe Roe', 'Open', 'quiet']);
    const other = await installTenant(app, await app.jira.addSite());
    expect(wordsOf(await other.ask({ path: '/accounts' }))).toContain('No accounts yet');
    const [account] = await listAccounts(app.ctx.db, site.tenant.id);
    for (const path of ['', '/remove', '/client']) {
      expect((await other.ask({ path: `/accounts/${account?.id}${path}` })).status).toBe(404);
    }
    for (const path of ['/remove', '/authorize', '/client', '/settings/auto-link']) {
      const answer = await other.ask({ path: `/accounts/${account?.id}${path}`, fields: {} });
      expect(answer.status).toBe(404);
    }
  });

  it('refuses the same account twice, however it is written', async () => {
    const application = addApplication(app);
    for (const namespace of ['acme', '/ACME/', `${app.gitlab.url}/groups/acme/-/settings`]) {
      const fields = formFor(app, { namespace, username: 'jane', application });
      const page = await site.ask({ path: '/accounts', fields });
      expect(page.status).toBe(422);
      expect(wordsOf(page)).toContain('This account is already integrated with Jira');
    }
  });
});

describe('a GitLab of one’s own', () => {
  it.each(['/', '/-/jira'])(
    'below a path, in its oldest supported version, with %s at the end',
    async (end) => {
      const old = await startTestApp({ gitlab: { basePath: '/gitlab', version: '13.0.0-ee' } });
      const oldSite = await installTenant(old);
      old.gitlab.world.addUser({ username: 'jane' });
      // `GET /metadata` came with 15.2, and `enterprise` with it: before, the version's suffix tells.
      old.gitlab.faults.add({ match: 'metadata', status: 404, body: { error: '404 Not Found' } });
      const version = { version: '13.0.0-ee', revision: '4a8f2e6c1d0' };
      old.gitlab.faults.add({
        match: ({ headers, path }) => path.endsWith('/version') && 'authorization' in headers,
        status: 200,
        body: version,
      });
      const application = addApplication(old);
      const fields = formFor(old, { namespace: 'jane', username: 'jane', application });
      const hostUrl = `${old.gitlab.url}${end}`;
      const page = await oldSite.ask({ path: '/accounts', fields: { ...fields, hostUrl } });
      expect(wordsOf(page)).toContain(
        `Please be sure that you are logged in to ${old.gitlab.url.slice('http://'.length)} before clicking Continue`,
      );
      await authorize(oldSite, { page, username: 'jane' });
      const [account] = await listAccounts(old.ctx.db, oldSite.tenant.id);
      expect(account).toMatchObject({
        state: 'active',
        hostUrl: old.gitlab.url,
        gitlabVersion: '13.0.0-ee',
        enterprise: true,
      });
      await old.close();
    },
  );
});
