import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { noteProblem } from '../../src/facade/facade.store.ts';
import { setupWords } from '../../src/facade/setup/setup.page.ts';
import { enableFacade } from '../../src/facade/setup/enable-facade.ts';
import { verbatim } from '../../src/lib/words/say.ts';
import { inPlainEnglish } from '../../src/lib/words/speak.ts';
import { addAccount, connectorWith, type Connector } from './connector/connector.ts';
import { startServedApp, type ServedApp } from './support.ts';

/** Addresses that Jira and its old client make up, and what they cannot. */
describe('addresses of Jira’s own connector', () => {
  let served: ServedApp;
  let jira: Connector;
  beforeAll(async () => {
    served = await startServedApp({ env: { FACADE_REQUESTS_PER_HOUR: '60' } });
    const { world } = served.app.gitlab;
    world.addMember(world.addGroup({ path: 'acme' }), world.addUser({ username: 'ada' }), 50);
    world.addProject({ path: 'one', namespace: world.namespace('acme') });
    world.push(world.project('acme/one'), 'main', [{ message: 'ABC-1 begin' }]);
    jira = await addAccount(served.form('acme'));
    await served.app.drain();
    await jira.refreshList();
  });
  afterAll(() => served.close());
  const at = (path: string) => fetch(`${served.app.url}${path}`, { redirect: 'manual' });
  const target = async (path: string) =>
    (await at(path)).headers.get('location')?.replace(served.app.gitlab.url, '');

  it('lead to GitLab’s own pages', async () => {
    for (const prefix of ['', '/-/jira']) {
      expect(await target(`${prefix}/acme`)).toBe('/acme');
      expect(await target(`${prefix}/acme/one`)).toBe('/acme/one');
      expect(await target(`${prefix}/acme/sub@deep/commit/abc123`)).toBe('/acme/sub/deep/-/commit/abc123');
      expect(await target(`${prefix}/acme/one/tree/ABC-1/a b`)).toBe('/acme/one/-/tree/ABC-1/a%20b');
      expect(await target(`${prefix}/acme/one/compare/ABC-1/x...main`)).toBe(
        '/acme/one/-/merge_requests/new?merge_request%5Bsource_branch%5D=ABC-1%2Fx&merge_request%5Btarget_branch%5D=main',
      );
      expect(await target(`${prefix}/acme/one/compare/acme/one:x...main`)).toContain('source_branch%5D=x&');
      expect(await target(`${prefix}/acme/one/pull/7`)).toBe('/acme/one/-/merge_requests/7');
    }
  });

  it('lead nowhere for an owner that no Jira has linked, and never elsewhere', async () => {
    for (const path of [
      '/other/one',
      '/other',
      '/favicon.ico',
      '/%2F%2Fevil.example.com/x',
      '/acme%2F..%2F..',
    ]) {
      expect([path, (await at(path)).status]).toEqual([path, 404]);
    }
    expect(await target('/acme/%2F%2Fevil.example.com')).toMatch(/^\/acme\/\/\/evil\.example\.com$/);
  });

  it('are asked without the port and path of the Host URL', async () => {
    const given = { ...served.form('acme'), hostUrl: `${served.app.url}/-/jira` };
    const asked: string[] = [];
    const old = connectorWith(
      { ...given, reach: (origin) => (asked.push(origin), served.app.url) },
      jira.token,
    );
    await expect(old.client.get('/user')).resolves.toMatchObject({ login: 'ada' });
    expect(asked).toEqual(['http://127.0.0.1']);
    // What it then takes for owner and repository when it asks about merge requests.
    expect(await old.client.list('/repos/-/jira/pulls?state=all')).toEqual([]);
    expect(await old.client.list('/repos/-/jira/events')).toEqual([]);
  });

  it('are warned of where the old client cannot reach them', () => {
    const words = (appBaseUrl: string) =>
      setupWords({ config: { ...served.app.ctx.config, appBaseUrl } }, served.facade).warnings.map(
        inPlainEnglish,
      );
    expect(words('https://connector.example.com')).toEqual([]);
    expect(words('https://connector.example.com:8443')).toEqual([expect.stringContaining('drops the port')]);
    expect(words('http://connector.example.com')).toEqual([expect.stringContaining('plain http')]);
  });

  it('say on one page what to type, what is linked and what went wrong', async () => {
    const page = `/login/oauth/setup/${served.facade.pageKey}`;
    const { app, facade } = served;
    await noteProblem(app.ctx.db, facade.tenantId, {
      problem: verbatim('GitLab <is> away.'),
      now: app.clock.now(),
    });
    const text = await (await at(page)).text();
    for (const said of [
      'GitHub Enterprise',
      app.url,
      `${app.url}/login/oauth/callback`,
      facade.jiraUrl,
      '>acme<',
    ])
      expect(text).toContain(said);
    expect(text).toContain('GitLab &lt;is&gt; away.');
    expect((await at(`${page.slice(0, -1)}_`)).status).toBe(404);
  });

  it('say why GitLab or a Jira cannot be reached', async () => {
    const { app } = served;
    const nowhere = await enableFacade(app.ctx, {
      jira: 'https://two.example.com',
      gitlab: 'http://127.0.0.1:9',
    });
    expect(nowhere.warning).toMatch(/127\.0\.0\.1:9/);
    const back = encodeURIComponent('https://two.example.com/secure/x.jspa?organization=acme');
    const refused = await at(`/login/oauth/authorize?client_id=x&redirect_uri=${back}`);
    expect([refused.status, await refused.text()]).toEqual([502, expect.stringContaining('127.0.0.1:9')]);
    const other = { jira: 'https://two.example.com', gitlab: 'https://other.example.com' };
    await expect(enableFacade(app.ctx, other)).resolves.toMatchObject({
      facade: { gitlabUrl: other.gitlab },
    });
    const taken = enableFacade(app.ctx, { jira: served.jira.url, gitlab: other.gitlab });
    await expect(taken).rejects.toMatchObject({ code: 'conflict' });
  });

  it('are answered so often in an hour, then as GitHub does', async () => {
    for (let i = 0; i < 60; i += 1) {
      const answer = await jira.client.get('/user').catch((error: unknown) => error);
      if (answer instanceof Error) {
        expect(answer).toMatchObject({ status: 403 });
        expect(answer.message).toContain('API rate limit exceeded');
        break;
      }
    }
    const last = await jira.client.get('/rate_limit');
    expect(last).toMatchObject({ rate: { limit: 60, remaining: 0 } });
    served.app.advance(3_600_000);
    await expect(jira.client.get('/user')).resolves.toMatchObject({ login: 'ada' });
  });
});
