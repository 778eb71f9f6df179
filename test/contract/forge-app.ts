import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** The app's whole ARI. */
export const FORGE_APP_ID = 'ari:cloud:ecosystem::app/7f6d3c1e-52a8-4b0e-9f7a-0c1d2e3f4a5b';

/** A call that Forge made to the remote. */
export interface RemoteRequest {
  method: string;
  path: string;
  headers: Record<string, string | undefined>;
  body: Record<string, unknown>;
}

/** The smallest Forge app: a remote that notes what it is told. */
export interface ForgeTestApp {
  url: string;
  manifest: string;
  calls: RemoteRequest[];
  /** What the remote answers from now on; a delay in real milliseconds. */
  answer: { status: number; body: string; delayMs: number };
  close(): Promise<void>;
}

export async function startForgeApp(): Promise<ForgeTestApp> {
  const calls: RemoteRequest[] = [];
  const answer = { status: 200, body: '{"ok":true}', delayMs: 0 };
  const server = createServer((request, response) => {
    void text(request).then(async (body) => {
      calls.push({
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.headers as Record<string, string | undefined>,
        body: body === '' ? {} : (JSON.parse(body) as Record<string, unknown>),
      });
      const { status, body: reply, delayMs } = answer;
      if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
      response.writeHead(status, { 'content-type': 'application/json' }).end(reply);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    manifest: manifestFor(url),
    calls,
    answer,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const SCOPES = `
    read:app-system-token: {}
    read:app-user-token: {}
    read:jira-work: { allowImpersonation: true }
    read:jira-user: {}
    read:dev-info:jira: {}
    write:dev-info:jira: {}
    write:build-info:jira: {}
    report:personal-data: {}`;

/** @param more replaces parts of the text, from left to right */
export function manifestFor(url: string, ...more: [string, string][]): string {
  const whole = `
app:
  id: ${FORGE_APP_ID}
modules:
  jira:adminPage:
    - { key: accounts, resource: ui, resolver: { endpoint: ui-ep }, title: Contract, useAsConfig: true }
  jira:issuePanel:
    - { key: issue, resource: ui, resolver: { endpoint: ui-ep }, title: Contract, icon: ${url}/icon.svg }
  devops:developmentInfoProvider:
    - { key: development-information, name: { value: Contract }, homeUrl: ${url} }
  trigger:
    - { key: lifecycle-trigger, endpoint: lifecycle, events: [avi:forge:installed:app, avi:forge:upgraded:app] }
  preUninstall:
    - { key: goodbye, endpoint: pre-uninstall }
  scheduledTrigger:
    - { key: hourly, endpoint: token-refresh, interval: hour }
  endpoint:
    - key: ui-ep
      remote: backend
      auth: { appSystemToken: { enabled: true }, appUserToken: { enabled: true } }
    - key: lifecycle
      remote: backend
      route: { path: /forge/events/lifecycle }
      auth: { appSystemToken: { enabled: true } }
    - key: pre-uninstall
      remote: backend
      route: { path: /forge/events/pre-uninstall }
      auth: { appSystemToken: { enabled: true } }
    - key: token-refresh
      remote: backend
      route: { path: /forge/events/token-refresh }
      auth: { appSystemToken: { enabled: true } }
remotes:
  - key: backend
    baseUrl: { default: ${url}, EU: ${url}/eu }
permissions:
  scopes:${SCOPES}
`;
  return more.reduce((manifest, [old, replacement]) => manifest.replace(old, replacement), whole);
}
