import { randomBytes } from 'node:crypto';
import type { Cloud } from '../cloud/cloud.ts';
import type { ForgeApp } from '../cloud/installed-app.ts';
import type { Site } from '../cloud/site.ts';
import { invocationToken } from './invocation-token.ts';
import type { ForgeForgery, InvocationSubject } from './invocation-token.ts';
import { endpointOf, forgeScopes, modulesOf, remoteUrl } from './manifest.ts';
import type { ForgeModule, TypedModule } from './manifest.ts';
import { issueToken } from './tokens.ts';

/** Who invokes the remote from which module of the app. */
export interface Invoker extends InvocationSubject {
  accountId: string;
  /** By default the first issue panel where there is an issue, otherwise the first admin page. */
  moduleKey?: string | undefined;
  forgery?: ForgeForgery | undefined;
}

/** What the bridge's `invokeRemote` takes, and who calls it. */
export interface RemoteCall extends Invoker {
  path: string;
  /** GET by default. */
  method?: string | undefined;
  headers?: Record<string, string> | undefined;
  /** An object is sent as JSON, a string as it is. */
  body?: unknown;
}

export interface RemoteAnswer {
  status: number;
  headers: Record<string, string>;
  /** As on the wire; the contract of a remote wants JSON. */
  body: string;
}

const UI_SECONDS = 25;
const UI_BYTES = 500 * 1024;
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/**
 * Invokes the remote for a person who looks at a module of the app. Source: "Forge Remote essentials": 25 seconds, no
 * retry, 500 KB.
 * @throws Error where the remote does not answer, or the bridge would not send it
 */
export async function invokeRemote(
  at: { cloud: Cloud; site: Site; app: ForgeApp },
  call: RemoteCall,
): Promise<RemoteAnswer> {
  const { method = 'GET', path } = call;
  const refuse = (words: string): never => {
    at.cloud.violations.push(`invokeRemote ${method} ${path}: ${words}`);
    throw new Error(words);
  };
  if (!METHODS.includes(method)) refuse(`the method ${method} is not documented`);
  if (!path.startsWith('/')) refuse('the path does not start with a slash');
  const body =
    typeof call.body === 'string' || call.body === undefined ? call.body : JSON.stringify(call.body);
  if (body !== undefined && Buffer.byteLength(body) > UI_BYTES) refuse('the request is larger than 500 KB');
  const { module, endpoint } = invokedModule(at.app, call);
  const url = remoteUrl(at.app.manifest, endpoint, at.site.region) + path;
  const response = await fetch(url, {
    method,
    headers: {
      ...call.headers,
      ...headersOf(at, { module, endpoint, subject: call, forgery: call.forgery }),
    },
    ...(body === undefined ? {} : { body }),
    redirect: 'manual',
    signal: AbortSignal.timeout(UI_SECONDS * 1000),
  });
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: await response.text(),
  };
}

/** The headers of such an invocation alone. */
export function invocationHeaders(
  at: { cloud: Cloud; site: Site; app: ForgeApp },
  invoker: Invoker,
): Record<string, string> {
  const { module, endpoint } = invokedModule(at.app, invoker);
  return headersOf(at, { module, endpoint, subject: invoker, forgery: invoker.forgery });
}

/** Token, tokens for calls to Jira as far as the endpoint asks for them, and trace. */
export function headersOf(
  at: { cloud: Cloud; site: Site; app: ForgeApp },
  of: {
    module: TypedModule;
    endpoint: ForgeModule;
    subject: InvocationSubject;
    forgery?: ForgeForgery | undefined;
  },
): Record<string, string> {
  const { cloud, site, app } = at;
  const { auth } = of.endpoint;
  const { accountId } = of.subject;
  const scopes = forgeScopes(app.manifest);
  const system = auth?.appSystemToken?.enabled === true && scopes.has('read:app-system-token');
  const user = auth?.appUserToken?.enabled === true && scopes.has('read:app-user-token');
  return {
    ...(of.forgery?.unsigned === true
      ? {}
      : { authorization: `Bearer ${invocationToken({ ...at, ...of })}` }),
    ...(system ? { 'x-forge-oauth-system': issueToken(cloud, { site, app, kind: 'system' }).token } : {}),
    ...(user && accountId !== undefined
      ? { 'x-forge-oauth-user': issueToken(cloud, { site, app, kind: 'user', accountId }).token }
      : {}),
    'x-b3-traceid': randomBytes(16).toString('hex'),
    'x-b3-spanid': randomBytes(8).toString('hex'),
  };
}

function invokedModule(app: ForgeApp, of: Invoker): { module: TypedModule; endpoint: ForgeModule } {
  const all = modulesOf(app.manifest);
  const type = of.issueKey === undefined ? 'jira:adminPage' : 'jira:issuePanel';
  const module = all.find((candidate) =>
    of.moduleKey === undefined ? candidate.type === type : candidate.module.key === of.moduleKey,
  );
  const endpoint = module?.module.resolver?.endpoint;
  if (module === undefined || endpoint === undefined)
    throw new Error(`The app has no module "${of.moduleKey ?? type}" with an endpoint`);
  return { module, endpoint: endpointOf(app.manifest, endpoint) };
}
