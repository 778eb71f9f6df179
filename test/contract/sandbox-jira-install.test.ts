import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  AsymmetricAlgorithm,
  SymmetricAlgorithm,
  createQueryStringHash,
  decodeAsymmetric,
  decodeSymmetric,
  fromMethodAndUrl,
  getKeyId,
} from 'atlassian-jwt';
import { InstallError } from '../sandbox/jira/connect/lifecycle.ts';
import { startJiraSandbox } from '../sandbox/jira/jira-sandbox.ts';
import type { JiraSandbox } from '../sandbox/jira/jira-sandbox.ts';
import { APP_KEY, callJira, startConnectApp } from './connect-app.ts';
import type { ConnectApp, LifecycleCall } from './connect-app.ts';

const { RS256 } = AsymmetricAlgorithm;
const { HS256 } = SymmetricAlgorithm;

let jira: JiraSandbox;
let app: ConnectApp;

beforeEach(async () => {
  jira = await startJiraSandbox();
  app = await startConnectApp();
});

afterEach(async () => {
  await jira.close();
  await app.close();
});

const tokenOf = (call: LifecycleCall | undefined) => call?.authorization.replace(/^JWT /, '') ?? '';
const postHash = (path: string) => createQueryStringHash(fromMethodAndUrl('POST', path));

describe('the life of an app', () => {
  it('installs with a signed call, then enables', async () => {
    await jira.installApp(app.descriptorUrl);

    const [installed, enabled] = app.calls;
    expect(app.calls.map((call) => call.path)).toEqual(['/connect/installed', '/connect/enabled']);
    expect(installed?.body).toMatchObject({
      key: APP_KEY,
      clientKey: jira.clientKey,
      baseUrl: jira.url,
      cloudId: jira.cloudId,
      productType: 'jira',
      eventType: 'installed',
      sharedSecret: jira.connectApp().sharedSecret,
      oauthClientId: jira.connectApp().oauthClientId,
    });

    const kid = getKeyId(tokenOf(installed));
    expect(kid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
    const pem = await (await fetch(`${jira.installKeysUrl}/${kid}`)).text();
    const claims = decodeAsymmetric(tokenOf(installed), pem, RS256) as { iat: number; exp: number };
    expect(claims).toMatchObject({
      iss: jira.clientKey,
      aud: [app.url],
      qsh: postHash('/connect/installed'),
    });
    expect(claims.exp).toBe(claims.iat + 180);

    const enabledClaims = decodeSymmetric(tokenOf(enabled), jira.connectApp().sharedSecret, HS256);
    expect(enabledClaims).toMatchObject({ iss: jira.clientKey, qsh: postHash('/connect/enabled') });
    expect(enabled?.body).not.toHaveProperty('sharedSecret');
    expect(jira.violations).toEqual([]);
  });

  it('serves no key that was not published', async () => {
    const answer = await fetch(`${jira.installKeysUrl}/7f9f7a3c-0000-4000-8000-000000000000`);
    expect(answer.status).toBe(404);
  });

  it('leaves everything as it was where the app refuses installed', async () => {
    app.answer.status = 401;
    const refusal = await jira.installApp(app.descriptorUrl).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(InstallError);
    expect((refusal as InstallError).answer?.status).toBe(401);
    expect(jira.apps.size).toBe(0);
  });

  it('rotates the secret on a re-install, and the old one is refused from then on', async () => {
    await jira.installApp(app.descriptorUrl);
    const old = jira.connectApp().sharedSecret;
    await jira.reinstall();

    expect(jira.connectApp().sharedSecret).not.toBe(old);
    expect((await callJira(jira, { path: '/rest/api/3/myself' })).status).toBe(200);
    expect((await callJira(jira, { path: '/rest/api/3/myself', secret: old })).status).toBe(401);
  });

  it('tells disabled and enabled, and takes no calls between them', async () => {
    await jira.installApp(app.descriptorUrl);
    await jira.disableApp();
    expect((await callJira(jira, { path: '/rest/api/3/myself' })).status).toBe(401);
    await jira.enableApp();
    expect((await callJira(jira, { path: '/rest/api/3/myself' })).status).toBe(200);
    expect(app.calls.slice(2).map((call) => call.path)).toEqual(['/connect/disabled', '/connect/enabled']);
  });

  it('signs uninstalled with the installation key and then answers 401 for ever', async () => {
    await jira.installApp(app.descriptorUrl);
    const secret = jira.connectApp().sharedSecret;
    await jira.uninstallApp();
    const uninstalled = app.calls.at(-1);
    const pem = await (await fetch(`${jira.installKeysUrl}/${getKeyId(tokenOf(uninstalled))}`)).text();
    expect(decodeAsymmetric(tokenOf(uninstalled), pem, RS256)).toMatchObject({
      iss: jira.clientKey,
      aud: [app.url],
    });
    expect((await callJira(jira, { path: '/rest/api/3/myself', secret })).status).toBe(401);
  });
});

describe('a descriptor that Jira would not take', () => {
  it.each([
    ['an unknown field', { colour: 'blue' }, 'colour'],
    ['an unknown module', { modules: { jiraMagic: [] } }, 'jiraMagic'],
    ['no signed install', { apiMigrations: { 'signed-install': false } }, 'signed-install'],
    ['a scope that is none', { scopes: ['EVERYTHING'] }, 'scopes'],
    ['plain http', { baseUrl: 'http://example.com' }, 'https'],
    ['another authentication', { authentication: { type: 'none' } }, 'authentication'],
    [
      'a page with an absolute address',
      { modules: { adminPages: [{ key: 'a', name: { value: 'A' }, url: 'https://example.com/' }] } },
      'adminPages',
    ],
    [
      'the same module key twice',
      {
        modules: {
          adminPages: [{ key: 'a', name: { value: 'A' }, url: '/a' }],
          postInstallPage: { key: 'a', name: { value: 'A' }, url: '/a' },
        },
      },
      'more than once',
    ],
  ])('%s', async (_, changes, words) => {
    Object.assign(app.descriptor, changes);
    await expect(jira.installApp(app.descriptorUrl)).rejects.toThrow(words);
    expect(jira.violations.join()).toContain(words);
    expect(app.calls).toEqual([]);
  });
});

describe('forged lifecycle calls', () => {
  const claimsOf = (call: LifecycleCall | undefined) =>
    decodeAsymmetric(tokenOf(call), '', RS256, true) as Record<string, unknown>;

  it('differ from the real ones exactly where asked', async () => {
    const forge = (forgery: Parameters<typeof jira.sendLifecycle>[0]['forgery']) =>
      jira.sendLifecycle({ descriptorUrl: app.descriptorUrl, event: 'installed', forgery });
    await forge({ claims: { aud: ['https://other.example'] } });
    await forge({ claims: { qsh: undefined } });
    await forge({ kid: '../secrets' });
    await forge({ unsigned: true });

    const [audience, hash, kid, unsigned] = app.calls;
    expect(claimsOf(audience)['aud']).toEqual(['https://other.example']);
    expect(claimsOf(hash)).not.toHaveProperty('qsh');
    expect(getKeyId(tokenOf(kid))).toBe('../secrets');
    expect(unsigned?.authorization).toBe('');
    expect(jira.apps.size).toBe(0);
  });

  it('can name the published key and be signed with another', async () => {
    const token = jira.signLifecycle({ baseUrl: app.url, path: '/connect/installed' }, { wrongKey: true });
    const pem = await (await fetch(`${jira.installKeysUrl}/${getKeyId(token)}`)).text();
    expect(() => decodeAsymmetric(token, pem, RS256) as unknown).toThrow('Signature verification failed');
  });
});
