import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../support/app.ts';
import { addSite } from '../../src/tenant/self-hosted/add-site.ts';
import { forgetEndedSessions } from '../../src/tenant/session/sessions.ts';
import { makeSignInLink } from '../../src/tenant/session/sign-in-link.ts';
import { installCredentials, type InstalledTenant } from '../support/install-tenant.ts';
import { postLink, signInByLink, type SignedInBrowser } from '../support/site/credentials-door.ts';
import { operator } from '../credentials/support.ts';

const minute = 60_000;
const hour = 60 * minute;

let app: TestApp;
let site: InstalledTenant;
beforeAll(async () => {
  app = await startTestApp();
  site = await installCredentials(app);
});
afterAll(() => app.close());

const link = async () => new URL((await makeSignInLink(app.ctx, site.tenant)).url).hash.slice(1);
const cookieOf = (answer: Response) => answer.headers.get('set-cookie')?.split(';')[0] ?? '';
const get = (path: string, cookie: string, headers: Record<string, string> = {}) =>
  fetch(`${app.url}${path}`, { headers: { cookie, ...headers }, redirect: 'manual' });
const document = { 'sec-fetch-dest': 'document', accept: 'text/html' };

describe("the operator's link", () => {
  it('is printed by a command, and opens a page that does nothing before its button is pressed', async () => {
    const { json } = await operator(app, ['tenants', 'sign-in-link', '--tenant', site.tenant.id, '--json']);
    const { url } = json as { url: string };
    expect(url).toMatch(`${app.url}/sign-in/link#${site.tenant.id}.`);
    const token = new URL(url).hash.slice(1);
    // A preview, twice: what stands behind # is not even sent.
    for (let times = 0; times < 2; times += 1) expect((await fetch(url)).status).toBe(200);
    const answer = await postLink(app, token);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/accounts']);
    const page = await get('/accounts', cookieOf(answer));
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('Sign out')]);
  });

  it('works once', async () => {
    const token = await link();
    expect((await postLink(app, token)).status).toBe(303);
    const again = await postLink(app, token);
    expect([again.status, again.headers.get('set-cookie')]).toEqual([410, null]);
    expect(await again.text()).toContain('whoever operates this server');
  });

  it('works once for two who press at the same time', async () => {
    const token = await link();
    const answers = await Promise.all([postLink(app, token), postLink(app, token)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 410]);
  });

  it('ends after 15 minutes', async () => {
    const token = await link();
    app.advance(15 * minute);
    expect((await postLink(app, token)).status).toBe(410);
  });

  it.each(['', 'nonsense', '00000000-0000-4000-8000-000000000000.aaaa'])(
    'is no other text: "%s"',
    async (token) => {
      expect((await postLink(app, token)).status).toBe(410);
    },
  );

  it('signs in nobody from a page of another site', async () => {
    const token = await link();
    for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }])
      expect((await postLink(app, token, headers)).status).toBe(403);
    expect((await postLink(app, token, { origin: app.url, 'sec-fetch-site': 'same-origin' })).status).toBe(
      303,
    );
  });

  it('is made for no site whose pages Jira shows', async () => {
    const connect = { ...site.tenant, kind: 'connect' } as const;
    await expect(makeSignInLink(app.ctx, connect)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('cannot be tried without end, and says until when', async () => {
    const wrong = `${site.tenant.id}.${'x'.repeat(43)}`;
    app.advance(5 * minute);
    let answer = await postLink(app, wrong);
    for (let tries = 0; tries < 25 && answer.status !== 429; tries += 1) answer = await postLink(app, wrong);
    expect(answer.status).toBe(429);
    expect(await answer.text()).toMatch(/too many attempts.*Try again at \d\d:\d\d/);
    expect((await postLink(app, await link())).status).toBe(429);
    const other = await installCredentials(app, await app.jira.addSite());
    expect((await signInByLink(app, other.tenant)).csrfToken).not.toBe('');
    app.advance(5 * minute);
    expect((await postLink(app, await link())).status).toBe(303);
  });

  it('of all sites together, too', async () => {
    app.advance(5 * minute);
    const answers = [];
    for (let tries = 0; tries < 121; tries += 1) answers.push((await postLink(app, '')).status);
    expect([answers.at(0), answers.at(-1)]).toEqual([410, 429]);
    app.advance(5 * minute);
  });
});

describe('a session', () => {
  let browser: SignedInBrowser;
  beforeAll(async () => {
    browser = await signInByLink(app, site.tenant);
  });

  it('is a cookie that no script reads; the database has its hash alone', async () => {
    const answer = await postLink(app, await link());
    const cookie = answer.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^session=[0-9a-f-]{36}\.[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
    const secret = cookieOf(answer).slice('session='.length);
    const rows = await app.ctx.db.rows('select * from session where tenant_id = $1', [site.tenant.id]);
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain(secret.split('.')[1]);
  });

  it('shows pages that nobody may frame, without a script of elsewhere', async () => {
    const page = await get('/accounts', browser.cookie);
    expect(page.headers.get('content-security-policy')).toMatch(/frame-ancestors 'none'$/);
    const text = await page.text();
    expect(text).not.toContain('all.js');
    expect(text).toContain(new URL(site.site.url).host);
    const refused = await get('/accounts', 'session=ended', { accept: 'text/html' });
    expect(refused.headers.get('content-security-policy')).toMatch(/frame-ancestors 'none'$/);
  });

  it('is another one after each sign-in, and the one before is worth nothing', async () => {
    const before = cookieOf(await postLink(app, await link()));
    const after = cookieOf(await postLink(app, await link(), { cookie: before }));
    expect(after).not.toBe(before);
    expect([(await get('/accounts', before)).status, (await get('/accounts', after)).status]).toEqual([
      401, 200,
    ]);
  });

  it('lasts while it is used, for a week at most', async () => {
    const { cookie } = await signInByLink(app, site.tenant);
    for (let hours = 0; hours < 7 * 24 - 7; hours += 7) {
      expect((await get('/accounts', cookie)).status).toBe(200);
      app.advance(7 * hour);
    }
    expect((await get('/accounts', cookie)).status).toBe(200);
    app.advance(7 * hour);
    expect((await get('/accounts', cookie)).status).toBe(401);
  });

  it('ends after eight hours without use, and its row goes', async () => {
    const { cookie } = await signInByLink(app, site.tenant);
    app.advance(8 * hour);
    expect((await get('/accounts', cookie, { 'hx-request': 'true' })).status).toBe(401);
    await forgetEndedSessions(app.ctx);
    const rows = await app.ctx.db.rows('select 1 as one from session where tenant_id = $1', [site.tenant.id]);
    expect(rows).toEqual([]);
  });

  it('that has ended is said so, with the way to sign in again', async () => {
    const answer = await get('/accounts', 'session=ended', { 'hx-request': 'true' });
    expect([answer.status, await answer.text()]).toEqual([
      401,
      expect.stringMatching(/what you typed is still here[\s\S]*href="\/sign-in"/),
    ]);
  });

  it('ends with sign-out', async () => {
    const { cookie, csrfToken } = await signInByLink(app, site.tenant);
    const signOut = (fields: Record<string, string>) =>
      fetch(`${app.url}/sign-out`, {
        method: 'POST',
        body: new URLSearchParams(fields),
        headers: { cookie },
        redirect: 'manual',
      });
    expect((await signOut({})).status).toBe(403);
    expect((await get('/accounts', cookie)).status).toBe(200);
    const out = await signOut({ _csrf: csrfToken });
    expect([out.status, out.headers.get('location')]).toEqual([303, '/sign-in?signed-out']);
    expect(out.headers.get('set-cookie')).toContain('Expires=Thu, 01 Jan 1970');
    expect((await get('/accounts', cookie)).status).toBe(401);
    expect(await (await get('/sign-in?signed-out', '')).text()).toContain('You are signed out.');
  });

  it('is ended by the operator, with links that nobody has used', async () => {
    app.advance(8 * hour);
    await forgetEndedSessions(app.ctx);
    const [{ cookie }, token] = [await signInByLink(app, site.tenant), await link()];
    const { json } = await operator(app, ['tenants', 'sign-out', '--tenant', site.tenant.id, '--json']);
    expect(json).toEqual({ ended: 1 });
    expect([(await get('/accounts', cookie)).status, (await postLink(app, token)).status]).toEqual([
      401, 410,
    ]);
  });

  it('ends with the site', async () => {
    const other = await installCredentials(app, await app.jira.addSite());
    const { cookie } = await signInByLink(app, other.tenant);
    await other.uninstall();
    expect((await get('/accounts', cookie)).status).toBe(401);
  });
});

describe('what a site without an app lacks', () => {
  it.each([
    ['/smart-commits', 'carries out Smart Commits itself'],
    ['/smart-commits/mine', 'carries out Smart Commits itself'],
    ['/issue?issueKey=ABC-1', 'by itself'],
    ['/project?projectKey=ABC', 'by itself'],
    ['/identities', 'cannot find its users'],
    ['/identity', 'cannot find its users'],
  ])('is said on %s', async (path, words) => {
    const { cookie } = await signInByLink(app, site.tenant);
    const answer = await get(path, cookie, { accept: 'text/html' });
    expect([answer.status, await answer.text()]).toEqual([409, expect.stringContaining(words)]);
  });

  it('is not offered', async () => {
    const { cookie } = await signInByLink(app, site.tenant);
    const text = await (await get('/accounts', cookie)).text();
    expect([...text.matchAll(/<li><a href="([^"]+)"/g)].map(([, url]) => url)).toEqual([
      '/accounts',
      '/smart-commits/try',
    ]);
    expect((await get('/smart-commits/try', cookie)).status).toBe(200);
  });
});

describe('the way in', () => {
  it('leads to the accounts, or to the sign-in', async () => {
    const { cookie } = await signInByLink(app, site.tenant);
    expect((await get('/', cookie)).headers.get('location')).toBe('/accounts');
    expect((await get('/', '')).headers.get('location')).toBe('/sign-in');
    const window = await get('/accounts', '', document);
    expect([window.status, window.headers.get('location')]).toEqual([302, '/sign-in']);
    // In a frame of Jira's it is Connect that has not vouched.
    const frame = await get('/accounts', '', { ...document, 'sec-fetch-dest': 'iframe' });
    expect([frame.status, await frame.text()]).toEqual([401, expect.stringContaining('Open it from Jira')]);
  });

  it('leads to the sign-in of a self-hosted Jira by its address, and says where there is none', async () => {
    const { tenant } = await addSite(app.ctx, { url: 'https://jira.example.com' });
    const found = await (await get('/sign-in?site=jira.example.com/browse/ABC-1', '')).text();
    expect(found).toContain(`href="/self-hosted/sign-in/${tenant.id}"`);
    for (const address of ['jira.example.org', 'no address', 'http://jira.example.com']) {
      const none = await get(`/sign-in?site=${encodeURIComponent(address)}`, '');
      expect([none.status, await none.text()]).toEqual([404, expect.stringContaining('No Jira with this')]);
    }
  });

  it('tells a page of ours its new token, and no one without a session', async () => {
    const { cookie, csrfToken } = await signInByLink(app, site.tenant);
    const told = await get('/session', cookie);
    expect(await told.json()).toEqual({ csrfToken, tenantId: site.tenant.id });
    expect(told.headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect((await get('/session', '')).status).toBe(401);
  });
});
