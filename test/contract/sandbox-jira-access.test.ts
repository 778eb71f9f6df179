import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SymmetricAlgorithm, createQueryStringHash, encodeSymmetric } from 'atlassian-jwt';
import fc from 'fast-check';
import { testClock } from '../sandbox/clock.ts';
import type { TestClock } from '../sandbox/clock.ts';
import { qshOf } from '../sandbox/jira/connect/qsh.ts';
import { startJiraSandbox } from '../sandbox/jira/jira-sandbox.ts';
import type { JiraSandbox } from '../sandbox/jira/jira-sandbox.ts';
import { APP_KEY, callJira, startConnectApp } from './connect-app.ts';
import type { ConnectApp } from './connect-app.ts';
import { bulk, commit } from './devinfo-payloads.ts';

let clock: TestClock;
let jira: JiraSandbox;
let app: ConnectApp;

beforeEach(async () => {
  clock = testClock();
  jira = await startJiraSandbox({ clock });
  app = await startConnectApp();
});

afterEach(async () => {
  await jira.close();
  await app.close();
});

const seconds = () => Math.floor(clock.now() / 1000);
const myself = (claims: Record<string, unknown> = {}, path = '/rest/api/3/myself') =>
  callJira(jira, { path, claims });
const SEND = { method: 'POST', path: '/rest/devinfo/0.10/bulk', body: bulk({ commits: [commit('c')] }) };

describe('the hash of a request', () => {
  it('is the one of atlassian-jwt for any path and query', () => {
    const name = fc
      .string({ minLength: 1, maxLength: 5, unit: 'grapheme' })
      .filter((text) => text !== '__proto__');
    const value = fc.string({ maxLength: 5, unit: 'grapheme' });
    fc.assert(
      fc.property(
        fc.webPath(),
        fc.dictionary(name, fc.array(value, { minLength: 1, maxLength: 3 })),
        (path, query) => {
          const pairs = Object.entries(query).flatMap(([key, values]) =>
            values.map((text): [string, string] => [key, text]),
          );
          const expected = createQueryStringHash({ method: 'GET', pathname: path, query, body: {} });
          expect(qshOf({ method: 'get', path, query: new URLSearchParams(pairs) })).toBe(expected);
        },
      ),
    );
  });
});

