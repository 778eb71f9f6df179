import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../support/app.ts';
import { installConnect, installCredentials, type InstalledTenant } from '../support/install-tenant.ts';
import { linkAccount } from '../support/link-account.ts';
import { signInByLink, type SignedInBrowser } from '../support/site/credentials-door.ts';
import { routeTable, type Caller } from '../tenant/route-table.ts';

let app: TestApp;
let site: InstalledTenant;
let other: InstalledTenant;
let browser: SignedInBrowser;
/** Of the other site. */
let accountId: string;

beforeAll(async () => {
  app = await startTestApp();
  site = await installCredentials(app);
  other = await installCredentials(app, await app.jira.addSite());
  app.gitlab.world.addUser({ username: 'jane', name: 'Jane Doe' });
  app.gitlab.world.addGroup({ path: 'acme', visibility: 'public' });
  accountId = (await linkAccount(app, other, { namespace: 'acme', username: 'jane' })).id;
  browser = await signInByLink(app, site.tenant);
});
afterAll(() => app.close());

const pages = (...callers: Caller[]) =>
  routeTable.filter(({ caller }) => callers.includes(caller)).map(({ route }) => route);
const posts = pages('admin', 'user').filter((route) => route.startsWith('POST '));

type Sent = { cookie?: string; headers?: Record<string, string>; fields?: Record<string, string> };
/** Identifiers are those of the other site. */
function send(route: string, { cookie = browser.cookie, headers = {}, fields = {} }: Sent = {}) {
  const [method = '', pattern = ''] = route.split(' ');
  const path = pattern.replace(/:\w+/g, accountId);
  const body = method === 'POST' ? { body: new URLSearchParams(fields) } : {};
  return fetch(`${app.url}${path}`, { method, headers: { cookie, ...headers }, ...body, redirect: 'manual' });
}
const states = () => app.ctx.db.rows('select * from account where tenant_id = $1', [other.tenant.id]);

describe.each(posts)('%s', (route) => {
  it.each<[string, () => Sent]>([
    ['without the token', () => ({})],
    ['with another token', () => ({ headers: { 'x-csrf-token': 'x'.repeat(43) } })],
    ['with another token in a field', () => ({ fields: { _csrf: 'x'.repeat(43) } })],
    [
      'from a page of another site',
      () => ({ headers: { 'x-csrf-token': browser.csrfToken, origin: 'https://evil.example' } }),
    ],
    [
      'from a page of a neighbour',
      () => ({ headers: { 'x-csrf-token': browser.csrfToken, 'sec-fetch-site': 'same-site' } }),
    ],
    [
      'with a token of another session',
      () => ({ headers: { 'x-csrf-token': other.tenant.id }, fields: { _csrf: other.tenant.id } }),
    ],
  ])('is refused %s', async (_name, how) => {
    const before = await states();
    const answer = await send(route, { ...how(), headers: { 'hx-request': 'true', ...how().headers } });
    expect([answer.status, await answer.text()]).toEqual([
      403,
      expect.stringContaining('Nothing was changed'),
    ]);
    expect(await states()).toEqual(before);
  });
});

describe.each(pages('admin', 'user'))('%s', (route) => {
  it('is refused to who is signed in nowhere, or was', async () => {
    for (const cookie of ['', 'session=', `session=${site.tenant.id}.${'x'.repeat(43)}`])
      expect((await send(route, { cookie })).status).toBe(401);
    // Somebody else's tenant before a secret of one's own.
    const secret = browser.cookie.split('.')[1] ?? '';
    expect((await send(route, { cookie: `session=${other.tenant.id}.${secret}` })).status).toBe(401);
  });

  it('shows and changes nothing of another site', async () => {
    const before = await states();
    const answer = await send(route, {
      headers: { 'x-csrf-token': browser.csrfToken, 'hx-request': 'true' },
    });
    expect(answer.status).toBeLessThan(500);
    expect(await answer.text()).not.toContain('acme');
    expect(await states()).toEqual(before);
  });

  it('is refused to a session whose site has the app in Jira', async () => {
    await app.ctx.db.run(`update tenant set kind = 'forge' where tenant_id = $1`, [site.tenant.id]);
    try {
      const headers = { 'x-csrf-token': browser.csrfToken };
      expect((await send(route, { headers })).status).toBe(401);
    } finally {
      await app.ctx.db.run(`update tenant set kind = 'credentials' where tenant_id = $1`, [site.tenant.id]);
    }
  });
});

describe.each(pages('atlassian', 'site', 'forge'))('%s', (route) => {
  it('is refused to a session', async () => {
    const [method = '', path = ''] = route.split(' ');
    const headers = { cookie: browser.cookie, 'x-csrf-token': browser.csrfToken };
    const type = { 'content-type': 'application/json' };
    const json = JSON.stringify({
      key: app.ctx.config.appKey,
      clientKey: site.site.clientKey,
      sharedSecret: 'a-secret-of-somebody-else',
      baseUrl: site.site.url,
      productType: 'jira',
    });
    const body = method === 'GET' ? {} : { body: json };
    const answer = await fetch(`${app.url}${path}`, { method, ...body, headers: { ...headers, ...type } });
    expect(answer.status).toBe(401);
  });
});

describe('a page token', () => {
  it('is what counts where there are both', async () => {
    const connect = await installConnect(app, await app.jira.addSite());
    const headers = { ...connect.htmx(), cookie: browser.cookie };
    const answer = await fetch(`${app.url}/accounts`, { headers });
    expect(answer.headers.get('content-security-policy')).toContain(`frame-ancestors ${connect.site.url}`);
    const wrong = await fetch(`${app.url}/accounts`, { headers: { ...headers, authorization: 'JWT x.y.z' } });
    expect(wrong.status).toBe(401);
  });
});
