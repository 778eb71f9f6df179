import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startTestApp, type TestApp } from '../support/app.ts';
import { installConnect, type ConnectTenant } from '../support/install-tenant.ts';
import { contextHeaders, signedUrl, type Forgery } from './support/forge-token.ts';

let app: TestApp;
let site: ConnectTenant;
let other: ConnectTenant;

beforeAll(async () => {
  app = await startTestApp();
  site = await installConnect(app);
  other = await installConnect(app, await app.jira.addSite());
});
afterAll(() => app.close());

const path = '/get-started';
const inHeader = (forgery?: Forgery, headers = {}) =>
  fetch(`${app.url}${path}`, { headers: { ...contextHeaders(app, site, forgery), ...headers } });
const inAddress = (forgery?: Forgery, signed = path) =>
  fetch(signedUrl(app, site, { path: signed, ...forgery }));
const seconds = () => Math.floor(app.clock.now() / 1000);

describe('a page token', () => {
  it('opens a page by its address, and a fragment by its header', async () => {
    const page = await inAddress();
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<!doctype html>');
    const fragment = await inHeader();
    expect(fragment.status).toBe(200);
    expect(await fragment.text()).not.toContain('<html');
  });

  it('is needed', async () => {
    const page = await fetch(`${app.url}${path}`, { headers: { accept: 'text/html' } });
    expect(page.status).toBe(401);
    expect(await page.text()).toContain('Open it from Jira again');
  });

  const refused: [string, () => Forgery][] = [
    ['that has ended', () => ({ claims: { iat: seconds() - 300, exp: seconds() } })],
    ['that never ends', () => ({ claims: { exp: undefined } })],
    ['that ends in a year', () => ({ claims: { exp: seconds() + 31_536_000 } })],
    ['of the future', () => ({ claims: { iat: seconds() + 3600, exp: seconds() + 3700 } })],
    ['without its beginning', () => ({ claims: { iat: undefined } })],
    ['signed with another secret', () => ({ secret: 'not-the-shared-secret' })],
    ["signed with another site's secret", () => ({ secret: other.site.connectApp().sharedSecret })],
    ['of a site that is not installed', () => ({ claims: { iss: 'unknown-client-key' } })],
    ['without a site', () => ({ claims: { iss: undefined } })],
    ['without a person', () => ({ claims: { sub: undefined } })],
    ['without qsh', () => ({ claims: { qsh: undefined } })],
    ['with the qsh of nothing', () => ({ claims: { qsh: '' } })],
    ['for another audience', () => ({ claims: { aud: [other.site.clientKey] } })],
  ];
  it.each(refused)('%s is refused', async (_name, forgery) => {
    expect((await inHeader(forgery())).status).toBe(401);
    expect((await inAddress(forgery())).status).toBe(401);
  });

  it('as ACE hands them out for sessions is refused: ours come from Jira only', async () => {
    const session = { iss: app.ctx.config.appKey, aud: [site.site.clientKey], qsh: undefined };
    expect((await inHeader({ claims: session })).status).toBe(401);
    expect((await inHeader({ claims: { ...session, qsh: 'context-qsh' } })).status).toBe(401);
  });

  it('without a signature, or with one of another kind, is refused', async () => {
    const claims = { iss: site.site.clientKey, sub: site.adminId, iat: seconds(), exp: seconds() + 60 };
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    for (const alg of ['none', 'HS512', 'RS256']) {
      const token = `${part({ alg, typ: 'JWT' })}.${part({ ...claims, qsh: 'context-qsh' })}.`;
      const answer = await fetch(`${app.url}${path}`, { headers: { authorization: `JWT ${token}` } });
      expect(answer.status).toBe(401);
    }
  });

  it('ends by the clock', async () => {
    const url = site.pageUrl('get-started');
    const headers = site.htmx();
    app.advance(179_000);
    expect((await fetch(url)).status).toBe(200);
    app.advance(1_000);
    expect((await fetch(url)).status).toBe(401);
    expect((await fetch(`${app.url}${path}`, { headers })).status).toBe(200);
    app.advance(12 * 60_000);
    const late = await fetch(`${app.url}${path}`, { headers });
    expect(late.status).toBe(401);
    expect(await late.text()).toContain('Reload it in Jira');
  });
});

