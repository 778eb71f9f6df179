import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import express from 'express';
import { forgeUi, type PageAnswer } from '../../../src/tenant/forge/ui.ts';
import { startTestApp, type TestApp } from '../../support/app.ts';
import { installForge, type InstalledTenant } from '../../support/install-tenant.ts';
import { routeTable } from '../route-table.ts';
import { headersOf } from './support.ts';

let app: TestApp;
let site: InstalledTenant;
let other: InstalledTenant;

beforeAll(async () => {
  app = await startTestApp();
  site = await installForge(app);
  other = await installForge(app, await app.jira.addSite());
});
afterEach(() => app.jira.faults.clear());
afterAll(() => app.close());

type Sent = {
  path?: string;
  headers?: Record<string, string>;
  body?: string;
  method?: string;
  server?: string;
};

const get = JSON.stringify({ method: 'GET' });

/** What the shell sends, or what somebody makes of it. */
function send({ path = '/accounts', headers = headersOf(site.site), ...rest }: Sent = {}): Promise<Response> {
  const { body = get, method = 'POST', server = app.url } = rest;
  return fetch(`${server}/forge/ui${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(method === 'GET' ? {} : { body }),
  });
}

async function pageOf(answer: Response): Promise<PageAnswer> {
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
  return (await answer.json()) as PageAnswer;
}

const form = (fields: string) => JSON.stringify({ method: 'POST', fields });
const without = (header: string) => {
  const { [header]: _left, ...headers } = headersOf(site.site);
  return headers;
};

describe("an answer to Forge's shell", () => {
  it('carries the fragment of the page, nobody keeps it, and nobody frames it', async () => {
    const answer = await send();
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    const page = await pageOf(answer);
    expect(page).toEqual({ status: 200, html: expect.stringContaining('No accounts yet'), headers: {} });
    expect(page.html).not.toMatch(/<html|<head|<script/);
  });

  it('is the answer of the page to its query and to its form', async () => {
    const guide = await pageOf(await send({ path: '/accounts/guide?host=gitlab&namespace=acme%2Fteam' }));
    expect(guide.html).toContain('groups/acme/team/');
    const refused = await pageOf(await send({ body: form('namespace=%26lt%3B&hostUrl=a+b') }));
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('value="&amp;lt;"');
  });

  it.each([
    ['an address that nothing has', { path: '/nowhere' }, 404],
    ['no such account', { path: `/accounts/${randomUUID()}` }, 404],
    ['a method that pages do not have', { body: JSON.stringify({ method: 'DELETE' }) }, 400],
    ['a body that is no JSON', { body: 'method=GET' }, 400],
    ['a body of another type', { headers: { 'content-type': 'text/plain' } }, 400],
    ['a request that is no POST', { method: 'GET' }, 400],
    ['a form that is too long', { body: form(`clientId=${'x'.repeat(70_000)}`) }, 413],
    [
      'a form of too many fields',
      { body: form('a&'.repeat(10) + Array.from({ length: 300 }, (_, n) => n).join('&')) },
      413,
    ],
    ['a body that is too long', { body: form('x'.repeat(200_000)) }, 413],
  ])('says in itself what is wrong with %s', async (_name, given: Sent, status) => {
    const page = await pageOf(
      await send({ ...given, headers: { ...headersOf(site.site), ...given.headers } }),
    );
    expect(page.status).toBe(status);
    expect(page.html).toContain('data-error');
  });

  it('hands on what htmx and a redirect would have got, however the page ends', async () => {
    const pages = express.Router();
    pages.get('/flag', (_req, res) =>
      res.set('HX-Trigger', '{"flag":{}}').set('X-Other', '1').send('<p>é</p>'),
    );
    pages.get('/gone', (_req, res) => res.redirect(303, '/accounts'));
    pages.get('/none', (_req, res) => res.status(204).end());
    const server = express().use('/forge/ui', forgeUi(app.ctx), pages).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const answer = async (path: string) => pageOf(await send({ path, server: at }));
    expect(await answer('/flag')).toEqual({
      status: 200,
      html: '<p>é</p>',
      headers: { 'hx-trigger': '{"flag":{}}' },
    });
    expect(await answer('/gone')).toMatchObject({ status: 303, location: '/accounts' });
    expect(await answer('/none')).toEqual({ status: 204, html: '', headers: {} });
    server.closeAllConnections();
    server.close();
  });
});

describe('a person', () => {
  const admins = routeTable.filter(({ caller }) => caller === 'admin').map(({ route }) => route);

  it.each(admins)('who does not administer Jira is refused at %s', async (route) => {
    const [method, pattern = ''] = route.split(' ');
    const path = pattern.replaceAll(/:\w+/g, () => randomUUID());
    const headers = site.site.forge.invocationHeaders({ accountId: site.memberId });
    const page = await pageOf(await send({ path, headers, body: JSON.stringify({ method, fields: '' }) }));
    expect(page.status).toBe(403);
    expect(page.html).toContain('Only Jira administrators');
  });

  it('is asked for by their own token, and by no other', async () => {
    app.advance(5_000);
    const mine = without('x-forge-oauth-user');
    for (const [given, user] of [
      [headersOf(site.site), headersOf(other.site)['x-forge-oauth-user']],
      [headersOf(site.site), headersOf(site.site)['x-forge-oauth-system']],
      [mine, 'made-up'],
    ] as const) {
      const page = await pageOf(await send({ headers: { ...given, 'x-forge-oauth-user': user ?? '' } }));
      expect(page.status).toBeGreaterThanOrEqual(400);
      expect(page.html).not.toContain('No accounts yet');
    }
    // Jira, too, takes these for a fault of the app.
    app.jira.violations.length = 0;
  });

  it('who is nobody is refused as the token is', async () => {
    const nobody = headersOf(site.site, { claims: { principal: undefined } });
    for (const headers of [nobody, without('x-forge-oauth-user')]) {
      const answer = await send({ headers: { ...headers, accept: 'text/html', 'hx-request': 'true' } });
      expect(answer.status).toBe(401);
      expect(Object.keys((await answer.json()) as object)).toEqual(['code', 'title', 'message']);
    }
  });

  it('sees nothing while Jira does not say who they are', async () => {
    for (const [status, shown] of [
      [401, 401],
      [403, 503],
      [500, 503],
    ]) {
      app.advance(5_000);
      app.jira.faults.add({ match: ({ path }) => path.endsWith('/mypermissions'), status, times: 1 });
      expect(await pageOf(await send())).toMatchObject({ status: shown });
    }
    expect(await pageOf(await send())).toMatchObject({ status: 200 });
  });

  it('gets no page by its ordinary address with a token of Forge', async () => {
    expect((await fetch(`${app.url}/accounts`, { headers: headersOf(site.site) })).status).toBe(401);
  });
});

describe('a site', () => {
  it('without a licence is told so; with one its pages are there again', async () => {
    await other.switchOff();
    const closed = await other.ask({ path: '/accounts' });
    expect(closed).toMatchObject({ status: 403, text: expect.stringContaining('no active licence') });
    await other.switchOn();
    expect((await other.ask({ path: '/accounts' })).status).toBe(200);
  });
});
