import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SymmetricAlgorithm, createQueryStringHash, decodeSymmetric, fromMethodAndUrl } from 'atlassian-jwt';
import { testClock } from '../sandbox/clock.ts';
import type { TestClock } from '../sandbox/clock.ts';
import { startJiraSandbox } from '../sandbox/jira/jira-sandbox.ts';
import type { JiraSandbox } from '../sandbox/jira/jira-sandbox.ts';
import { APP_KEY, callJira, startConnectApp } from './connect-app.ts';
import type { ConnectApp } from './connect-app.ts';
import { branch, bulk, commit, pullRequest } from './devinfo-payloads.ts';

let clock: TestClock;
let jira: JiraSandbox;
let app: ConnectApp;

beforeEach(async () => {
  clock = testClock();
  jira = await startJiraSandbox({ clock });
  app = await startConnectApp();
  await jira.installApp(app.descriptorUrl);
});

afterEach(async () => {
  await jira.close();
  await app.close();
});

const claimsOf = (token: string) =>
  decodeSymmetric(token, jira.connectApp().sharedSecret, SymmetricAlgorithm.HS256) as Record<string, unknown>;

describe('the address of a page', () => {
  it('carries the context and a token of three minutes with the hash of just this address', () => {
    const url = new URL(jira.pageUrl('issue-panel', { accountId: jira.member.accountId, issueKey: 'ABC-3' }));
    expect(url.origin + url.pathname).toBe(`${app.url}/issue`);
    const projectId = String(jira.projects.get('ABC')?.id);
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      issueKey: 'ABC-3',
      project: projectId,
      xdm_e: jira.url,
      xdm_c: `channel-${APP_KEY}__issue-panel`,
      cp: '',
      lic: 'active',
      cv: expect.any(String),
      loc: 'en-GB',
    });
    const issuedAt = clock.now() / 1000;
    expect(claimsOf(url.searchParams.get('jwt') ?? '')).toMatchObject({
      iss: jira.clientKey,
      sub: jira.member.accountId,
      iat: issuedAt,
      exp: issuedAt + 180,
      qsh: createQueryStringHash(fromMethodAndUrl('GET', url.pathname + url.search)),
    });
  });

  it('hashes the path relative to the base URL', async () => {
    app.descriptor['baseUrl'] = `${app.url}/gitlab`;
    await jira.reinstall();
    const url = new URL(
      jira.pageUrl('accounts', { accountId: jira.admin.accountId, parameters: { tab: 'a b&c' } }),
    );
    expect(url.pathname).toBe('/gitlab/accounts');
    const relative = fromMethodAndUrl('GET', `/accounts${url.search}`);
    expect(claimsOf(url.searchParams.get('jwt') ?? '')['qsh']).toBe(createQueryStringHash(relative));
    expect(url.searchParams.get('tab')).toBe('a b&c');
  });

  it('says when there is no licence, and knows only the modules of the app', () => {
    jira.connectApp().licenseActive = false;
    expect(jira.pageUrl('accounts', { accountId: 'a' })).toContain('lic=none');
    expect(() => jira.pageUrl('nothing', { accountId: 'a' })).toThrow('no page module');
  });
});

describe('a context token', () => {
  it('has the literal hash, lives fifteen minutes and names what is looked at', () => {
    const claims = claimsOf(jira.contextToken(jira.member.accountId, { issueKey: 'ABC-3' }));
    const issuedAt = clock.now() / 1000;
    expect(claims).toMatchObject({
      iss: jira.clientKey,
      sub: jira.member.accountId,
      qsh: 'context-qsh',
      iat: issuedAt,
      exp: issuedAt + 900,
      context: { jira: { issue: { key: 'ABC-3' }, project: { key: 'ABC' } } },
    });
  });
});

