import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { redirectUri } from '../../src/tenant/self-hosted/oauth/oauth.client.ts';
import { makeSetUpLink } from '../../src/tenant/self-hosted/set-up/set-up-link.ts';
import { isLetIn } from '../../src/tenant/self-hosted/is-let-in.ts';
import { listTenants } from '../../src/tenant/tenant.store.ts';
import { selfSigned } from '../account/support/self-signed.ts';
import { operator } from '../credentials/support.ts';
import type { DataCenterApi } from '../sandbox/data-center/start-data-center.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { createVisitor, unescapeHtml, type Page, type Visitor } from '../support/visitor.ts';

const minute = 60_000;
const hour = 60 * minute;

describe('the page that sets up a self-hosted Jira', () => {
  let app: TestApp;
  let jira: DataCenterApi;
  let visitor: Visitor;
  const servers: Server[] = [];
  beforeEach(async () => {
    app = await startTestApp();
    jira = await app.jira.addDataCenter({ contextPath: '/jira' });
    visitor = createVisitor('https://nowhere.example');
  });
  afterEach(async () => {
    for (const server of servers.splice(0)) server.close();
    await app.close();
  });

  const begin = async (url?: string, by = visitor): Promise<Page> => {
    const link = url ?? (await makeSetUpLink(app.ctx)).url;
    const page = await by.open(`${app.url}/self-hosted/set-up`);
    return by.submit(page, 'one-time-link', { token: new URL(link).hash.slice(1) });
  };
  const address = async (url: string) => visitor.submit(await begin(), 'address-form', { url });
  const textOf = ({ text }: Page) => unescapeHtml(text.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' '));
  const sites = () => listTenants(app.ctx.db);

  it('opens by a link that the command prints, and takes Jira to the consent by its application link', async () => {
    const { json } = await operator(app, ['tenants', 'add-self-hosted', '--json']);
    const first = await begin((json as { url: string }).url);
    expect([first.status, first.url]).toEqual([200, `${app.url}/self-hosted/set-up/jira`]);
    const found = await visitor.submit(first, 'address-form', { url: `${jira.url}/secure/Dashboard.jspa` });
    expect(textOf(found)).toContain(`Jira 9.12.4 answers at ${jira.url}.`);
    expect(found.text).toContain(redirectUri(app.ctx));
    const wrong = await visitor.submit(found, 'link-form', { clientId: 'me', clientSecret: 'wrong' });
    expect([wrong.status, textOf(wrong)]).toEqual([
      422,
      expect.stringContaining('knows no application link'),
    ]);
    expect(wrong.text).toContain('value="me"');
    expect(wrong.text).not.toContain('value="wrong"');
    expect(await sites()).toEqual([]);
    const { clientId, clientSecret } = jira.createLink({ redirectUri: redirectUri(app.ctx) });
    const consent = await visitor.submit(wrong, 'link-form', { clientId, clientSecret });
    const url = unescapeHtml(/id="continue" href="([^"]*)"/.exec(consent.text)?.[1] ?? '');
    const left = await fetch(url, { redirect: 'manual' });
    const back = await jira.consent(left.headers.get('location') ?? '', app.jira.admin.accountId);
    const cookie = left.headers.get('set-cookie')?.split(';')[0] ?? '';
    const done = await fetch(back, { headers: { cookie }, redirect: 'manual' });
    expect([done.status, await done.text()]).toEqual([200, expect.stringContaining('/self-hosted/sign-in/')]);
    const [tenant] = await sites();
    expect(tenant).toMatchObject({ kind: 'self-hosted', baseUrl: jira.url });
    expect(tenant && (await isLetIn(app.ctx.db, tenant))).toBe(true);
  });

  it('takes a personal access token, and stores nothing before Jira has accepted it', async () => {
    const old = await app.jira.addDataCenter({ version: '8.20.30' });
    const found = await address(old.url);
    expect(textOf(found)).toContain('This version has no application links (Jira 8.22)');
    expect(found.text).not.toContain('id="link-form"');
    const wrong = await visitor.submit(found, 'token-form', { token: 'wrong' });
    expect([wrong.status, textOf(wrong)]).toEqual([
      422,
      expect.stringContaining('does not accept the token'),
    ]);
    expect(await sites()).toEqual([]);
    const token = old.createToken(app.jira.admin.accountId);
    const done = await visitor.submit(wrong, 'token-form', { token });
    expect([done.status, textOf(done)]).toEqual([200, expect.stringMatching(/as Ada Admin.*sign-in-link/)]);
    expect(done.text).not.toContain(token);
    expect(await sites()).toMatchObject([{ kind: 'self-hosted', baseUrl: old.url }]);
    // It is done: the browser opens nothing any more.
    expect((await visitor.open(`${app.url}/self-hosted/set-up/jira`)).status).toBe(410);
  });

  describe('says at the address', () => {
    const refusal = async (url: string) => {
      const page = await address(url);
      expect([page.status, page.text.includes('id="url-fault"')]).toEqual([422, true]);
      return textOf(page);
    };

    it('that the certificate is not trusted', async () => {
      const secure = await app.jira.addDataCenter({ tls: selfSigned() });
      expect(await refusal(secure.url)).toMatch(/certificate.*not trusted/);
    });

    it('that the path is missing below which Jira runs', async () => {
      const proxy = await listen((path) => (path === '/' ? '/jira/login.jsp' : undefined));
      expect(await refusal(proxy)).toContain(`Jira answers at ${proxy}/jira: enter that address.`);
    });

    it('that a login page stands in front, and where', async () => {
      const proxy = await listen(() => 'https://sso.example.com/login');
      expect(await refusal(proxy)).toMatch(/leads to sso\.example\.com/);
    });

    it('that what is there is no Jira, or nothing at all', async () => {
      expect(await refusal(`${app.gitlab.url}/users/sign_in`)).toMatch(/is no Jira/);
      expect(await refusal('http://127.0.0.1:9')).toMatch(/refuses|reached/);
      expect(await refusal('')).toContain('Enter an address such as');
      app.gitlab.violations.length = 0;
    });

    it('that Jira is too old, is in the cloud, or is not available', async () => {
      jira.state.version = '8.13.27';
      expect(await refusal(jira.url)).toMatch(/Jira 8\.13\.27, which lets no other application in/);
      const info = { version: '1001.0.0', deploymentType: 'Cloud', baseUrl: jira.url };
      const cloud = app.jira.faults.add({ match: 'serverInfo', status: 200, body: info });
      expect(await refusal(jira.url)).toContain('This is Jira Cloud');
      cloud();
      app.jira.faults.add({ match: 'serverInfo', status: 503 });
      expect(await refusal(jira.url)).toMatch(/not available right now \(503\)/);
    });

    it('nothing where Jira hides its version from whoever has not signed in', async () => {
      const headers = { 'X-Seraph-LoginReason': 'AUTHENTICATED_FAILED' };
      app.jira.faults.add({ match: 'serverInfo', status: 401, headers });
      const page = await address(jira.url);
      expect([page.status, textOf(page)]).toEqual([
        200,
        expect.stringContaining('tells its version to nobody'),
      ]);
    });
  });

  describe('its link', () => {
    it('works once, for a day, and the browser that used it for two hours', async () => {
      const { url } = await makeSetUpLink(app.ctx);
      const first = await begin(url);
      expect(first.status).toBe(200);
      const other = createVisitor('https://nowhere.example');
      expect((await begin(url, other)).status).toBe(410);
      expect((await other.open(`${app.url}/self-hosted/set-up/jira`)).status).toBe(410);
      app.advance(2 * hour);
      expect((await visitor.submit(first, 'address-form', { url: jira.url })).status).toBe(410);
      const late = await makeSetUpLink(app.ctx);
      app.advance(24 * hour);
      expect((await begin(late.url)).status).toBe(410);
      expect((await begin(`${app.url}/self-hosted/set-up#nonsense`)).status).toBe(410);
    });

    it('is used by no page of another site, nor are the forms behind it', async () => {
      const { url } = await makeSetUpLink(app.ctx);
      const token = new URL(url).hash.slice(1);
      const post = (path: string, fields: Record<string, string>, headers: Record<string, string>) =>
        fetch(`${app.url}${path}`, {
          method: 'POST',
          body: new URLSearchParams(fields),
          headers,
          redirect: 'manual',
        });
      const foreign = await post('/self-hosted/set-up', { token }, { origin: 'https://evil.example' });
      expect(foreign.status).toBe(403);
      const opened = await post('/self-hosted/set-up', { token }, {});
      const cookie = opened.headers.get('set-cookie')?.split(';')[0] ?? '';
      expect(opened.headers.get('set-cookie')).toMatch(/^set-up=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
      for (const path of ['/self-hosted/set-up/jira', '/self-hosted/set-up/access'])
        for (const csrf of [{}, { _csrf: 'x'.repeat(43) }])
          expect((await post(path, { url: jira.url, ...csrf }, { cookie })).status).toBe(403);
      expect(app.callsToJira()).toBe(0);
    });

    it('cannot be tried without end, and says until when', async () => {
      let page = await begin(`${app.url}/self-hosted/set-up#${'x'.repeat(43)}`);
      for (let tries = 0; tries < 65 && page.status !== 429; tries += 1)
        page = await begin(`${app.url}/self-hosted/set-up#${'x'.repeat(43)}`);
      expect([page.status, textOf(page)]).toEqual([429, expect.stringMatching(/Try again at \d\d:\d\d/)]);
      app.advance(5 * minute);
      expect((await begin()).status).toBe(200);
    });
  });

  /** What stands in front of Jira. @param leadsTo for a path, where it redirects; else Jira answers */
  async function listen(leadsTo: (path: string) => string | undefined): Promise<string> {
    const server = createServer((req, res) => {
      const to = leadsTo(req.url ?? '');
      if (to !== undefined) res.writeHead(302, { location: to }).end();
      else if (!req.url?.startsWith('/jira/')) res.writeHead(404).end('Not here');
      else
        void fetch(`${new URL(jira.url).origin}${req.url}`).then(async (answer) =>
          res.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text()),
        );
    }).listen(0, '127.0.0.1');
    servers.push(server);
    await once(server, 'listening');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }
});