describe('a token of the app', () => {
  beforeEach(async () => {
    await jira.installApp(app.descriptorUrl);
  });

  it('may live three minutes and not a second more', async () => {
    const iat = seconds();
    expect((await myself({ iat, exp: iat + 180 })).status).toBe(200);
    expect(jira.violations).toEqual([]);
    expect((await myself({ iat, exp: iat + 181 })).status).toBe(401);
    expect(jira.violations).toHaveLength(1);
  });

  it('expires by the clock of the sandbox', async () => {
    const iat = seconds();
    const exp = iat + 60;
    clock.advance(61_000);
    expect((await myself({ iat, exp })).status).toBe(200);
    clock.advance(60_000);
    expect((await myself({ iat, exp })).status).toBe(401);
    expect(jira.violations).toEqual([]);
  });

  it('needs a hash of this request', async () => {
    expect((await myself({ qsh: 'context-qsh' })).status).toBe(401);
    expect((await myself({ qsh: undefined })).status).toBe(401);
    const otherQuery = qshOf({ method: 'GET', path: '/rest/api/3/user', query: new URLSearchParams() });
    expect((await myself({ qsh: otherQuery }, '/rest/api/3/user?accountId=1')).status).toBe(401);
    expect(jira.violations).toHaveLength(3);
  });

  it('needs to be from an installed app and signed with its secret', async () => {
    expect((await myself({ iss: 'com.example.other' })).status).toBe(401);
    expect((await callJira(jira, { path: '/rest/api/3/myself', secret: 'wrong' })).status).toBe(401);
    const another = await jira.addSite();
    expect((await fetch(`${another.url}/rest/api/3/myself`)).status).toBe(401);
    expect(
      (await callJira(another, { path: '/rest/api/3/myself', secret: jira.connectApp().sharedSecret }))
        .status,
    ).toBe(401);
  });

  it('is signed with HS256 and nothing else', async () => {
    const hs512 = encodeSymmetric({ iss: APP_KEY }, jira.connectApp().sharedSecret, SymmetricAlgorithm.HS512);
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify({ iss: APP_KEY })).toString('base64url')}.`;
    for (const token of [hs512, none, 'nonsense']) {
      const answer = await fetch(`${jira.url}/rest/api/3/myself`, {
        headers: { authorization: `JWT ${token}` },
      });
      expect(answer.status).toBe(401);
    }
    const basic = await fetch(`${jira.url}/rest/api/3/myself`, { headers: { authorization: 'Basic YTpi' } });
    expect(basic.status).toBe(401);
    expect(jira.violations).toHaveLength(4);
  });
});

describe('scopes and modules', () => {
  it('refuse what the descriptor does not ask for', async () => {
    app.descriptor['scopes'] = ['READ'];
    await jira.installApp(app.descriptorUrl);
    expect((await myself()).status).toBe(200);
    expect((await callJira(jira, SEND)).status).toBe(403);

    app.descriptor['scopes'] = ['WRITE'];
    await jira.reinstall();
    expect((await callJira(jira, SEND)).status).toBe(202);
    expect((await callJira(jira, { method: 'DELETE', path: '/rest/devinfo/0.10/repository/r' })).status).toBe(
      403,
    );

    app.descriptor['modules'] = {};
    await jira.reinstall();
    const answer = await callJira(jira, SEND);
    expect(answer.status).toBe(403);
    expect(JSON.stringify(await answer.json())).toContain('jiraDevelopmentTool');
  });
});

describe('acting as a person', () => {
  const GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

  interface Assertion {
    claims?: Record<string, unknown>;
    form?: Record<string, string>;
    secret?: string;
  }

  async function ask({ claims = {}, form = {}, secret = jira.connectApp().sharedSecret }: Assertion = {}) {
    const assertion = encodeSymmetric(
      {
        iss: `urn:atlassian:connect:clientid:${jira.connectApp().oauthClientId}`,
        sub: `urn:atlassian:connect:useraccountid:${jira.member.accountId}`,
        tnt: jira.url,
        aud: 'https://oauth-2-authorization-server.services.atlassian.com',
        iat: seconds(),
        exp: seconds() + 60,
        ...claims,
      },
      secret,
    );
    const body = new URLSearchParams({ grant_type: GRANT, assertion, ...form });
    const answer = await fetch(jira.tokenUrl, { method: 'POST', body });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  }

  const asPerson = (token: unknown, path: string, method = 'GET') =>
    fetch(jira.url + path, { method, headers: { authorization: `Bearer ${String(token)}` } });

  beforeEach(async () => {
    await jira.installApp(app.descriptorUrl);
  });

  it('gives a token that is the person, for fifteen minutes', async () => {
    const { status, body } = await ask();
    expect([status, body['token_type'], body['expires_in']]).toEqual([200, 'Bearer', 900]);
    const token = body['access_token'];
    const who = (await (await asPerson(token, '/rest/api/3/myself')).json()) as { accountId: string };
    expect(who.accountId).toBe(jira.member.accountId);
    clock.advance(900_000);
    expect((await asPerson(token, '/rest/api/3/myself')).status).toBe(401);
  });

  it('takes the token endpoint itself as audience, and no other', async () => {
    expect((await ask({ claims: { aud: new URL(jira.tokenUrl).origin } })).status).toBe(200);
    expect((await ask({ claims: { aud: jira.tokenUrl } })).status).toBe(200);
    expect((await ask({ claims: { aud: 'https://example.com' } })).body['error']).toBe('invalid_grant');
  });

  it('holds only the scopes asked for', async () => {
    const { body } = await ask({ form: { scope: 'READ' } });
    expect((await asPerson(body['access_token'], '/rest/api/3/myself')).status).toBe(200);
    expect((await ask({ form: { scope: 'ADMIN' } })).body['error']).toBe('invalid_scope');
  });

  it('cannot send development information', async () => {
    const { body } = await ask();
    expect((await asPerson(body['access_token'], '/rest/devinfo/0.10/repository/r')).status).toBe(403);
    expect(jira.violations).toHaveLength(1);
  });

  it.each<[string, Assertion, string]>([
    ['another tenant', { claims: { tnt: 'https://other.example' } }, 'invalid_grant'],
    ['an assertion of more than a minute', { claims: { exp: 9_999_999_999 } }, 'invalid_grant'],
    ['an expired assertion', { claims: { iat: 1, exp: 60 } }, 'invalid_grant'],
    ['a subject that is no account id', { claims: { sub: 'ada' } }, 'invalid_grant'],
    ['nobody', { claims: { sub: 'urn:atlassian:connect:useraccountid:nobody' } }, 'invalid_grant'],
    ['an unknown client', { claims: { iss: 'urn:atlassian:connect:clientid:x' } }, 'invalid_client'],
    ['a wrong secret', { secret: 'wrong' }, 'invalid_client'],
    ['another grant', { form: { grant_type: 'password' } }, 'unsupported_grant_type'],
    ['an undocumented field', { form: { client_id: 'x' } }, 'invalid_request'],
  ])('refuses %s', async (_, assertion, error) => {
    const answer = await ask(assertion);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.body['error']).toBe(error);
  });

  it('is refused without ACT_AS_USER, and to people who are not active', async () => {
    jira.member.active = false;
    expect((await ask()).body['error']).toBe('invalid_grant');
    jira.member.active = true;
    app.descriptor['scopes'] = ['READ', 'WRITE', 'DELETE'];
    await jira.reinstall();
    expect((await ask()).body['error']).toBe('invalid_scope');
  });
});
