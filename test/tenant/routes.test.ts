import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createApp } from '../../src/app.ts';
import { enableFacade, stopServing } from '../../src/facade/setup/enable-facade.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { installConnect, type ConnectTenant } from '../support/install-tenant.ts';
import { routeTable, type Caller } from './route-table.ts';
import { routesOf } from './support/express-routes.ts';
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

const of = (...callers: Caller[]) =>
  routeTable.filter(({ caller }) => callers.includes(caller)).map(({ route }) => route);
const seconds = () => Math.floor(app.clock.now() / 1000);

/** A route's method and an address of it: identifiers are such as nobody has. */
function sample(route: string): { method: string; path: string } {
  const [method = '', pattern = ''] = route.split(' ');
  return { method, path: pattern.replace(/:\w+/g, () => randomUUID()) };
}

const call = (route: string, headers: Record<string, string> = {}) => {
  const { method, path } = sample(route);
  return fetch(`${app.url}${path}`, { method, headers, redirect: 'manual' });
};

describe('the table of routes', () => {
  it('holds every route of the app, and no other', async () => {
    const routes = routesOf(await createApp(app.ctx));
    expect([...routes].sort()).toEqual(routeTable.map(({ route }) => route).sort());
    expect(new Set(routes).size).toBe(routes.length);
  });

  it('gives a reason for each that anyone may call', () => {
    for (const { route, caller, why } of routeTable)
      if (caller === 'anyone') expect([route, why]).not.toContain(undefined);
  });
});

describe.each(of('admin', 'user'))('%s', (route) => {
  const forgeries: [string, () => Forgery][] = [
    ['a token that has ended', () => ({ claims: { iat: seconds() - 300, exp: seconds() - 1 } })],
    ['a token without an end', () => ({ claims: { exp: undefined } })],
    ['a token signed with another secret', () => ({ secret: 'not-the-shared-secret' })],
    ["a token signed with another site's secret", () => ({ secret: other.site.connectApp().sharedSecret })],
    ['a token of a site that is not installed', () => ({ claims: { iss: randomUUID() } })],
    ['a token without qsh', () => ({ claims: { qsh: undefined } })],
  ];

  it('refuses no token', async () => {
    const answer = await call(route);
    expect(answer.status).toBe(401);
    // The message can be read in Jira's frame; nothing else is in it, and what changes something is never framed.
    const ancestors = route.startsWith('GET ') ? 'https: http:' : "'none'";
    expect(answer.headers.get('content-security-policy')).toMatch(
      new RegExp(`frame-ancestors ${ancestors}$`),
    );
    expect(await answer.text()).not.toMatch(/<(a|button|form|input)[\s>]|hx-(get|post)/);
  });

  it.each(forgeries)('refuses %s', async (_name, forgery) => {
    expect((await call(route, contextHeaders(app, site, forgery()))).status).toBe(401);
    const { method, path } = sample(route);
    const signed = signedUrl(app, site, { path, method, ...forgery() });
    expect((await fetch(signed, { method })).status).toBe(401);
  });

  it('refuses a context token in the address, where an exact qsh is due', async () => {
    const { method, path } = sample(route);
    const signed = signedUrl(app, site, { path, method, claims: { qsh: 'context-qsh' } });
    expect((await fetch(signed, { method })).status).toBe(401);
  });

  it('refuses a token made for another address', async () => {
    const { method, path } = sample(route);
    const token = new URL(signedUrl(app, site, { path: '/elsewhere', method })).searchParams.get('jwt') ?? '';
    expect((await fetch(`${app.url}${path}?jwt=${token}`, { method })).status).toBe(401);
  });

  it('refuses the secrets of operators and sites in place of a person', async () => {
    const secret = site.site.connectApp().sharedSecret;
    for (const authorization of [`Bearer ${secret}`, `JWT ${secret}`, `Basic ${btoa(`admin:${secret}`)}`]) {
      expect((await call(route, { authorization })).status).toBe(401);
    }
  });
});

describe.each(of('admin'))('%s', (route) => {
  it('refuses a person who does not administer Jira', async () => {
    expect((await call(route, site.htmx(site.memberId))).status).toBe(403);
    const { method, path } = sample(route);
    const signed = signedUrl(app, site, { path, method, accountId: site.memberId });
    expect((await fetch(signed, { method })).status).toBe(403);
  });

  it('refuses an administrator of another site in the name of this one', async () => {
    const { sharedSecret } = site.site.connectApp();
    const stranger = '712020:admin-elsewhere';
    other.site.createUser({ accountId: stranger, displayName: 'Admin elsewhere', admin: true });
    const headers = contextHeaders(app, site, { accountId: stranger, secret: sharedSecret });
    expect((await call(route, headers)).status).toBe(403);
  });

  it('lets an administrator in, framed by their site alone', async () => {
    const answer = await call(route, site.htmx());
    expect([401, 403]).not.toContain(answer.status);
    expect(answer.status).toBeLessThan(500);
    expect(answer.headers.get('content-security-policy')).toContain(`frame-ancestors ${site.site.url}`);
  });
});

describe.each(of('atlassian', 'site', 'forge'))('%s', (route) => {
  it('refuses tokens of pages, whatever body comes with them', async () => {
    const { method, path } = sample(route);
    const body = JSON.stringify({
      key: app.ctx.config.appKey,
      clientKey: site.site.clientKey,
      sharedSecret: 'a-secret-of-somebody-else',
      baseUrl: other.site.url,
      productType: 'jira',
    });
    const sent = method === 'GET' ? undefined : body;
    const send = (headers: Record<string, string>, url = `${app.url}${path}`) =>
      fetch(url, {
        method,
        ...(sent && { body: sent }),
        headers: { ...headers, 'content-type': 'application/json' },
      });
    expect((await send({})).status).toBe(401);
    expect((await send(site.htmx())).status).toBe(401);
    expect((await send(other.htmx())).status).toBe(401);
    expect((await send({}, signedUrl(app, site, { path, method }))).status).toBe(401);
    expect((await send(contextHeaders(app, site, { secret: 'x'.repeat(32) }))).status).toBe(401);
  });
});

describe('routes of Jira’s own connector', () => {
  const answers = async (headers: Record<string, string>) => {
    const found = new Set<number>();
    for (const route of of('connector')) found.add((await call(route, headers)).status);
    return [...found];
  };

  it('are not there while no Jira is enabled, and refuse everybody without a token of ours then', async () => {
    const strangers = (): Record<string, string>[] => [
      {},
      site.htmx(),
      contextHeaders(app, site, { secret: 'x'.repeat(32) }),
      { authorization: `token ${randomUUID()}.${'x'.repeat(43)}` },
      { authorization: `Bearer ${site.site.connectApp().sharedSecret}` },
    ];
    for (const headers of strangers()) expect(await answers(headers)).toEqual([404]);
    const jira = { jira: 'https://jira.example.com/jira', gitlab: app.gitlab.url };
    await enableFacade(app.ctx, jira);
    for (const headers of strangers()) expect(await answers(headers)).toEqual([401]);
    await stopServing(app.ctx, jira.jira);
    expect(await answers({})).toEqual([404]);
  });
});

describe.each(of('operator'))('%s', (route) => {
  it('refuses tokens of Jira and requests that a proxy passed on', async () => {
    expect((await call(route, { ...site.htmx(), 'x-forwarded-for': '203.0.113.5' })).status).toBe(403);
  });
});
