import { readFileSync } from 'node:fs';
import { connectApp } from '../cloud/installed-app.ts';
import type { JiraUser } from '../cloud/site.ts';
import { contextClaims, contextToken } from '../connect/page-url.ts';
import { violate } from '../http/api-call.ts';
import type { Exchange, OpenRoute, Reply } from '../http/exchange.ts';
import { jsonBody, platformError } from '../http/exchange.ts';
import { appFrame } from './frame.ts';
import { pageModules } from '../connect/descriptor.ts';
import { pageFor } from './session.ts';

/** Files for the browser, and what the script around a frame asks Jira for. */
export const HOST_ROUTES: OpenRoute[] = [
  asset('/atlassian-connect/all.js', 'all.js', 'text/javascript'),
  asset('/_assets/host.js', 'host.js', 'text/javascript'),
  asset('/_assets/jira.css', 'jira.css', 'text/css'),
  pageFor('/_host/context', context, 'POST'),
  pageFor('/_host/frame', frame, 'POST'),
  pageFor('/_host/violation', violation, 'POST'),
];

function asset(path: string, file: string, type: string): OpenRoute {
  const content = readFileSync(new URL(`assets/${file}`, import.meta.url), 'utf8');
  return {
    kind: 'open',
    method: 'GET',
    path,
    endpoint: `asset ${file}`,
    handle: () => ({ status: 200, headers: { 'Content-Type': `${type}; charset=utf-8` }, body: content }),
  };
}

interface FrameRequest {
  app?: string;
  module?: string;
  issue?: string;
  project?: string;
  parameters?: Record<string, string>;
  words?: string;
}

/** A fresh context token each time, as AP.context.getToken() gives it, and the context in clear. */
function context(exchange: Exchange, user: JiraUser): Reply {
  const { cloud, site } = exchange;
  const asked = (jsonBody(exchange) ?? {}) as FrameRequest;
  const app = connectApp(site, asked.app);
  if (app === undefined) return platformError(404, 'The app is not installed');
  const of = contextOf(asked, user);
  return {
    status: 200,
    body: {
      token: contextToken({ cloud, site, app, context: of }),
      context: contextClaims(site, of),
      accountId: user.accountId,
    },
  };
}

/** The frame of a module that a dialog shows. */
function frame(exchange: Exchange, user: JiraUser): Reply {
  const { cloud, site } = exchange;
  const asked = (jsonBody(exchange) ?? {}) as FrameRequest;
  const app = connectApp(site, asked.app);
  const found = app && pageModules(app.descriptor).find(({ module }) => module.key === asked.module);
  if (app === undefined || found === undefined) return platformError(404, 'No such module');
  const markup = appFrame({ cloud, site, app, module: found.module, context: contextOf(asked, user) }).markup;
  return { status: 200, headers: { 'Content-Type': 'text/html; charset=utf-8' }, body: markup };
}

function violation(exchange: Exchange): Reply {
  violate(exchange, ((jsonBody(exchange) ?? {}) as FrameRequest).words ?? 'something');
  return { status: 204 };
}

function contextOf(asked: FrameRequest, user: JiraUser) {
  return {
    accountId: user.accountId,
    issueKey: asked.issue === '' ? undefined : asked.issue,
    projectKey: asked.project === '' ? undefined : asked.project,
    parameters: asked.parameters,
  };
}