describe('the pages around it', () => {
  interface Page {
    status: number;
    text: string;
    location: string;
    cookie: string;
  }

  async function visit(
    path: string,
    options: { as?: string; form?: Record<string, string> } = {},
  ): Promise<Page> {
    const cookie = options.as === undefined ? '' : await login(options.as);
    const answer = await fetch(new URL(path, jira.url), {
      redirect: 'manual',
      headers: { cookie },
      ...(options.form === undefined ? {} : { method: 'POST', body: new URLSearchParams(options.form) }),
    });
    const { headers } = answer;
    return {
      status: answer.status,
      text: await answer.text(),
      location: headers.get('location') ?? '',
      cookie: headers.get('set-cookie')?.split(';')[0] ?? '',
    };
  }

  async function login(accountId: string): Promise<string> {
    return (await visit('/login', { form: { accountId } })).cookie;
  }

  const MODULE = `/plugins/servlet/ac/${APP_KEY}/accounts`;

  it('ask who you are, and go back to where you were', async () => {
    expect((await visit('/browse/ABC-1')).location).toBe('/login?os_destination=%2Fbrowse%2FABC-1');
    expect((await visit('/login')).text).toContain('Ada Admin');
    const form = { accountId: jira.admin.accountId, os_destination: '/browse/ABC-1' };
    expect((await visit('/login', { form })).location).toBe('/browse/ABC-1');
    const evil = { ...form, os_destination: '//evil.example' };
    expect((await visit('/login', { form: evil })).location).toBe('/projects');
  });

  it('host an admin page in a sandboxed frame, for administrators', async () => {
    const { status, text } = await visit(MODULE, { as: jira.admin.accountId });
    expect(status).toBe(200);
    expect(text).toContain(
      'sandbox="allow-downloads allow-forms allow-modals allow-popups allow-popups-to-escape-sandbox allow-scripts allow-same-origin allow-top-navigation-by-user-activation"',
    );
    expect(text).toMatch(/src="http:\/\/127\.0\.0\.1:\d+\/accounts\?[^"]*jwt=/);
    expect(text).toContain('DVCS accounts');
    expect((await visit(MODULE, { as: jira.member.accountId })).status).toBe(403);
    expect((await visit('/plugins/servlet/upm', { as: jira.member.accountId })).status).toBe(403);
    await jira.disableApp();
    expect((await visit(MODULE, { as: jira.admin.accountId })).status).toBe(404);
  });

  it('show on an issue the panel of the app and what was received, as text', async () => {
    const body = bulk({
      commits: [commit('abc1234', { message: 'ABC-1 <b>bold</b>\n\nmore' }), commit('def5678')],
      branches: [branch('b1')],
      pullRequests: [pullRequest('7', { status: 'MERGED', lastUpdate: '2026-01-02T03:04:05+00:00' })],
    });
    await callJira(jira, { method: 'POST', path: '/rest/devinfo/0.10/bulk', body });
    const as = jira.member.accountId;
    expect((await visit('/browse/ABC-1', { as })).text).not.toContain('/issue?issueKey=ABC-1');
    await visit('/browse/ABC-1/panels', { as, form: { module: `${APP_KEY}/issue-panel` } });
    const { text } = await visit('/browse/ABC-1', { as });
    for (const words of [
      '1 branch',
      '2 commits',
      '1 pull request',
      'MERGED',
      '2026-01-02 03:04',
      'group/repo',
    ]) {
      expect(text).toContain(words);
    }
    expect(text).toContain('&lt;b&gt;bold&lt;/b&gt;');
    expect(text).toContain('href="https://gitlab.example/mr/7"');
    expect(text).toContain('/issue?issueKey=ABC-1');
    const empty = await visit('/browse/ABC-2', { as });
    expect(empty.text).toContain('No development information yet');
  });

  it('show only what the visitor may browse', async () => {
    jira.createIssue({ key: 'SECRET-1' });
    const outsider = jira.createUser({ displayName: 'Otto', projects: ['ABC'] });
    expect((await visit('/projects', { as: outsider.accountId })).text).not.toContain('SECRET');
    expect((await visit('/browse/SECRET-1', { as: outsider.accountId })).status).toBe(404);
    expect((await visit('/browse/SECRET', { as: outsider.accountId })).status).toBe(404);
    expect((await visit('/browse/SECRET-1', { as: jira.member.accountId })).status).toBe(200);
  });

  it('manage apps: upload by address, disable, install again, uninstall', async () => {
    const as = jira.admin.accountId;
    const act = (action: string) => visit(`/plugins/servlet/upm/apps/${APP_KEY}`, { as, form: { action } });
    await act('uninstall');
    expect(jira.apps.size).toBe(0);
    await visit('/plugins/servlet/upm/apps', { as, form: { descriptorUrl: app.descriptorUrl } });
    expect(jira.app().enabled).toBe(true);
    await act('disable');
    expect(jira.app().enabled).toBe(false);
    const { sharedSecret } = jira.connectApp();
    await act('reinstall');
    expect(jira.connectApp().sharedSecret).not.toBe(sharedSecret);
    expect((await visit('/plugins/servlet/upm', { as })).text).toContain('Get started');
    app.answer.status = 500;
    const { location } = await act('reinstall');
    expect(decodeURIComponent(location)).toContain('answered 500 to installed');
    expect((await visit(location, { as })).text).toContain('role="alert"');
  });
});
