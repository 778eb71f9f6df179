import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { installConnect, type ConnectTenant } from '../support/install-tenant.ts';
import { createVisitor, unescapeHtml, wordsOf, type Page } from '../support/visitor.ts';
import { signedUrl } from '../tenant/support/forge-token.ts';
import { startMaking, type Making } from './support/making.ts';
import { linkAccount } from '../support/link-account.ts';

let making: Making;
let site: ConnectTenant;
let other: ConnectTenant;

beforeAll(async () => {
  making = await startMaking();
  site = await installConnect(making.app, await making.app.jira.addSite());
  other = await installConnect(making.app, await making.app.jira.addSite());
  await linkAccount(making.app, site, { namespace: 'acme', username: 'jane' });
  await making.app.drain();
});
afterAll(() => making.app.close());

const containers = (body: unknown) => (body as { containers: { id: string; name: string }[] }).containers;

describe('what Jira asks the development tool', () => {
  it('is answered with the accounts as workspaces, by a part of their name', async () => {
    const { status, body } = await site.site.askDevTool('searchConnectedWorkspaces');
    expect(status).toBe(200);
    expect(body).toMatchObject({ workspaces: [{ name: 'acme', canCreateContainer: false }] });
    const none = await site.site.askDevTool('searchConnectedWorkspaces', {
      query: { searchQuery: 'nobody' },
    });
    expect(none.body).toEqual({ workspaces: [] });
  });

  it('is answered with connected repositories, page by page, by name or workspace', async () => {
    const search = async (query: Record<string, string>) =>
      containers((await site.site.askDevTool('searchRepositories', { query })).body).map(({ name }) => name);
    expect(await search({})).toEqual(['acme/app', 'acme/docs', 'acme/engine']);
    expect(await search({ searchQuery: 'ENG' })).toEqual(['acme/engine']);
    expect(await search({ page: '2', limit: '2' })).toEqual(['acme/engine']);
    expect(await search({ workspaceId: crypto.randomUUID() })).toEqual([]);
  });

  it('is answered with one repository by the id that Jira knows, and with 404 for another', async () => {
    const [first] = containers((await site.site.askDevTool('searchRepositories')).body);
    const found = await site.site.askDevTool('associateRepository', { body: { id: first?.id } });
    expect(found).toMatchObject({
      status: 200,
      body: { id: first?.id, name: 'acme/app', workspace: { name: 'acme' } },
    });
    expect((await site.site.askDevTool('associateRepository', { body: { id: 'nobody-1' } })).status).toBe(
      404,
    );
    expect((await site.site.askDevTool('associateRepository', { body: {} })).status).toBe(400);
  });

  it('is of the site that asks alone, and of no site where another has signed', async () => {
    expect((await other.site.askDevTool('searchRepositories')).body).toEqual({ containers: [] });
    const [first] = containers((await site.site.askDevTool('searchRepositories')).body);
    expect((await other.site.askDevTool('associateRepository', { body: { id: first?.id } })).status).toBe(
      404,
    );
    const { sharedSecret: secret } = other.site.connectApp();
    expect((await site.site.askDevTool('searchRepositories', { secret })).status).toBe(401);
  });

  it('is not answered while the app is switched off', async () => {
    await other.switchOff();
    expect((await other.site.askDevTool('searchRepositories')).status).toBe(403);
    await other.switchOn();
  });
});

