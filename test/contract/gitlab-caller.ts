import { testClock } from '../sandbox/clock.ts';
import type { TestClock } from '../sandbox/clock.ts';
import { startGitlabSandbox } from '../sandbox/gitlab/sandbox.ts';
import type { GitlabSandbox, GitlabSandboxOptions } from '../sandbox/gitlab/sandbox.ts';
import type { Application, Namespace, User } from '../sandbox/gitlab/world/model.ts';

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers are untyped here; the assertions are the check
  readonly body: any;
}

export interface Caller {
  readonly sandbox: GitlabSandbox<TestClock>;
  readonly clock: TestClock;
  readonly user: User;
  readonly group: Namespace;
  readonly application: Application;
  readonly clientSecret: string;
  get(path: string, token?: string | null): Promise<Reply>;
  graphql(query: string, variables?: Record<string, unknown>): Promise<Reply>;
  post(path: string, form: Record<string, string>): Promise<Reply>;
  /** A call of the API that writes, with a JSON body where one is given. */
  send(method: 'POST' | 'PUT' | 'DELETE', path: string, json?: Record<string, unknown>): Promise<Reply>;
}

export const callback = 'http://localhost:9/oauth/gitlab/callback';

/** A sandbox on a test clock with a user who owns the group `acme`, an application and a token of two hours. */
export async function startCaller(
  options: Omit<GitlabSandboxOptions<TestClock>, 'clock'> = {},
): Promise<Caller> {
  const clock = testClock(Date.UTC(2026, 5, 1, 12));
  const sandbox = await startGitlabSandbox({ ...options, clock });
  const { world } = sandbox;
  const user = world.addUser({ username: 'jira', name: 'Jira User', publicEmail: 'jira@example.com' });
  const group = world.addGroup({ path: 'acme', name: 'Acme' });
  world.addMember(group, user, 50);
  const { application, clientSecret } = world.addApplication({ redirectUris: [callback] });
  let issued = { at: clock.now(), token: world.issueToken(application, user).access_token };
  // A test that moves the clock by hours goes on with a fresh token.
  const fresh = (): string => {
    if (clock.now() - issued.at >= 7_200_000) {
      issued = { at: clock.now(), token: world.issueToken(application, user).access_token };
    }
    return issued.token;
  };
  const call = async (path: string, init: RequestInit): Promise<Reply> => {
    const response = await fetch(sandbox.url + path, { ...init, redirect: 'manual' });
    const text = await response.text();
    const json = (response.headers.get('content-type') ?? '').startsWith('application/json');
    return { status: response.status, headers: response.headers, body: json ? JSON.parse(text) : text };
  };
  return {
    sandbox,
    clock,
    user,
    group,
    application,
    clientSecret,
    get: (path, token = fresh()) =>
      call(path, token === null ? {} : { headers: { authorization: `Bearer ${token}` } }),
    graphql: (query, variables = {}) =>
      call('/api/graphql', {
        method: 'POST',
        headers: { authorization: `Bearer ${fresh()}`, 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables }),
      }),
    post: (path, form) => call(path, { method: 'POST', body: new URLSearchParams(form) }),
    send: (method, path, json) =>
      call(path, {
        method,
        headers: {
          authorization: `Bearer ${fresh()}`,
          ...(json === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      }),
  };
}
