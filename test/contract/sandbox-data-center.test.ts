import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { DataCenterApi } from '../sandbox/data-center/start-data-center.ts';
import { wikiText } from '../sandbox/data-center/wiki.ts';
import { startJiraSandbox, type JiraSandbox } from '../sandbox/jira/jira-sandbox.ts';

const redirectUri = 'https://app.example/callback';

describe('sandbox Jira Data Center', () => {
  let jira: JiraSandbox;
  let server: DataCenterApi;
  let token: string;
  beforeEach(async () => {
    jira = await startJiraSandbox();
    server = await jira.addDataCenter({ contextPath: '/jira' });
    token = server.createToken(jira.member.accountId);
  });
  afterEach(() => jira.close());

  async function call(
    method: string,
    path: string,
    { body, as = token }: { body?: unknown; as?: string | undefined } = {},
  ): Promise<{ status: number; json: unknown }> {
    const answer = await fetch(`${server.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${as}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, json: text === '' ? undefined : JSON.parse(text) };
  }

  const form = async (path: string, fields: Record<string, string>) => {
    const body = new URLSearchParams(fields);
    const answer = await fetch(`${server.url}/rest/oauth2/latest/${path}`, { method: 'POST', body });
    return { status: answer.status, json: (await answer.json()) as Record<string, string> };
  };

  it('tells its version to everybody, and who one is to those who sign in', async () => {
    const anonymous = await fetch(`${server.url}/rest/api/2/serverInfo`);
    expect(await anonymous.json()).toMatchObject({ version: '9.12.4', deploymentType: 'Server' });
    expect((await fetch(`${server.url}/rest/api/2/myself`)).status).toBe(401);
    const { json } = await call('GET', '/rest/api/2/myself');
    const { accountId: key, displayName } = jira.member;
    expect(json).toMatchObject({
      key,
      name: 'max.member',
      displayName,
      emailAddress: jira.member.emailAddress,
    });
    expect(json).not.toHaveProperty('accountId');
    expect((await fetch(server.url.replace('/jira', '/rest/api/2/serverInfo'))).status).toBe(404);
  });

  it('finds people by user name and address, and tells administrators who may do what', async () => {
    const search = '/rest/api/2/user/search?username=max.member%40example.com';
    expect((await call('GET', search)).json).toMatchObject([{ key: jira.member.accountId }]);
    const byPermission = `/rest/api/2/user/permission/search?username=max&permissions=WORK_ON_ISSUES&issueKey=ABC-1`;
    expect((await call('GET', byPermission)).status).toBe(403);
    const admin = server.createToken(jira.admin.accountId);
    expect((await call('GET', byPermission, { as: admin })).json).toMatchObject([{ name: 'max.member' }]);
    jira.forbid(jira.member.accountId, 'WORK_ON_ISSUES', 'ABC');
    expect((await call('GET', byPermission, { as: admin })).json).toEqual([]);
  });

  it('takes comments as wiki text with properties, worklogs without, and moves issues', async () => {
    const body = { body: String.raw`Now \[~max\] said`, properties: [{ key: 'mark', value: { id: 1 } }] };
    const made = await call('POST', '/rest/api/2/issue/ABC-1/comment', { body });
    expect(made).toMatchObject({ status: 201, json: { author: { name: 'max.member' }, body: body.body } });
    const { id } = made.json as { id: string };
    expect(jira.issue('ABC-1').comments).toMatchObject([{ text: 'Now [~max] said' }]);
    const property = await call('GET', `/rest/api/2/comment/${id}/properties/mark`);
    expect(property.json).toMatchObject({ value: { id: 1 } });
    const work = { timeSpent: '1h', started: '2026-01-01T10:00:00.000+0000', comment: 'done' };
    expect((await call('POST', '/rest/api/2/issue/ABC-1/worklog', { body: work })).status).toBe(201);
    expect((await call('GET', '/rest/api/2/issue/ABC-1/worklog')).json).toMatchObject({ total: 1 });
    const move = { transition: { id: '31' } };
    expect((await call('POST', '/rest/api/2/issue/ABC-1/transitions', { body: move })).status).toBe(204);
    expect(jira.issue('ABC-1').status).toBe('Done');
    expect(jira.violations).toEqual([]);
    await call('POST', '/rest/api/2/issue/ABC-1/worklog', { body: { ...work, properties: [] } });
    await call('POST', '/rest/api/2/issue/ABC-1/comment', { body: { body: 'hi [~ada.admin]' } });
    expect(jira.violations).toEqual([
      expect.stringMatching(/no properties/),
      expect.stringMatching(/comment has markup: "\[~ada/),
    ]);
  });

  it('keeps one remote link for each globalId, for those who may link', async () => {
    const path = '/rest/api/2/issue/ABC-1/remotelink';
    const link = { globalId: 'x=1', object: { url: 'https://gitlab.example/1', title: 'One' } };
    expect((await call('POST', path, { body: link })).status).toBe(201);
    const changed = { ...link, object: { ...link.object, title: 'Two', status: { resolved: true } } };
    expect((await call('POST', path, { body: changed })).status).toBe(200);
    expect(server.remoteLinks('ABC-1')).toMatchObject([{ globalId: 'x=1', object: { title: 'Two' } }]);
    jira.forbid(jira.member.accountId, 'LINK_ISSUES', 'ABC');
    expect((await call('POST', path, { body: link })).status).toBe(403);
    jira.allow(jira.member.accountId, 'LINK_ISSUES', 'ABC');
    expect((await call('DELETE', `${path}?globalId=x%3D1`)).status).toBe(204);
    expect((await call('DELETE', `${path}?globalId=x%3D1`)).status).toBe(404);
    await call('POST', path, { body: { object: { url: 'https://x.example', title: 'x'.repeat(256) } } });
    expect(jira.violations).toEqual([expect.stringMatching(/title is no text of 1 to 255/)]);
  });

  it('gives tokens for a code with PKCE, and each refresh token serves once', async () => {
    const { clientId, clientSecret } = server.createLink({ redirectUri });
    const verifier = 'v'.repeat(64);
    const query = new URLSearchParams({
      client_id: clientId,
      redirect_uri: redirectUri,
      response_type: 'code',
      state: 's1',
      scope: 'WRITE',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    });
    const back = await server.consent(
      `${server.url}/rest/oauth2/latest/authorize?${query.toString()}`,
      jira.member.accountId,
    );
    const code = new URL(back).searchParams.get('code') ?? '';
    const client = { client_id: clientId, client_secret: clientSecret, redirect_uri: redirectUri };
    const exchange = { ...client, grant_type: 'authorization_code', code, code_verifier: verifier };
    const first = await form('token', exchange);
    expect(first).toMatchObject({ status: 200, json: { token_type: 'bearer', scope: 'WRITE' } });
    expect((await form('token', exchange)).json).toMatchObject({ error: 'invalid_grant' });
    const access = first.json['access_token'];
    expect((await call('GET', '/rest/api/2/myself', { as: access })).status).toBe(200);
    const again = {
      ...client,
      grant_type: 'refresh_token',
      refresh_token: first.json['refresh_token'] ?? '',
    };
    const second = await form('token', again);
    expect(second.status).toBe(200);
    expect((await form('token', again)).json).toMatchObject({ error: 'invalid_grant' });
    server.revokeGrants(jira.member.accountId);
    expect((await call('GET', '/rest/api/2/myself', { as: second.json['access_token'] })).status).toBe(401);
    expect(jira.violations).toEqual([]);
  });

  it('has no incoming links of OAuth 2.0 before 8.22', async () => {
    const old = await jira.addDataCenter({ version: '8.20.30' });
    const answer = await fetch(`${old.url}/rest/oauth2/latest/authorize?client_id=x`);
    expect(answer.status).toBe(404);
  });
});

describe('wiki text of the sandbox', () => {
  it.each([
    ['plain words, v1.2-rc3 and snake_case_name, 3 + 4 = 7', undefined],
    [String.raw`\*not bold\* \{code\}`, undefined],
    ['*bold*', /bold/],
    ['see {code}x{code}', /code/],
    ['[a|https://x.example]', /\[a/],
    ['h1. Title', /heading/],
    ['one\n* two', /list/],
    ['!image.png!', /image/],
  ])('%j', (source, markup) => {
    const found = wikiText(source);
    if (markup === undefined) expect(found.markup).toBeUndefined();
    else expect(found.markup).toMatch(markup);
  });
});
