import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { listAccounts, type Account } from '../../src/account/account.store.ts';
import { readTokens, tokensOfAccount } from '../../src/account/tokens/token.store.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { installTenant, type InstalledTenant } from '../support/install-tenant.ts';
import {
  addApplication,
  allowInGitlab,
  authorize,
  continueUrl,
  formFor,
  type OauthApplication,
} from '../support/link-account.ts';
import { itWhere } from '../support/site/it-where.ts';
import { createVisitor, unescapeHtml, wordsOf, type Page } from '../support/visitor.ts';

let app: TestApp;
let site: InstalledTenant;
let application: OauthApplication;

beforeAll(async () => {
  app = await startTestApp();
  site = await installTenant(app);
  const { world } = app.gitlab;
  const jane = world.addUser({ username: 'jane', name: 'Jane Doe' });
  world.addMember(world.addGroup({ path: 'acme' }), jane, 50);
  world.addGroup({ path: 'secret' });
});
beforeEach(() => {
  application = addApplication(app);
});
afterEach(async () => {
  app.gitlab.faults.clear();
  for (const { id } of await accounts()) {
    expect((await site.ask({ path: `/accounts/${id}/remove`, fields: {} })).status).toBe(200);
  }
});
afterAll(() => app.close());

const accounts = () => listAccounts(app.ctx.db, site.tenant.id);

const add = (namespace = 'acme'): Promise<Page> =>
  site.ask({
    path: '/accounts',
    fields: formFor(app, { namespace, username: 'jane', application }),
  });

async function onlyAccount(): Promise<Account> {
  const [account, ...others] = await accounts();
  if (account === undefined || others.length > 0) throw new Error('not one account');
  return account;
}

/** The message is on the page where the person is, with the way back, and on the account that is still pending. */
async function expectRefused(end: Page, status: number, words: string): Promise<void> {
  expect(end.url).toContain(`${app.url}/oauth/gitlab/callback`);
  expect(end.status).toBe(status);
  expect(wordsOf(end)).toContain(words);
  const account = await onlyAccount();
  expect(unescapeHtml(end.text)).toContain(`href="${site.accountsUrl(account.id)}"`);
  expect(account.state).toBe('pending');
  const page = await site.ask({ path: `/accounts/${account.id}` });
  expect(wordsOf(page)).toContain(words);
  expect(page.text).toContain(`hx-post="/accounts/${account.id}/authorize"`);
  expect(
    await readTokens(
      app.ctx.db,
      tokensOfAccount({ tenantId: site.tenant.id, accountId: account.id }),
      app.ctx.sealer,
    ),
  ).toBe(undefined);
}

/** GitLab skips its consent page while a live token of the application exists; that it is shown tells there is none. */
async function expectNoLiveToken(): Promise<void> {
  const visitor = createVisitor(app.url);
  const query = new URLSearchParams({
    client_id: application.clientId,
    redirect_uri: `${app.url}/oauth/gitlab/callback`,
    response_type: 'code',
    scope: 'api',
  });
  const start = await visitor.open(`${app.gitlab.url}/oauth/authorize?${query.toString()}`);
  const consent = await visitor.submit(start, 'sign-in', {
    'user[login]': 'jane',
    'user[password]': 'password',
  });
  expect(consent.text).toContain('id="authorize"');
}

