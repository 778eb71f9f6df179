import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getAccount, listAccounts } from '../../src/account/account.store.ts';
import { findFacade } from '../../src/facade/facade.store.ts';
import { enableFacade, revokeFacadeTokens, stopServing } from '../../src/facade/setup/enable-facade.ts';
import { createVisitor } from '../support/visitor.ts';
import { addAccount, connectorWith, consent, requestAccessToken } from './connector/connector.ts';
import { startServedApp, type ServedApp } from './support.ts';

/** Adding an account in Jira, and everything that can be wrong with it. */
describe('linking through Jira’s own connector', () => {
  let served: ServedApp;
  beforeAll(async () => {
    served = await startServedApp();
    const { world } = served.app.gitlab;
    const acme = world.addGroup({ path: 'acme' });
    world.addMember(acme, world.addUser({ username: 'ada' }), 50);
    world.addMember(world.addGroup({ path: 'sub', parent: acme }), world.user('ada'), 50);
    world.addProject({ path: 'deep', namespace: world.namespace('acme/sub') });
    world.push(world.project('acme/sub/deep'), 'main', [{ message: 'ABC-1 begin' }]);
    world.addUser({ username: 'eve' });
    world.addProject({ path: 'own', namespace: world.namespace('ada') });
  });
  afterAll(() => served.close());
  const codeOf = async (given = served.form('acme')) =>
    new URL((await consent(given)).url).searchParams.get('code');
  const problem = async () => (await findFacade(served.app.ctx.db, served.facade.tenantId))?.problem ?? '';

  it('links a subgroup and a user, each as one segment', async () => {
    for (const [organization, slugs] of [
      ['acme@sub', ['deep']],
      ['ada', ['own']],
    ] as const) {
      const jira = await addAccount(served.form(organization));
      await served.app.drain();
      await jira.refreshList();
      expect([...jira.repositories.keys()]).toEqual(slugs);
      await jira.sync(slugs[0], { soft: false });
    }
  });

  it('leads back to Jira as Jira wrote its address, with a code of ours', async () => {
    const end = new URL((await consent(served.form('acme'))).url);
    expect(end.pathname).toBe('/jira/secure/admin/AddOrganizationProgressAction!default.jspa');
    expect(end.searchParams.get('atl_token')).toBe('BQ1R-XVTR|5f2a|lin');
    expect(end.searchParams.get('t')).toBe('3');
    expect(end.searchParams.get('code')).toContain(served.facade.tenantId);
  });

  it('exchanges a code once, for its own client, soon', async () => {
    const given = served.form('acme');
    const code = await codeOf();
    const other = { ...given, application: { ...given.application, clientId: 'f'.repeat(64) } };
    await expect(requestAccessToken(other, code)).rejects.toThrow('Bad verification code');
    await expect(requestAccessToken(given, code)).resolves.toContain(served.facade.tenantId);
    await expect(requestAccessToken(given, code)).rejects.toThrow('Bad verification code');
    const late = await codeOf();
    served.app.advance(3 * 60_000);
    await expect(requestAccessToken(given, late)).rejects.toThrow('Bad verification code');
    await expect(requestAccessToken(given, `${served.facade.tenantId}.x`)).rejects.toThrow(
      'Bad verification code',
    );
  });

  it('says what is wrong with the secret, the namespace and the consent', async () => {
    const given = served.form('acme');
    const wrong = { ...given, application: { ...given.application, clientSecret: 'gloas-wrong' } };
    await expect(requestAccessToken(wrong, await codeOf())).rejects.toThrow('Incorrect client credentials');
    expect(await problem()).toMatch(/does not accept the Client ID/);
    const nowhere = served.form('nowhere');
    await expect(requestAccessToken(nowhere, await codeOf(nowhere))).rejects.toThrow(
      /no group or user "nowhere"/,
    );
    expect(await problem()).toMatch(/nowhere/);
    const visitor = createVisitor(served.jira.url);
    const slash = await consent(served.form('acme/sub'));
    expect([slash.status, slash.text]).toEqual([400, expect.stringContaining('acme@sub')]);
    const back = encodeURIComponent(`${served.jira.url}/secure/x.jspa?organization=acme`);
    const start = await visitor.open(
      `${served.app.url}/login/oauth/authorize?client_id=${given.application.clientId}&redirect_uri=${back}`,
    );
    const signedIn = await visitor.submit(start, 'sign-in', {
      'user[login]': 'eve',
      'user[password]': 'password',
    });
    const denied = await visitor.submit(signedIn, 'deny');
    expect(new URL(denied.url).searchParams.get('error')).toBe('access_denied');
  });

  it('sends nobody to a Jira that is not enabled, and takes no state of another browser', async () => {
    const { app, jira } = served;
    const id = served.application.clientId;
    const visitor = createVisitor('http://nowhere.invalid');
    for (const redirect of [
      'https://evil.example.com/',
      `${jira.url}.evil.example.com/x`,
      jira.url,
      'javascript:0',
    ]) {
      const page = await visitor.open(
        `${app.url}/login/oauth/authorize?client_id=${id}&redirect_uri=${encodeURIComponent(redirect)}`,
      );
      expect([page.status, page.text]).toEqual([
        400,
        expect.stringContaining('not one that this server knows'),
      ]);
    }
    const mine = createVisitor(app.gitlab.url);
    const left = await mine.open(
      `${app.url}/login/oauth/authorize?client_id=${id}&redirect_uri=${encodeURIComponent(`${jira.url}/x?organization=acme`)}`,
    );
    const state = new URL(left.url).searchParams.get('state') ?? '';
    const stolen = await visitor.open(`${app.url}/login/oauth/callback?code=x&state=${state}`);
    expect([stolen.status, stolen.text]).toEqual([
      400,
      expect.stringContaining('was not started in this browser'),
    ]);
  });

  it('asks for the account where Jira does not say it', async () => {
    const visitor = createVisitor(served.jira.url);
    const back = encodeURIComponent(`${served.jira.url}/secure/x.jspa`);
    const asked = await visitor.open(
      `${served.app.url}/login/oauth/authorize?client_id=${served.application.clientId}&redirect_uri=${back}`,
    );
    expect(asked.text).toContain('name="organization"');
    const next = await visitor.open(`${asked.url}&organization=acme`);
    const href = /id="continue" href="([^"]*)"/.exec(next.text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(href).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/oauth\/authorize\?/);
  });

  it('authorizes again into the same account; the old token ends when the new one is used', async () => {
    const first = await addAccount(served.form('acme'));
    await first.client.get('/user');
    const before = await listAccounts(served.app.ctx.db, served.facade.tenantId);
    const second = await addAccount(served.form('ACME'));
    expect(await listAccounts(served.app.ctx.db, served.facade.tenantId)).toHaveLength(before.length);
    await expect(first.client.get('/user')).resolves.toMatchObject({ login: 'ada' });
    await second.client.get('/user');
    await expect(first.client.get('/user')).rejects.toMatchObject({ status: 401 });
  });

  it('is told "Bad credentials" when GitLab has taken its access back, and goes on after a reset', async () => {
    const { app } = served;
    const jira = await addAccount(served.form('acme'));
    await app.drain();
    const account = (await listAccounts(app.ctx.db, served.facade.tenantId)).find(
      (one) => one.namespacePath === 'acme',
    );
    app.gitlab.world.revokeGrant(app.gitlab.world.user('ada'), served.application.application);
    app.advance(3 * 3_600_000);
    await app.drain();
    expect(await getAccount(app.ctx.db, served.facade.tenantId, account?.id ?? '')).toMatchObject({
      state: 'needs_authorization',
    });
    await expect(jira.refreshList()).rejects.toMatchObject({ status: 401 });
    const reset = await addAccount(served.form('acme'));
    await expect(reset.refreshList()).resolves.toBeUndefined();
  });

  it('refuses revoked tokens, tokens of another Jira, and everybody when it is disabled', async () => {
    const { app, jira } = served;
    const mine = await addAccount(served.form('acme'));
    await enableFacade(app.ctx, { jira: 'https://other.example.com', gitlab: app.gitlab.url });
    const [, random = ''] = mine.token.split('.');
    const other = await enableFacade(app.ctx, { jira: 'https://other.example.com', gitlab: app.gitlab.url });
    const forged = connectorWith(served.form('acme'), `${other.facade.tenantId}.${random}`);
    await expect(forged.client.get('/user')).rejects.toMatchObject({ status: 401 });
    await stopServing(app.ctx, jira.url);
    await expect(mine.client.get('/user')).rejects.toMatchObject({ status: 404 });
    expect((await consent(served.form('acme'))).status).toBe(400);
    await enableFacade(app.ctx, { jira: jira.url, gitlab: app.gitlab.url });
    await expect(mine.client.get('/user')).resolves.toMatchObject({ login: 'ada' });
    await revokeFacadeTokens(app.ctx, { jira: jira.url });
    await expect(mine.client.get('/user')).rejects.toMatchObject({ status: 401 });
  });
});
