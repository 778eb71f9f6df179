import { readFileSync } from 'node:fs';
import { canBrowse } from '../cloud/permissions.ts';
import { forgeApps } from '../cloud/installed-app.ts';
import type { ForgeApp } from '../cloud/installed-app.ts';
import { findIssue } from '../cloud/site.ts';
import type { JiraUser } from '../cloud/site.ts';
import { invokeRemote } from '../forge/invoke.ts';
import type { RemoteAnswer } from '../forge/invoke.ts';
import { modulesOf } from '../forge/manifest.ts';
import type { TypedModule } from '../forge/manifest.ts';
import { violate } from '../http/api-call.ts';
import type { Exchange, OpenRoute, Reply } from '../http/exchange.ts';
import { jsonBody, platformError } from '../http/exchange.ts';
import { pageFor } from '../ui/session.ts';

/** What the page around a frame asks Jira for, and the script that does. */
export const FORGE_HOST_ROUTES: OpenRoute[] = [
  hostScript(),
  pageFor('/_forge-host/invoke', invoke, 'POST'),
  pageFor('/_forge-host/violation', violation, 'POST'),
];

/** The frame's data: which module stands where. */
interface FrameRequest {
  app?: string;
  module?: string;
  issue?: string;
  project?: string;
  words?: string;
  call?: {
    invokeType?: string;
    path?: string;
    method?: string;
    headers?: Record<string, string>;
    body?: unknown;
  };
}

function hostScript(): OpenRoute {
  const content = readFileSync(new URL('assets/forge-host.js', import.meta.url), 'utf8');
  return {
    kind: 'open',
    method: 'GET',
    path: '/_assets/forge-host.js',
    endpoint: 'asset forge-host.js',
    handle: () => ({
      status: 200,
      headers: { 'Content-Type': 'text/javascript; charset=utf-8' },
      body: content,
    }),
  };
}

/** `invokeRemote()`, in the form in which `@forge/bridge` 7 expects the answer of its `invoke`. */
async function invoke(exchange: Exchange, user: JiraUser): Promise<Reply> {
  const { cloud, site } = exchange;
  const { app, module, issueKey, projectKey, asked } = frameOf(exchange, user);
  if (app === undefined || module === undefined) return platformError(404, 'No such module');
  const { invokeType, path = '', method, headers, body } = asked.call ?? {};
  if (invokeType !== 'ui-remote-fetch') {
    violate(exchange, `the sandbox does not implement the invocation "${invokeType ?? ''}"`);
    return platformError(501, 'Not implemented');
  }
  const who = { accountId: user.accountId, moduleKey: module.module.key, issueKey, projectKey };
  try {
    const answer = await invokeRemote({ cloud, site, app }, { ...who, path, method, headers, body });
    return { status: 200, body: bridgeAnswer(answer), compressed: true };
  } catch (error) {
    return platformError(502, error instanceof Error ? error.message : String(error));
  }
}

/** "The content-type header must be application/json … for non-2xx the error is returned." */
function bridgeAnswer({ status, headers, body }: RemoteAnswer): unknown {
  if (headers['content-type']?.startsWith('application/json') !== true)
    throw new Error('The remote did not answer with JSON');
  const answer = { status, headers, body: JSON.parse(body) as unknown };
  const success = status >= 200 && status < 300;
  return success ? { success, payload: answer } : { success, error: answer };
}

function violation(exchange: Exchange): Reply {
  violate(exchange, ((jsonBody(exchange) ?? {}) as FrameRequest).words ?? 'something');
  return { status: 204 };
}

/** Jira knows by itself which issue a frame stands on; of one that the person cannot see, it says nothing. */
function frameOf(
  { site, ...exchange }: Exchange,
  user: JiraUser,
): {
  asked: FrameRequest;
  app: ForgeApp | undefined;
  module: TypedModule | undefined;
  issueKey: string | undefined;
  projectKey: string | undefined;
} {
  const asked = (jsonBody({ site, ...exchange }) ?? {}) as FrameRequest;
  const app = forgeApps(site).find(({ key }) => key === asked.app);
  const module = app && modulesOf(app.manifest).find((candidate) => candidate.module.key === asked.module);
  const issue = findIssue(site, asked.issue ?? '');
  const visible = issue !== undefined && canBrowse(user, issue.projectKey);
  const project = asked.project !== undefined && canBrowse(user, asked.project) ? asked.project : undefined;
  return { asked, app, module, issueKey: visible ? issue.key : undefined, projectKey: project };
}