describe('GitLab’s answer is refused', () => {
  it('when the person denies consent', async () => {
    const visitor = createVisitor(site.site.url);
    const start = await visitor.open(continueUrl(await add()));
    const consent = await visitor.submit(start, 'sign-in', {
      'user[login]': 'jane',
      'user[password]': 'password',
    });
    await expectRefused(await visitor.submit(consent, 'deny'), 403, 'Access was denied in GitLab');
  });

  it('for an unknown group, and alike for one the user cannot see; the token is given back', async () => {
    for (const namespace of ['nobody/knows', 'secret']) {
      const page = await add(namespace);
      const words = `GitLab shows the user jane no group or user "${namespace}"`;
      await expectRefused(await authorize(site, { page, username: 'jane' }), 404, words);
      await expectNoLiveToken();
      const { id } = await onlyAccount();
      await site.ask({ path: `/accounts/${id}/remove`, fields: {} });
    }
  });

  it('when the secret was renewed meanwhile; the new one can be entered', async () => {
    const page = await add();
    const renewed = app.gitlab.world.renewSecret(application.application);
    const words = 'GitLab does not accept the Client ID with this Client Secret';
    await expectRefused(await authorize(site, { page, username: 'jane' }), 403, words);
    const { id } = await onlyAccount();
    const wrong = { clientId: application.clientId, clientSecret: 'gloas-wrong' };
    expect((await site.ask({ path: `/accounts/${id}/client`, fields: wrong })).status).toBe(422);
    const right = { ...wrong, clientSecret: renewed };
    const next = await site.ask({ path: `/accounts/${id}/client`, fields: right });
    await authorize(site, { page: next, username: 'jane' });
    expect(await onlyAccount()).toMatchObject({ state: 'active', problem: null });
  });

  it('when the scope api is missing from what was granted', async () => {
    application = addApplication(app, ['api', 'read_api']);
    const visitor = createVisitor(site.site.url, (url) => url.replace('scope=api', 'scope=read_api'));
    const start = await visitor.open(continueUrl(await add()));
    const end = await allowInGitlab(visitor, start, 'jane');
    await expectRefused(end, 403, 'without the scope "api"');
  });

  it('when the exchange is not answered', async () => {
    const page = await add();
    app.gitlab.faults.add({ match: 'oauth.token', dropConnection: true });
    await expectRefused(await authorize(site, { page, username: 'jane' }), 502, 'broke the connection');
  });

  it('when this GitLab is too old', async () => {
    const page = await add();
    app.gitlab.faults.add({ match: 'metadata', status: 404, body: { error: '404 Not Found' } });
    app.gitlab.faults.add({ match: 'version', status: 200, body: { version: '12.10.14-ee', revision: 'a' } });
    await expectRefused(await authorize(site, { page, username: 'jane' }), 409, 'needs 13.0 or newer');
  });
});

describe('GitLab never comes back, but the pending account says what to check', () => {
  it('for a Redirect URL that differs', async () => {
    application = app.gitlab.world.addApplication({ redirectUris: [`${app.url}/oauth/gitlab/callback/`] });
    const end = await authorize(site, { page: await add(), username: 'jane' });
    expect(end.url).toContain(app.gitlab.url);
    expect(wordsOf(end)).toContain('The redirect URI included is not valid');
    await expectPendingWords(
      '“The redirect URI included is not valid” The Redirect URL of the application in GitLab differs',
    );
  });

  it('for an application without the scope api', async () => {
    application = addApplication(app, ['read_api']);
    const end = await authorize(site, { page: await add(), username: 'jane' });
    expect(wordsOf(end)).toContain('The requested scope is invalid, unknown, or malformed');
    await expectPendingWords('Tick the scope api on the application in GitLab');
  });
});

async function expectPendingWords(words: string): Promise<void> {
  const account = await onlyAccount();
  expect(account.state).toBe('pending');
  const page = await site.ask({ path: `/accounts/${account.id}` });
  expect(wordsOf(page)).toContain('This account is not authorized yet');
  expect(wordsOf(page)).toContain(words);
  for (const action of ['authorize', 'client', 'remove']) {
    expect(page.text).toContain(`="/accounts/${account.id}/${action}"`);
  }
}

