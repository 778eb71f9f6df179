import type { Cloud } from '../cloud/cloud.ts';
import type { InstalledApp } from '../cloud/installed-app.ts';
import type { Way } from '../gateway/gateway-path.ts';
import type { DataCenter } from '../../data-center/state.ts';
import type { JiraUser, Site } from '../cloud/site.ts';
import type { ConnectScope, Provides } from '../provider/provides.ts';

/** Who makes an API call, once its token has been verified. */
export interface Caller {
  app: InstalledApp;
  /** The app's own account, or the person it acts as. */
  user: JiraUser;
  actsAsUser: boolean;
  scopes: Set<string>;
}

/** A request on its way through the sandbox. */
export interface Exchange {
  cloud: Cloud;
  site: Site;
  /** How it came; `path` is as at the site itself, whatever the gateway has before it. */
  way: Way;
  /** The Data Center that was called; undefined: the site itself, as Cloud has it. */
  dataCenter?: DataCenter | undefined;
  method: string;
  /** As on the wire, percent-encoded. */
  path: string;
  query: URLSearchParams;
  /** Names in lower case. */
  headers: Record<string, string>;
  body: Buffer;
  /** The decoded parts of the path that the route names with a colon. */
  params: Record<string, string>;
}

export interface Reply {
  status: number;
  headers?: Record<string, string> | undefined;
  /** An object is sent as JSON, a string as it is. */
  body?: unknown;
  /** For a browser, which takes it so. */
  compressed?: boolean | undefined;
  /** How many objects a GET gave back: each costs a point. */
  objects?: number | undefined;
}

interface RouteBase {
  method: string;
  /** Such as `/rest/devinfo/0.10/repository/:repositoryId`. */
  path: string;
  /** What the request log, faults and limits call it. */
  endpoint: string;
}

/** A documented REST call of Jira: authenticated, limited, and closed to undocumented parameters. */
export interface ApiRoute extends RouteBase {
  kind: 'api';
  /** The query parameters that are documented; a function where names are free. */
  query: readonly string[] | ((name: string) => boolean);
  /** Documented parameters the sandbox does not implement: refused with a violation that says so. */
  unsupportedQuery?: readonly string[];
  /** The Connect scope it needs; none for NONE. */
  scope?: ConnectScope;
  /** The Forge scope it needs: the classic one where there is one. */
  forgeScope?: string;
  /** Only apps with the module that opens this API may call it. */
  provides?: Provides;
  /** Only the app itself may call it, not a person through it. */
  appOnly?: boolean;
  /** Points it costs beside its objects; 1 by default. */
  points?: number;
  /** Calls a second that the documentation gives it of its own. */
  burst?: number;
  /** It writes to the issue of the address, of which Jira takes only so many in a time. */
  writesIssue?: boolean;
  handle(exchange: Exchange, caller: Caller): Reply | Promise<Reply>;
}

/** Something else that is called by machines: keys, tokens. Logged and open to faults. */
export interface ServiceRoute extends RouteBase {
  kind: 'service';
  handle(exchange: Exchange): Reply | Promise<Reply>;
}

/** A page or file for the browser, or the sandbox's own control: neither logged nor limited. */
export interface OpenRoute extends RouteBase {
  kind: 'open';
  handle(exchange: Exchange): Reply | Promise<Reply>;
}

export type Route = ApiRoute | ServiceRoute | OpenRoute;

/** An error in the shape of the platform's APIs (ErrorCollection). */
export function platformError(status: number, message: string): Reply {
  return { status, body: { errorMessages: [message], errors: {} } };
}

/** An error in the shape of the DevOps APIs (ErrorMessages). */
export function devopsError(status: number, messages: string[]): Reply {
  return { status, body: { errorMessages: messages.map((message) => ({ message })) } };
}

/** An error in the shape of Connect's own APIs (OperationMessage). */
export function operationMessage(status: number, message: string): Reply {
  return { status, body: { message, statusCode: status } };
}

/** The body as JSON, `undefined` where it is none. */
export function jsonBody(exchange: Exchange): unknown {
  try {
    return JSON.parse(exchange.body.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}
