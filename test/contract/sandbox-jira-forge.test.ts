import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createLocalJWKSet, jwtVerify } from 'jose';
import type { JSONWebKeySet } from 'jose';
import { testClock } from '../sandbox/clock.ts';
import type { TestClock } from '../sandbox/clock.ts';
import type { ForgeForgery } from '../sandbox/jira/forge/invocation-token.ts';
import { startJiraSandbox } from '../sandbox/jira/jira-sandbox.ts';
import type { JiraSandbox } from '../sandbox/jira/jira-sandbox.ts';
import { FORGE_APP_ID, startForgeApp } from './forge-app.ts';
import type { ForgeTestApp } from './forge-app.ts';

let clock: TestClock;
let jira: JiraSandbox;
let app: ForgeTestApp;

beforeEach(async () => {
  clock = testClock();
  jira = await startJiraSandbox({ clock });
  app = await startForgeApp();
});

afterEach(async () => {
  await jira.close();
  await app.close();
});

const bearer = (headers: Record<string, string | undefined>) =>
  headers['authorization']?.slice('Bearer '.length) ?? '';
const keySet = async () => JSON.parse(await (await fetch(jira.forgeKeysUrl)).text()) as JSONWebKeySet;

/** What a careful remote does with the token of an invocation. */
async function verify(headers: Record<string, string | undefined>) {
  const { payload, protectedHeader } = await jwtVerify(bearer(headers), createLocalJWKSet(await keySet()), {
    algorithms: ['RS256'],
    issuer: 'forge/invocation-token',
    audience: FORGE_APP_ID,
    currentDate: new Date(clock.now()),
  });
  return { claims: payload as Record<string, unknown>, header: protectedHeader };
}

describe('an installation', () => {
  it('tells the app, with a token of the app for calls to the site', async () => {
    const installed = await jira.forge.install(app.manifest);
    const [call] = app.calls;
    expect(call).toMatchObject({
      method: 'POST',
      path: '/forge/events/lifecycle',
      body: {
        eventType: 'avi:forge:installed:app',
        id: installed.installationId,
        installerAccountId: jira.admin.accountId,
        app: { id: FORGE_APP_ID.split('/')[1], version: '1.0.0' },
        context: `ari:cloud:jira::site/${jira.cloudId}`,
      },
    });
    expect(call?.headers['x-forge-oauth-user']).toBeUndefined();
    const { claims } = await verify(call?.headers ?? {});
    expect(claims).toMatchObject({
      app: {
        id: FORGE_APP_ID,
        apiBaseUrl: `${jira.apiUrl}/ex/jira/${jira.cloudId}`,
        installationId: `ari:cloud:ecosystem::installation/${installed.installationId}`,
        module: { type: 'trigger', key: 'lifecycle-trigger' },
      },
      context: { cloudId: jira.cloudId, moduleKey: 'lifecycle-trigger' },
    });
    expect(claims).not.toHaveProperty('principal');
    const answer = await fetch(`${jira.apiUrl}/ex/jira/${jira.cloudId}/rest/api/3/myself`, {
      headers: { authorization: `Bearer ${call?.headers['x-forge-oauth-system'] ?? ''}` },
    });
    expect(await answer.json()).toMatchObject({ accountId: jira.app().accountId, accountType: 'app' });
    expect(jira.violations).toEqual([]);
  });
});

describe('an invocation from a page', () => {
  beforeEach(async () => {
    await jira.forge.install(app.manifest);
    app.calls.length = 0;
  });

  it('says who looks at what, for 25 seconds', async () => {
    const { accountId } = jira.member;
    const body = { method: 'GET' };
    const answer = await jira.forge.invokeRemote({
      path: '/ui/issue?a=b',
      method: 'POST',
      body,
      accountId,
      issueKey: 'ABC-1',
    });
    expect(answer).toMatchObject({ status: 200, body: '{"ok":true}' });
    const [call] = app.calls;
    expect(call).toMatchObject({ method: 'POST', path: '/ui/issue?a=b', body });
    const { claims, header } = await verify(call?.headers ?? {});
    expect(header.kid).toBe(jira.forgeKeys.current().kid);
    expect(claims).toMatchObject({
      principal: accountId,
      app: { environment: { type: 'PRODUCTION' }, module: { type: 'jira:issuePanel', key: 'issue' } },
      context: { siteUrl: jira.url, extension: { issue: { key: 'ABC-1' }, project: { key: 'ABC' } } },
    });
    expect(Number(claims['exp']) - Number(claims['iat'])).toBe(25);
    clock.advance(26_000);
    await expect(verify(call?.headers ?? {})).rejects.toThrow('"exp" claim timestamp check failed');
  });

  const FORGERIES: [string, ForgeForgery, string][] = [
    ['no token', { unsigned: true }, 'Invalid Compact JWS'],
    ['a key that is not in the set', { key: 'unpublished' }, 'signature verification failed'],
    ['a key id that is not in the set', { kid: 'forge/invocation-token/unknown' }, 'no applicable key'],
    ['another audience', { claims: { aud: 'ari:cloud:ecosystem::app/other' } }, 'unexpected "aud"'],
    ['another issuer', { claims: { iss: 'somebody' } }, 'unexpected "iss"'],
    ['an old token', { age: 60 }, '"exp" claim'],
    ['a token of tomorrow', { age: -86_400 }, '"nbf" claim'],
    ['a shared secret instead of the key', { algorithm: 'HS256' }, '"alg"'],
    ['no algorithm', { algorithm: 'none' }, '"alg"'],
  ];
  it.each(FORGERIES)('can be forged: %s', async (_, forgery, words) => {
    const headers = jira.forge.invocationHeaders({ accountId: jira.admin.accountId, forgery });
    await expect(verify(headers)).rejects.toThrow(words);
  });

  it('can be of a key that was rotated away', async () => {
    const of = { accountId: jira.admin.accountId };
    const before = jira.forge.invocationHeaders(of);
    jira.forgeKeys.rotate();
    await verify(before);
    await verify(jira.forge.invocationHeaders(of));
    jira.forgeKeys.rotate({ forgetFormer: true });
    const late = jira.forge.invocationHeaders({ ...of, forgery: { key: 'former' } });
    await expect(verify(late)).rejects.toThrow('no applicable key');
    expect((await keySet()).keys.length).toBeGreaterThan(1);
  });
});