describe('the state', () => {
  /** Consents in GitLab and stops before our callback; gives its address and another browser. */
  const consented = async () => {
    const page = await add();
    const visitor = createVisitor(`${app.url}/oauth/gitlab/callback`);
    const start = await visitor.open(continueUrl(page));
    const { url } = await allowInGitlab(visitor, start, 'jane');
    return { url, visitor: createVisitor(site.site.url) };
  };

  it('ends after 10 minutes', async () => {
    const start = continueUrl(await add());
    app.advance(10 * 60_000);
    const late = await createVisitor(site.site.url).open(start);
    expect(late.status).toBe(400);
    expect(wordsOf(late)).toContain('took longer than 10 minutes');
  });

  it('ends after 10 minutes also while the person is in GitLab', async () => {
    const visitor = createVisitor(site.site.url);
    const start = await visitor.open(continueUrl(await add()));
    app.advance(10 * 60_000);
    const end = await allowInGitlab(visitor, start, 'jane');
    expect(end.status).toBe(400);
    expect(wordsOf(end)).toContain('took longer than 10 minutes');
    expect(await onlyAccount()).toMatchObject({ state: 'pending' });
  });

  it('works once', async () => {
    let callback = '';
    const visitor = createVisitor(site.accountsUrl(), (url) => {
      if (url.startsWith(`${app.url}/oauth/gitlab/callback`)) callback = url;
      return url;
    });
    const start = await visitor.open(continueUrl(await add()));
    expect((await allowInGitlab(visitor, start, 'jane')).url).toContain(site.accountsUrl());
    const again = await visitor.open(callback);
    expect(again.status).toBe(400);
    expect(wordsOf(again)).toContain('has been used already');
    expect(await onlyAccount()).toMatchObject({ state: 'active' });
  });

  it('works only in the browser that left with it', async () => {
    const { url, visitor } = await consented();
    for (const cookie of ['', `gitlab_authorization=${'a'.repeat(43)}`]) {
      const end = await visitor.open(url, { cookie });
      expect(end.status).toBe(400);
      expect(wordsOf(end)).toContain('started in another browser');
    }
    expect(await onlyAccount()).toMatchObject({ state: 'pending' });
  });

  it('is refused when it is made up, foreign, or missing', async () => {
    const other = await installTenant(app, await app.jira.addSite());
    const { url } = await consented();
    const visitor = createVisitor(site.site.url);
    const state = new URL(url).searchParams.get('state') ?? '';
    const foreign = state.replace(site.tenant.id, other.tenant.id);
    for (const wrong of [foreign, `${site.tenant.id}.made-up`, 'x', '', "'; drop table account;--"]) {
      for (const path of ['callback', 'start']) {
        const query = new URLSearchParams({ state: wrong, code: 'c' });
        const end = await visitor.open(`${app.url}/oauth/gitlab/${path}?${query.toString()}`);
        expect(end.status).toBe(400);
        expect(wordsOf(end)).toContain('was not started here');
      }
    }
  });

  it('leads nowhere when its account was removed meanwhile', async () => {
    for (const isBeforeGitlab of [true, false]) {
      const start = continueUrl(await add());
      const { id } = await onlyAccount();
      const remove = () => site.ask({ path: `/accounts/${id}/remove`, fields: {} });
      if (isBeforeGitlab) await remove();
      const visitor = createVisitor(site.site.url);
      const inGitlab = await visitor.open(start);
      if (!isBeforeGitlab) await remove();
      const end = await allowInGitlab(visitor, inGitlab, 'jane');
      expect(end.status).toBe(410);
      expect(wordsOf(end)).toMatch(/removed meanwhile\. (Go back to Jira and|Open "DVCS accounts")/);
      expect(await accounts()).toEqual([]);
    }
  });

  itWhere('people')('admits only who still administers Jira', async () => {
    const short = { accountId: '712020:short-lived', displayName: 'Short', admin: true };
    const admin = site.site.createUser(short);
    const page = await site.ask({
      path: '/accounts',
      fields: formFor(app, { namespace: 'acme', username: 'jane', application }),
      accountId: admin.accountId,
    });
    admin.admin = false;
    app.advance(5_000);
    await expectRefused(await authorize(site, { page, username: 'jane' }), 403, 'Only Jira administrators');
  });

  it('is not carried away by a link from elsewhere', async () => {
    const start = continueUrl(await add());
    for (const from of ['cross-site', 'same-site', 'none']) {
      const answer = await fetch(start, { redirect: 'manual', headers: { 'sec-fetch-site': from } });
      // A Forge site's own Continue comes from elsewhere too: the person is asked, by a page with the same link.
      const asks = site.tenant.kind === 'forge';
      expect(answer.status).toBe(asks ? 200 : 403);
      expect(answer.headers.getSetCookie()).toEqual([]);
      expect(answer.headers.get('content-security-policy')).toContain(
        asks ? "frame-ancestors 'none'" : 'frame-ancestors http',
      );
      if (answer.status === 200)
        expect(unescapeHtml(await answer.text())).toContain(
          `id="continue" href="${start.slice(app.url.length)}"`,
        );
    }
    const own = await fetch(start, { redirect: 'manual', headers: { 'sec-fetch-site': 'same-origin' } });
    expect(own.status).toBe(302);
    expect(own.headers.getSetCookie()[0]).toMatch(/; HttpOnly; SameSite=Lax$/);
    const asked = new URL(own.headers.get('location') ?? '');
    expect(asked.searchParams.get('code_challenge_method')).toBe('S256');
    expect(asked.searchParams.get('scope')).toBe('api');
  });
});
