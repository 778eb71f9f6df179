import { encodeSymmetric } from 'atlassian-jwt';
import { testClock } from '../sandbox/clock.ts';
import type { TestClock } from '../sandbox/clock.ts';
import { startJiraSandbox } from '../sandbox/jira/jira-sandbox.ts';
import type { JiraSandbox } from '../sandbox/jira/jira-sandbox.ts';
import { callJira, startConnectApp } from './connect-app.ts';
import { manifestFor, startForgeApp } from './forge-app.ts';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers are looked at field by field
type Json = any;

export interface Answer {
  status: number;
  headers: Headers;
  body: Json;
}

/** An app on a site that calls Jira as a person, or as itself. */
export interface WorkCaller {
  jira: JiraSandbox;
  clock: TestClock;
  /** As the person whose account id it is. A body makes it a POST. */
  readonly as: (accountId: string, path: string, body?: unknown) => Promise<Answer>;
  readonly asApp: (path: string, body?: unknown) => Promise<Answer>;
  close(): Promise<void>;
}

export type AppKind = 'connect' | 'forge';

/** @param without a scope that the app does not have */
export async function startWorkCaller(kind: AppKind = 'connect', without?: string): Promise<WorkCaller> {
  const clock = testClock();
  const jira = await startJiraSandbox({ clock, allIssuesOf: { KAFKA: 500 } });
  return kind === 'connect' ? connectCaller(jira, clock, without) : forgeCaller(jira, clock, without);
}

async function connectCaller(jira: JiraSandbox, clock: TestClock, without?: string): Promise<WorkCaller> {
  const scopes = ['READ', 'WRITE', 'ACT_AS_USER'].filter((scope) => scope !== without);
  const app = await startConnectApp({ scopes });
  await jira.installApp(app.descriptorUrl);
  const times = () => {
    const iat = Math.floor(clock.now() / 1000);
    return { iat, exp: iat + 60 };
  };
  const tokenOf = async (accountId: string): Promise<string> => {
    const claims = {
      iss: `urn:atlassian:connect:clientid:${jira.connectApp().oauthClientId}`,
      sub: `urn:atlassian:connect:useraccountid:${accountId}`,
      tnt: jira.url,
      aud: 'https://oauth-2-authorization-server.services.atlassian.com',
      ...times(),
    };
    const answer = await fetch(jira.tokenUrl, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
        assertion: encodeSymmetric(claims, jira.connectApp().sharedSecret),
      }),
    });
    return String(((await answer.json()) as Json).access_token);
  };
  return {
    jira,
    clock,
    as: async (accountId, path, body) => send(jira.url + path, { token: await tokenOf(accountId), body }),
    asApp: async (path, body) => {
      const method = body === undefined ? 'GET' : 'POST';
      return answerOf(await callJira(jira, { method, path, claims: times(), body }));
    },
    async close() {
      await Promise.all([jira.close(), app.close()]);
    },
  };
}

async function forgeCaller(jira: JiraSandbox, clock: TestClock, without?: string): Promise<WorkCaller> {
  const app = await startForgeApp();
  const write = `write:jira-work: ${without === 'WRITE' ? '{}' : '{ allowImpersonation: true }'}`;
  await jira.forge.install(manifestFor(app.url, ['report:personal-data: {}', write]));
  const own = app.calls.find(({ headers }) => headers['x-forge-oauth-system'])?.headers;
  const system = own?.['x-forge-oauth-system'] ?? '';
  const base = `${jira.apiUrl}/ex/jira/${jira.cloudId}`;
  const tokenOf = async (userId: string): Promise<string> => {
    const query =
      'mutation forge_remote_offlineUserAuthToken($input: OfflineUserAuthTokenInput!) { offlineUserAuthToken(input: $input) { success errors { message } authToken { token ttl } } }';
    const input = { contextIds: [`ari:cloud:jira::site/${jira.cloudId}`], userId };
    const answer = await send(`${jira.apiUrl}/graphql`, {
      token: system,
      body: { query, variables: { input } },
    });
    return String(answer.body.data.offlineUserAuthToken.authToken.token);
  };
  return {
    jira,
    clock,
    as: async (accountId, path, body) => send(base + path, { token: await tokenOf(accountId), body }),
    asApp: (path, body) => send(base + path, { token: system, body }),
    async close() {
      await Promise.all([jira.close(), app.close()]);
    },
  };
}

async function send(url: string, { token, body }: { token: string; body: unknown }): Promise<Answer> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const request = body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) };
  return answerOf(await fetch(url, request));
}

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  const { status, headers } = response;
  return { status, headers, body: text === '' ? undefined : JSON.parse(text) };
}

/** The smallest document that says something. */
export function adf(...lines: string[]): { type: string; version: number; content: unknown[] } {
  const content = lines.map((text) => ({ type: 'paragraph', content: [{ type: 'text', text }] }));
  return { type: 'doc', version: 1, content };
}
