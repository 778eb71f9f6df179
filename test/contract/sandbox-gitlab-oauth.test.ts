import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { visitAuthorize } from '../sandbox/gitlab/visitor.ts';
import type { VisitResult } from '../sandbox/gitlab/visitor.ts';
import { callback, startCaller } from './gitlab-caller.ts';
import type { Caller, Reply } from './gitlab-caller.ts';

const verifier = 'v'.repeat(64);
const challenge = createHash('sha256').update(verifier).digest('base64url');

let caller: Caller;
beforeEach(async () => {
  caller = await startCaller();
  // The caller's own token would count as consent.
  caller.sandbox.world.revokeGrant(caller.user, caller.application);
});
afterEach(() => caller.sandbox.close());

function authorizeUrl(changes: Record<string, string> = {}): string {
  const query = new URLSearchParams({
    client_id: caller.application.clientId,
    redirect_uri: callback,
    response_type: 'code',
    state: 'the-state',
    scope: 'api',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...changes,
  });
  return `${caller.sandbox.url}/oauth/authorize?${query.toString()}`;
}

const visit = (url = authorizeUrl()): Promise<VisitResult> => visitAuthorize(url, { username: 'jira' });

async function codeOf(url = authorizeUrl()): Promise<string> {
  const { location } = await visit(url);
  return new URL(location ?? 'http://none').searchParams.get('code') ?? '';
}

function client(): Record<string, string> {
  return { client_id: caller.application.clientId, client_secret: caller.clientSecret };
}

function exchange(code: string, changes: Record<string, string> = {}): Promise<Reply> {
  return caller.post('/oauth/token', {
    ...client(),
    grant_type: 'authorization_code',
    redirect_uri: callback,
    code_verifier: verifier,
    code,
    ...changes,
  });
}

function refresh(token: string): Promise<Reply> {
  return caller.post('/oauth/token', { ...client(), grant_type: 'refresh_token', refresh_token: token });
}

describe('the authorize pages', () => {
  it('sign the person in, ask for consent and send the code and state back', async () => {
    const { location } = await visit();
    const back = new URL(location ?? '');
    expect(`${back.origin}${back.pathname}`).toBe(callback);
    expect(back.searchParams.get('state')).toBe('the-state');
    expect(back.searchParams.get('code')).toMatch(/^[0-9a-f]{64}$/);
  });

  it('refuse a wrong password', async () => {
    const shown = await visitAuthorize(authorizeUrl(), { username: 'jira', password: 'wrong' });
    expect(shown.status).toBe(401);
    expect(shown.body).toContain('Invalid login or password.');
  });

  it('send a denial back with error and state', async () => {
    const { location } = await visitAuthorize(authorizeUrl(), { username: 'jira', decision: 'deny' });
    const back = new URL(location ?? '').searchParams;
    expect([back.get('error'), back.get('state'), back.has('error_description')]).toEqual([
      'access_denied',
      'the-state',
      true,
    ]);
  });

  it.each([
    ['an unknown client', { client_id: 'nobody' }, 'unknown client'],
    [
      'a redirect with one more slash',
      { redirect_uri: `${callback}/` },
      'The redirect URI included is not valid.',
    ],
    [
      'a scope that is not ticked',
      { scope: 'api read_user' },
      'The requested scope is invalid, unknown, or malformed.',
    ],
  ])('show %s as a page and send nobody anywhere', async (_, changes, words) => {
    const shown = await visit(authorizeUrl(changes));
    expect(shown.location).toBeNull();
    expect(shown.body).toContain(words);
  });

  it('ask for consent once, and again after the grant was revoked', async () => {
    const { world } = caller.sandbox;
    world.addUser({ username: 'other' });
    const shows = async (): Promise<boolean> => {
      const before = caller.sandbox.counts['oauth.authorize'] ?? 0;
      await exchange(await codeOfOther());
      return (caller.sandbox.counts['oauth.authorize'] ?? 0) > before;
    };
    const codeOfOther = async (): Promise<string> => {
      const { location } = await visitAuthorize(authorizeUrl(), { username: 'other' });
      return new URL(location ?? '').searchParams.get('code') ?? '';
    };
    expect(await shows()).toBe(true);
    expect(await shows()).toBe(false);
    world.revokeGrant(world.user('other'), caller.application);
    expect(await shows()).toBe(true);
  });

  it('refuse to be framed', async () => {
    const { headers } = await caller.get('/users/sign_in', null);
    expect(headers.get('x-frame-options')).toBe('SAMEORIGIN');
  });
});