describe('a token in the address', () => {
  it('opens exactly the address that it was made for', async () => {
    const signed = new URL(signedUrl(app, site, { path: `${path}?issueKey=ABC-1&lic=active` }));
    expect((await fetch(signed)).status).toBe(200);
    const changed = (change: (url: URL) => void) => {
      const url = new URL(signed);
      change(url);
      return fetch(url);
    };
    expect((await changed((url) => url.searchParams.set('issueKey', 'ABC-2'))).status).toBe(401);
    expect((await changed((url) => url.searchParams.append('issueKey', 'ABC-2'))).status).toBe(401);
    expect((await changed((url) => url.searchParams.append('more', '1'))).status).toBe(401);
    expect((await changed((url) => url.searchParams.delete('lic'))).status).toBe(401);
    const post = await fetch(signed, { method: 'POST' });
    expect(post.status).toBe(404);
  });

  it('is no context token: those open fragments only', async () => {
    expect((await inAddress({ claims: { qsh: 'context-qsh' } })).status).toBe(401);
  });

  it('made for another path is refused', async () => {
    const token = new URL(signedUrl(app, site, { path: '/accounts' })).searchParams.get('jwt') ?? '';
    expect((await fetch(`${app.url}${path}?jwt=${token}`)).status).toBe(401);
  });

  it('is the only one', async () => {
    const { authorization } = contextHeaders(app, site);
    const url = signedUrl(app, site, { path });
    expect((await fetch(url, { headers: { authorization } })).status).toBe(401);
    expect((await fetch(`${url}&jwt=x`)).status).toBe(401);
  });

  it('counts nowhere else', async () => {
    const token = contextHeaders(app, site).authorization.slice(4);
    const get = (suffix: string, headers = {}) => fetch(`${app.url}${path}${suffix}`, { headers });
    expect((await get(`?acpt=${token}`)).status).toBe(401);
    expect((await get('', { 'x-acpt': token })).status).toBe(401);
    expect((await get('', { authorization: `Bearer ${token}` })).status).toBe(401);
    expect((await get('', { cookie: `jwt=${token}` })).status).toBe(401);
  });
});

describe('Jira administrators', () => {
  it('are told by Jira, not by the token', async () => {
    const member = await inHeader({ accountId: site.memberId, claims: { context: { admin: true } } });
    expect(member.status).toBe(403);
    expect(await member.text()).toContain('Only Jira administrators');
    expect((await inHeader({ accountId: '712020:nobody' })).status).toBe(403);
  });

  it('of one site are none of another, even with the same account', async () => {
    const { adminId } = site;
    other.site.createUser({ accountId: '712020:both', displayName: 'In both' });
    site.site.createUser({ accountId: '712020:both', displayName: 'In both', admin: true });
    const get = (headers: Record<string, string>) => fetch(`${app.url}${path}`, { headers });
    expect((await get(site.htmx('712020:both'))).status).toBe(200);
    expect((await get(other.htmx('712020:both'))).status).toBe(403);
    expect((await get(other.htmx(adminId))).status).toBe(200);
  });

  it('are asked for once in a few seconds, and lose their pages with the permission', async () => {
    const user = site.site.createUser({ displayName: 'Was admin', admin: true });
    const asked = () => app.jira.requests.counts['permissions.check'] ?? 0;
    const before = asked();
    await Promise.all(Array.from({ length: 5 }, () => inHeader({ accountId: user.accountId })));
    expect(asked()).toBe(before + 1);
    user.admin = false;
    app.advance(5_000);
    expect((await inHeader({ accountId: user.accountId })).status).toBe(403);
    expect(asked()).toBe(before + 2);
  });

  it('get in only when Jira says so: no answer is no', async () => {
    const cases: [Parameters<typeof app.jira.faults.add>[0], number][] = [
      [{ match: 'permissions.check', times: 1, status: 500 }, 503],
      [{ match: 'permissions.check', times: 1, dropConnection: true }, 502],
      [{ match: 'permissions.check', times: 1, status: 200, body: 'true' }, 503],
      [{ match: 'permissions.check', times: 1, status: 200, body: { globalPermissions: 'ADMINISTER' } }, 503],
      [{ match: 'permissions.check', times: 1, status: 401 }, 409],
    ];
    for (const [fault, status] of cases) {
      app.advance(6_000);
      app.jira.faults.add(fault);
      expect((await inHeader()).status).toBe(status);
      expect((await inHeader()).status).toBe(200);
    }
  });
});

describe('what atlassian-connect-express would do', () => {
  afterEach(() => {
    delete process.env['AC_OPTS'];
    jest.restoreAllMocks();
  });

  it.each(['no-auth', 'no-token-verfication', 'no-auth,no-token-verfication'])(
    'AC_OPTS=%s opens nothing',
    async (options) => {
      process.env['AC_OPTS'] = options;
      jest.spyOn(console, 'warn').mockReturnValue(undefined);
      expect((await fetch(`${app.url}${path}`)).status).toBe(401);
      expect((await inHeader()).status).toBe(options.includes('no-auth') ? 401 : 200);
      expect((await inHeader({ secret: 'not-the-shared-secret' })).status).toBe(401);
    },
  );

  it('hands out no session token', async () => {
    for (const answer of [await inAddress(), await inHeader()]) {
      expect(answer.status).toBe(200);
      expect(answer.headers.get('x-acpt')).toBeNull();
      expect(await answer.text()).not.toMatch(/eyJ[\w-]+\.eyJ/);
    }
  });

  it('leaves no handler for rejections that nobody handles', () => {
    const sources = process.listeners('unhandledRejection').map(String);
    expect(sources.filter((source) => source.includes('Unhandled error:'))).toEqual([]);
  });

  it('has no routes, tables or settings of its own', async () => {
    expect((await fetch(`${app.url}/installed`, { method: 'POST' })).status).toBe(404);
    const tables = await app.ctx.db.rows<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'public'`,
    );
    expect(
      tables.map(({ name }) => name).filter((name) => /addon|forge_?settings|client_?keys/i.test(name)),
    ).toEqual([]);
  });
});
