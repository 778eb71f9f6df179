import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { createQueryStringHash, encodeSymmetric, fromMethodAndUrl } from 'atlassian-jwt';
import type { JiraSite } from '../sandbox/jira/jira-site.ts';

/** A call that Jira made to the app. */
export interface LifecycleCall {
  path: string;
  authorization: string;
  body: Record<string, string>;
}

/** The smallest Connect app: a descriptor, lifecycle addresses that note what they are told, signed calls to Jira. */
export interface ConnectApp {
  url: string;
  descriptorUrl: string;
  descriptor: Record<string, unknown>;
  calls: LifecycleCall[];
  /** What the lifecycle addresses answer from now on. */
  answer: { status: number };
  /** What every page of the app is. */
  page: { html: string };
  close(): Promise<void>;
}

export const APP_KEY = 'com.example.contract';

export async function startConnectApp(changes: Record<string, unknown> = {}): Promise<ConnectApp> {
  const calls: LifecycleCall[] = [];
  const answer = { status: 204 };
  const page = { html: '' };
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      if (request.method === 'GET' && request.url !== '/atlassian-connect.json') {
        response.setHeader('content-type', 'text/html');
        response.end(page.html);
        return;
      }
      if (request.method === 'GET') {
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify(app.descriptor));
        return;
      }
      calls.push({
        path: request.url ?? '',
        authorization: request.headers.authorization ?? '',
        body: JSON.parse(body) as Record<string, string>,
      });
      response.writeHead(answer.status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const app: ConnectApp = {
    url,
    descriptorUrl: `${url}/atlassian-connect.json`,
    descriptor: { ...descriptorOf(url), ...changes },
    calls,
    answer,
    page,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return app;
}

function descriptorOf(baseUrl: string): Record<string, unknown> {
  return {
    key: APP_KEY,
    name: 'Contract',
    baseUrl,
    authentication: { type: 'jwt' },
    lifecycle: Object.fromEntries(
      ['installed', 'uninstalled', 'enabled', 'disabled'].map((event) => [event, `/connect/${event}`]),
    ),
    scopes: ['READ', 'WRITE', 'DELETE', 'ACT_AS_USER'],
    apiMigrations: { 'signed-install': true, 'context-qsh': true, gdpr: true },
    modules: {
      jiraDevelopmentTool: {
        key: 'development-tool',
        name: { value: 'Contract' },
        application: { value: 'Contract' },
        url: 'https://example.com',
        logoUrl: 'https://example.com/logo.svg',
        capabilities: ['branch', 'commit', 'pull_request'],
      },
      jiraBuildInfoProvider: provider('builds'),
      jiraDeploymentInfoProvider: provider('deployments'),
      jiraFeatureFlagInfoProvider: provider('feature-flags'),
      adminPages: [{ key: 'accounts', name: { value: 'DVCS accounts' }, url: '/accounts' }],
      jiraIssueContents: [
        {
          key: 'issue-panel',
          name: { value: 'Contract' },
          tooltip: { value: 'Contract' },
          icon: { url: '/icon.svg', width: 16, height: 16 },
          target: { type: 'web_panel', url: '/issue?issueKey={issue.key}&project={project.id}' },
        },
      ],
    },
  };
}

function provider(key: string): Record<string, unknown> {
  return { key, name: { value: 'Contract' }, homeUrl: 'https://example.com' };
}

export interface AppRequest {
  method?: string;
  /** Path with query, relative to the site. */
  path: string;
  body?: unknown;
  headers?: Record<string, string>;
  /** Replaces claims of the token. */
  claims?: Record<string, unknown>;
  secret?: string;
}

/** Calls Jira as the installed app does: a fresh HS256 token with the hash of this very request. */
export async function callJira(site: JiraSite, request: AppRequest): Promise<Response> {
  const { method = 'GET', path } = request;
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: APP_KEY,
    iat: now,
    exp: now + 60,
    qsh: createQueryStringHash(fromMethodAndUrl(method, path)),
    ...request.claims,
  };
  const token = encodeSymmetric(claims, request.secret ?? site.connectApp().sharedSecret);
  return fetch(site.url + path, {
    method,
    headers: {
      authorization: `JWT ${token}`,
      ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...request.headers,
    },
    ...(request.body === undefined
      ? {}
      : { body: typeof request.body === 'string' ? request.body : JSON.stringify(request.body) }),
  });
}