describe('codes', () => {
  it('bring a token of 7200 seconds', async () => {
    const { status, body } = await exchange(await codeOf());
    expect(status).toBe(200);
    expect(body).toMatchObject({ expires_in: 7200, scope: 'api', created_at: caller.clock.now() / 1000 });
    expect((await caller.get('/api/v4/user', body.access_token)).body.username).toBe('jira');
  });

  it('work once', async () => {
    const code = await codeOf();
    await exchange(code);
    const again = await exchange(code);
    expect([again.status, again.body.error]).toEqual([400, 'invalid_grant']);
  });

  it('die after 600 seconds', async () => {
    const code = await codeOf();
    caller.clock.advance(600_000);
    expect((await exchange(code)).body.error).toBe('invalid_grant');
  });

  it.each([
    ['another verifier', { code_verifier: 'w'.repeat(64) }, '400 invalid_grant'],
    ['no verifier', { code_verifier: '' }, '400 invalid_grant'],
    ['another redirect', { redirect_uri: `${callback}/` }, '400 invalid_grant'],
    ['a wrong secret', { client_secret: 'wrong' }, '401 invalid_client'],
    ['an unknown grant type', { grant_type: 'password' }, '400 unsupported_grant_type'],
    ['no code', { code: '' }, '400 invalid_request'],
  ])('are refused with %s', async (_, changes, answer) => {
    const refused = await exchange(await codeOf(), changes);
    expect(`${refused.status} ${refused.body.error}`).toBe(answer);
    expect(refused.body.error_description).toEqual(expect.any(String));
  });
});

describe('tokens', () => {
  it('expire in GitLab’s words after two hours', async () => {
    const { body } = await exchange(await codeOf());
    caller.clock.advance(7_199_000);
    expect((await caller.get('/api/v4/user', body.access_token)).status).toBe(200);
    caller.clock.advance(1000);
    const expired = await caller.get('/api/v4/user', body.access_token);
    expect([expired.status, expired.body]).toEqual([
      401,
      {
        error: 'invalid_token',
        error_description: 'Token is expired. You can either do re-authorization or token refresh.',
      },
    ]);
  });

  it('are refreshed once: both old tokens die at the instant of use', async () => {
    const first = (await exchange(await codeOf())).body;
    const second = await refresh(first.refresh_token);
    expect(second.status).toBe(200);
    const old = await caller.get('/api/v4/user', first.access_token);
    expect(old.body.error_description).toContain('Token was revoked');
    const again = await refresh(first.refresh_token);
    expect([again.status, again.body.error]).toEqual([400, 'invalid_grant']);
    expect((await caller.get('/api/v4/user', second.body.access_token)).status).toBe(200);
  });

  it('are lost with the answer of a refresh', async () => {
    const first = (await exchange(await codeOf())).body;
    caller.sandbox.faults.add({ match: 'oauth.token', times: 1, dropConnection: 'after-work' });
    await expect(refresh(first.refresh_token)).rejects.toThrow();
    expect((await refresh(first.refresh_token)).body.error).toBe('invalid_grant');
  });

  it('cannot be refreshed with the secret from before it was renewed', async () => {
    const first = (await exchange(await codeOf())).body;
    caller.sandbox.world.renewSecret(caller.application);
    expect((await refresh(first.refresh_token)).status).toBe(401);
  });

  it('die when the person revokes the grant or is blocked', async () => {
    const { world } = caller.sandbox;
    const { access_token } = world.issueToken(caller.application, caller.user);
    world.blockUser(caller.user);
    expect((await caller.get('/api/v4/user', access_token)).status).toBe(403);
    world.unblockUser(caller.user);
    world.revokeGrant(caller.user, caller.application);
    expect((await caller.get('/api/v4/user', access_token)).status).toBe(401);
  });

  it('tell about themselves and are revoked by their client only', async () => {
    const { access_token } = (await exchange(await codeOf())).body;
    const info = await caller.get('/oauth/token/info', access_token);
    expect(info.body).toMatchObject({ resource_owner_id: caller.user.id, scope: ['api'], expires_in: 7200 });
    const foreign = await caller.post('/oauth/revoke', {
      ...client(),
      client_secret: 'wrong',
      token: access_token,
    });
    expect(foreign.status).toBe(403);
    expect((await caller.post('/oauth/revoke', { ...client(), token: access_token })).body).toEqual({});
    expect((await caller.get('/oauth/token/info', access_token)).status).toBe(401);
  });

  it('need a scope that is enough', async () => {
    const { world } = caller.sandbox;
    const { access_token } = world.issueToken(caller.application, caller.user, ['read_user']);
    expect((await caller.get('/api/v4/user', access_token)).status).toBe(200);
    const refused = await caller.get('/api/v4/projects', access_token);
    expect([refused.status, refused.body.error]).toEqual([403, 'insufficient_scope']);
  });
});
