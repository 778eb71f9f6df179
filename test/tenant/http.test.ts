import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { Writable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { pino } from 'pino';
import { createApp } from '../../src/app.ts';
import type { Context } from '../../src/context.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { installConnect, type ConnectTenant } from '../support/install-tenant.ts';
import { signedUrl } from './support/forge-token.ts';

let app: TestApp;
let site: ConnectTenant;
beforeAll(async () => {
  app = await startTestApp();
  site = await installConnect(app);
});
afterAll(() => app.close());

/** The same app with other settings or another log, on a port of its own. */
async function variant<T>(change: Partial<Context>, use: (url: string) => Promise<T>): Promise<T> {
  const server = createServer(await createApp({ ...app.ctx, ...change })).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  try {
    return await use(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe('headers', () => {
  const policyOf = (answer: Response) =>
    new Map(
      (answer.headers.get('content-security-policy') ?? '').split('; ').map((directive) => {
        const [name = '', ...values] = directive.split(' ');
        return [name, values.join(' ')];
      }),
    );

  it('allow no script but ours and Atlassian’s, no style but ours, nothing inline but the one stylesheet', async () => {
    const policy = policyOf(await fetch(site.pageUrl('get-started')));
    expect(policy.get('default-src')).toBe("'none'");
    expect(policy.get('script-src')).toBe(`'self' ${app.jira.url}`);
    expect(policy.get('style-src')).toMatch(/^'self' 'sha256-[A-Za-z0-9+/=]{44}'$/);
    expect(policy.get('base-uri')).toBe("'none'");
    expect([...policy.values()].join(' ')).not.toMatch(/unsafe|\*/);
  });

  it('let a page be framed by the site it was made for and by no other', async () => {
    const other = await installConnect(app, await app.jira.addSite());
    for (const { pageUrl, site: jira } of [site, other]) {
      expect(policyOf(await fetch(pageUrl('get-started'))).get('frame-ancestors')).toBe(jira.url);
    }
    for (const path of ['/logo.svg', '/atlassian-connect.json', '/healthz']) {
      expect(policyOf(await fetch(`${app.url}${path}`)).get('frame-ancestors')).toBe("'none'");
    }
    const machine = await fetch(`${app.url}/get-started`, { headers: { accept: 'application/json' } });
    expect(policyOf(machine).get('frame-ancestors')).toBe("'none'");
  });

  it('let an error be read in any frame while no site is verified, for it holds nothing and nothing to click', async () => {
    const expired = signedUrl(app, site, { path: '/accounts', claims: { iat: 1, exp: 2 } });
    for (const url of [`${app.url}/nothing`, `${app.url}/accounts`, expired]) {
      const answer = await fetch(url, { headers: { accept: 'text/html' } });
      expect(policyOf(answer).get('frame-ancestors')).toBe('https: http:');
      expect(await answer.text()).not.toMatch(/<(a|button|form|input)[\s>]|hx-(get|post)/);
    }
    const config = { ...app.ctx.config, appBaseUrl: 'https://connector.example.com' };
    await variant({ config }, async (url) => {
      expect(policyOf(await fetch(`${url}/accounts`)).get('frame-ancestors')).toBe('https:');
    });
    const member = await fetch(site.pageUrl('accounts', site.memberId));
    expect(member.status).toBe(403);
    expect(policyOf(member).get('frame-ancestors')).toBe(site.site.url);
  });

  it('do not say what the app is made of, set no cookie, and keep addresses and answers to themselves', async () => {
    for (const path of ['/get-started', '/logo.svg', '/nothing', '/connect/installed']) {
      const { headers } = await fetch(`${app.url}${path}`, {
        method: path.includes('connect') ? 'POST' : 'GET',
      });
      expect(headers.get('x-powered-by')).toBeNull();
      expect(headers.get('set-cookie')).toBeNull();
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
      expect(headers.get('cache-control')).toMatch(path === '/logo.svg' ? /max-age/ : /^no-store$/);
    }
  });

  it('insist on https where the app is on https', async () => {
    expect((await fetch(`${app.url}/healthz`)).headers.get('strict-transport-security')).toBeNull();
    const config = { ...app.ctx.config, appBaseUrl: 'https://connector.example.com' };
    await variant({ config }, async (url) => {
      const { headers } = await fetch(`${url}/healthz`);
      expect(headers.get('strict-transport-security')).toMatch(/^max-age=31536000/);
      expect(headers.get('content-security-policy')).toContain("img-src 'self' data: https:;");
    });
  });

  it('of the caller are not believed', async () => {
    const spoofed = {
      'x-forwarded-host': 'evil.example.com',
      'x-forwarded-proto': 'https',
      'x-request-id': 'chosen',
      'x-original-url': '/metrics',
      'x-http-method-override': 'DELETE',
    };
    const answer = await fetch(`${app.url}/atlassian-connect.json`, { headers: spoofed });
    expect(await answer.text()).not.toContain('evil');
    expect(answer.headers.get('x-request-id')).not.toBe('chosen');
  });
});

describe('an error', () => {
  const get = (path: string, headers: Record<string, string>) => fetch(`${app.url}${path}`, { headers });

  it('is a page in a browser, a fragment for htmx and JSON for a machine', async () => {
    const page = await get('/nothing', { accept: 'text/html' });
    expect([page.status, page.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    expect(await page.text()).toMatch(/<!doctype html>[\s\S]*Not found/);
    const fragment = await get('/nothing', { 'hx-request': 'true' });
    expect(fragment.status).toBe(404);
    expect(await fragment.text()).toMatch(/^<section[\s\S]*Not found/);
    const json = await get('/nothing', { accept: 'application/json' });
    expect(await json.json()).toMatchObject({ code: 'not_found', title: 'Not found' });
    const machine = await fetch(`${app.url}/connect/installed`, { method: 'POST' });
    expect(machine.headers.get('content-type')).toContain('json');
  });

  it('that nobody foresaw says nothing of its cause and gives a number to find it by', async () => {
    const lines: string[] = [];
    const broken = {
      ...app.ctx.db,
      rows: () => Promise.reject(new Error('relation "secret_table" is broken')),
    };
    await variant({ db: broken, log: collecting(lines) }, async (url) => {
      const answer = await fetch(`${url}/get-started`, { headers: { ...site.htmx(), accept: 'text/html' } });
      const text = await answer.text();
      expect([401, 500]).toContain(answer.status);
      expect(text).not.toContain('secret_table');
    });
  });

  it('names no address that cannot be read', async () => {
    expect((await get('/accounts/%E0%A4%A', { accept: 'text/html' })).status).toBe(400);
    expect((await get('/vendor/%2e%2e/%2e%2e/package.json', {})).status).toBe(404);
    expect((await get('/..%2f..%2fpackage.json', {})).status).toBe(404);
    expect((await get('/.env', {})).status).toBe(404);
  });
});

describe('the files of a page', () => {
  const page = async () => (await fetch(site.pageUrl('get-started'))).text();
  const scriptOf = async () => /src="(\/v\/[0-9a-f]{16}\/app\.js)"/.exec(await page())?.[1] ?? '';
  const get = (path: string, headers: Record<string, string> = {}) => fetch(`${app.url}${path}`, { headers });

  it('are loaded once: their address changes with them', async () => {
    const answer = await get(await scriptOf());
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(answer.headers.get('content-type')).toMatch(/javascript/);
    const ofAnother = await get((await scriptOf()).replace(/[0-9a-f]{16}/, '0123456789abcdef'));
    expect([ofAnother.status, ofAnother.headers.get('cache-control')]).toEqual([200, 'public, max-age=0']);
    expect((await get('/v/0123456789abcdef/nothing.js')).status).toBe(404);
  });

  it.each(['br', 'gzip'])(
    'come compressed (%s), and not again where they have not changed',
    async (encoding) => {
      const asked = { 'accept-encoding': encoding };
      const answer = await get('/vendor/htmx.min.js', asked);
      const etag = answer.headers.get('etag') ?? '';
      expect(answer.headers.get('content-encoding')).toBe(encoding);
      expect(answer.headers.get('vary')).toBe('Accept-Encoding');
      expect(await answer.text()).toBe(
        await (await get('/vendor/htmx.min.js', { 'accept-encoding': 'identity' })).text(),
      );
      // As a browser asks; fetch says of itself that it has kept nothing.
      const known = { ...asked, 'if-none-match': etag, 'cache-control': 'max-age=0' };
      const again = await get('/vendor/htmx.min.js', known);
      expect([again.status, (await again.text()).length]).toEqual([304, 0]);
    },
  );

  it('have the stylesheet in the page itself, which its CSP names', async () => {
    const answer = await fetch(site.pageUrl('get-started'));
    const style = /<style>([\s\S]*)<\/style>/.exec(await answer.text())?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(answer.headers.get('content-security-policy')).toContain(`'sha256-${hash}'`);
    for (const [, icon = ''] of style.matchAll(/url\('([^']+)'\)/g))
      expect((await get(icon)).status).toBe(200);
  });
});

describe('a page', () => {
  it('is compressed where only a token opens it, and never where a cookie could', async () => {
    const ask = async (more: Record<string, string>) => {
      const headers = { ...site.htmx(), ...more };
      return (await fetch(`${app.url}/accounts/new`, { headers })).headers.get('content-encoding');
    };
    expect(await ask({})).not.toBeNull();
    expect(await ask({ cookie: 'session=anything' })).toBeNull();
  });
});

describe('the log', () => {
  it('has one line a request and never a token, a secret or an address with either', async () => {
    const lines: string[] = [];
    const printed = jest.spyOn(console, 'log').mockReturnValue(undefined);
    const warned = jest.spyOn(console, 'warn').mockReturnValue(undefined);
    const secrets: string[] = [];
    const told = () => lines.filter((line) => line.includes('"msg":"request"'));
    await variant({ log: collecting(lines) }, async (url) => {
      const signed = new URL(signedUrl(app, site, { path: '/get-started?code=oauth-code-in-the-query' }));
      const { authorization = '' } = site.htmx();
      secrets.push(signed.searchParams.get('jwt') ?? '', authorization.slice(4), 'oauth-code-in-the-query');
      secrets.push('client-secret-in-a-form', 'shared-secret-in-a-body', site.site.connectApp().sharedSecret);
      const ask = async (path: string, init?: RequestInit) => (await fetch(url + path, init)).arrayBuffer();
      await ask(signed.pathname + signed.search);
      await ask('/get-started', { headers: { authorization } });
      await ask(`/get-started?jwt=${signed.searchParams.get('jwt') ?? ''}`);
      await ask('/accounts', {
        method: 'POST',
        body: new URLSearchParams({ clientSecret: 'client-secret-in-a-form' }),
      });
      await ask('/connect/installed', {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization },
        body: JSON.stringify({ key: app.ctx.config.appKey, sharedSecret: 'shared-secret-in-a-body' }),
      });
      // A line is written after its answer.
      while (told().length < 5) await setImmediate();
    });
    const log = [...lines, ...printed.mock.calls.flat(), ...warned.mock.calls.flat()].join('\n');
    jest.restoreAllMocks();
    expect(told()).toHaveLength(5);
    expect(log).toContain('"route":"/get-started"');
    for (const secret of secrets) expect(log).not.toContain(secret);
    expect(log).not.toMatch(/jwt=|eyJ[\w-]{10}/);
  });
});

function collecting(lines: string[]): Context['log'] {
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  });
  return pino({ level: 'trace' }, sink);
}