describe('"Create branch" of the development panel', () => {
  const open = (path: string, headers = {}) =>
    fetch(`${making.app.url}${path}`, { redirect: 'manual', headers });

  it('leads a person of a Connect site back into their Jira, where the form is', async () => {
    const jwt = site.site.contextToken(site.memberId, { issueKey: 'ABC-1' });
    const answer = await open(`/create-branch?issueKey=ABC-1&jwt=${jwt}&addonkey=x`);
    const form = `${site.site.url}/plugins/servlet/ac/${making.app.ctx.config.appKey}/create-branch?ac.issueKey=ABC-1`;
    expect([answer.status, answer.headers.get('location')]).toEqual([302, form]);
    const page = await fetch(
      site.site.pageUrl('create-branch', { accountId: site.memberId, parameters: { issueKey: 'ABC-1' } }),
    );
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('id="create-branch"')]);
  });

  it('leads nowhere with a token that is forged or too old', async () => {
    const forged = signedUrl(making.app, site, {
      path: '/create-branch?issueKey=ABC-1',
      secret: other.site.connectApp().sharedSecret,
    });
    const old = signedUrl(making.app, site, {
      path: '/create-branch?issueKey=ABC-1',
      claims: { exp: Math.floor(making.app.clock.now() / 1000) - 1 },
    });
    for (const url of [forged, old]) {
      const answer = await fetch(url, { redirect: 'manual' });
      expect([answer.status, answer.headers.get('location')]).toEqual([401, null]);
    }
  });

  const links = (page: Page) =>
    [...page.text.matchAll(/<a class="button[^"]*" href="([^"]*)"/g)].map(([, url]) =>
      unescapeHtml(url ?? ''),
    );
  const hosts = (page: Page) => links(page).map((url) => new URL(url).host);
  const start = async () => {
    const visitor = createVisitor('http://nowhere.example');
    const asked = await visitor.open(`${making.app.url}/create-branch?issueKey=ABC-7`);
    return { visitor, asked };
  };

  it('asks once, where no site is named, and offers that one from then on', async () => {
    const { visitor, asked } = await start();
    expect(wordsOf(asked)).toContain('Which Jira is ABC-7 in?');
    const wrong = await visitor.submit(asked, 'site', { site: 'https://evil.example/' });
    expect([wrong.status, wordsOf(wrong)]).toEqual([
      422,
      expect.stringContaining('Enter the address of a Jira Cloud'),
    ]);
    const known = await visitor.submit(asked, 'site', { site: `${making.site.site.url}/browse/ABC-7` });
    const [leads = ''] = links(known);
    expect(leads.startsWith(`${making.site.site.url}/`)).toBe(true);
    expect(leads).toMatch(/ABC-7$/);
    expect(known.headers.get('set-cookie')).toMatch(/HttpOnly/);
    const again = await visitor.open(`${making.app.url}/create-branch?issueKey=ABC-9`);
    expect(links(again)).toEqual([leads.replace('ABC-7', 'ABC-9')]);
  });

  it('always offers another Jira, and forgets one that was mistyped', async () => {
    const { visitor, asked } = await start();
    await visitor.submit(asked, 'site', { site: 'my-taem.atlassian.net' });
    const offered = await visitor.open(`${making.app.url}/create-branch?issueKey=ABC-7`);
    expect(hosts(offered)).toEqual(['my-taem.atlassian.net']);
    const another = unescapeHtml(/href="([^"]*)">Another Jira/.exec(offered.text)?.[1] ?? '');
    const form = await visitor.open(`${making.app.url}${another}`);
    const both = await visitor.submit(form, 'site', { site: 'my-team.atlassian.net' });
    expect(hosts(both)).toEqual(['my-team.atlassian.net', 'my-taem.atlassian.net']);
    const headers = { cookie: 'jira_site=https://my-team.atlassian.net%20https://my-taem.atlassian.net' };
    const body = new URLSearchParams({ issueKey: 'ABC-7', site: 'https://my-taem.atlassian.net' });
    const url = `${making.app.url}/create-branch/forget`;
    const forgotten = await fetch(url, { method: 'POST', body, headers, redirect: 'manual' });
    expect([forgotten.status, forgotten.headers.get('location')]).toEqual([
      303,
      '/create-branch?issueKey=ABC-7',
    ]);
    const kept = decodeURIComponent(
      /jira_site=([^;]*)/.exec(forgotten.headers.get('set-cookie') ?? '')?.[1] ?? '',
    );
    expect(kept).toBe('https://my-team.atlassian.net');
  });

  it('leads at once to the Jira that the browser comes from, whatever it remembers', async () => {
    const cookie = 'jira_site=https://one.atlassian.net';
    const referer = 'https://two.atlassian.net/browse/ABC-7';
    const answer = await open('/create-branch?issueKey=ABC-7', { cookie, referer });
    const url = new URL(answer.headers.get('location') ?? '');
    expect([answer.status, url.host]).toEqual([302, 'two.atlassian.net']);
    for (const elsewhere of ['https://evil.example/', `${making.app.url}/create-branch?issueKey=ABC-7`])
      expect((await open('/create-branch?issueKey=ABC-7', { cookie, referer: elsewhere })).status).toBe(200);
  });

  it('says the same of a site that is known and of one that is not', async () => {
    const ask = async (address: string) => {
      const body = new URLSearchParams({ issueKey: 'ABC-7', site: address });
      const text = await (await fetch(`${making.app.url}/create-branch`, { method: 'POST', body })).text();
      return text.replaceAll(address, 'SITE').replaceAll(new URL(address).host, 'HOST');
    };
    const { url } = making.site.site;
    expect(await ask(url)).toContain('HOST');
    expect(await ask(url)).toBe(await ask('https://nobody-has-this.atlassian.net'));
  });

  it('follows no form of another page, and no cookie to elsewhere', async () => {
    const body = new URLSearchParams({ issueKey: 'ABC-7', site: 'team.atlassian.net' });
    const headers = { 'sec-fetch-site': 'cross-site' };
    expect((await fetch(`${making.app.url}/create-branch`, { method: 'POST', body, headers })).status).toBe(
      403,
    );
    const forget = `${making.app.url}/create-branch/forget`;
    expect((await fetch(forget, { method: 'POST', body, headers })).status).toBe(403);
    for (const site of ['https://evil.example', 'javascript:alert(1)', 'https://a@evil.example', '%']) {
      const answer = await open('/create-branch?issueKey=ABC-7', { cookie: `jira_site=${site}` });
      expect([answer.status, await answer.text()]).toEqual([
        200,
        expect.stringContaining('id="site-address"'),
      ]);
    }
    expect((await open('/create-branch?issueKey=x')).status).toBe(400);
  });
});
