import type { InstalledApp } from '../jira/cloud/installed-app.ts';
import { contentTypeProblem, queryProblem, violate } from '../jira/http/api-call.ts';
import type { ApiResult } from '../jira/http/api-call.ts';
import { jsonBody, platformError } from '../jira/http/exchange.ts';
import type { ApiRoute, Caller, Exchange, Reply } from '../jira/http/exchange.ts';
import { asServer } from './server-json.ts';
import { isAtLeast, SCOPES, type DataCenter, type Scope } from './state.ts';

/** What stands in a comment's record where Cloud keeps the app. */
const NO_APP = { key: 'data-center' } as InstalledApp;
/** Nobody has to sign in for these. */
const OPEN = ['serverInfo'];

/** Everything that stands between a REST v2 call and its handler. */
export async function handleServerCall(exchange: Exchange, route: ApiRoute): Promise<ApiResult> {
  const { dataCenter, site } = exchange;
  if (dataCenter === undefined) throw new Error('This is no Data Center');
  const caller = callerOf(exchange, dataCenter);
  if ('refusal' in caller) {
    if (!OPEN.includes(route.endpoint) || exchange.headers['authorization'] !== undefined)
      return { reply: caller.refusal };
  }
  const known = 'refusal' in caller ? nobody() : caller;
  const reply = refuse(exchange, route, known) ?? (await route.handle(exchange, known));
  return {
    caller: 'refusal' in caller ? undefined : caller,
    reply: { ...reply, body: asServer({ dataCenter, site }, reply.body) },
  };
}

function nobody(): Caller {
  return {
    app: NO_APP,
    user: undefined as unknown as Caller['user'],
    actsAsUser: true,
    scopes: new Set(['READ']),
  };
}

function callerOf(exchange: Exchange, dataCenter: DataCenter): Caller | { refusal: Reply } {
  const [scheme, token = ''] = (exchange.headers['authorization'] ?? '').split(' ');
  if (scheme !== 'Bearer' || token === '') {
    if (scheme !== undefined && scheme !== '') violate(exchange, `${scheme} is no way to sign in here`);
    return denied('You are not authenticated. Authentication required to perform this operation.');
  }
  const now = exchange.cloud.clock.now();
  const found = dataCenter.accessTokens.get(token);
  const personal = hasPersonalTokens(dataCenter) ? dataCenter.personalTokens.get(token) : undefined;
  const accountId = found?.grant.accountId ?? personal?.accountId;
  const expiresAt = found?.expiresAt ?? personal?.expiresAt ?? 0;
  const user = exchange.site.users.get(accountId ?? '');
  if (user?.active !== true || expiresAt <= now)
    return denied('Client must be authenticated to access this resource.');
  const scope = found?.grant.scope ?? 'SYSTEM_ADMIN';
  return { app: NO_APP, user, actsAsUser: true, scopes: new Set(SCOPES.slice(0, SCOPES.indexOf(scope) + 1)) };
}

function denied(message: string): { refusal: Reply } {
  const headers = { 'X-Seraph-LoginReason': 'AUTHENTICATED_FAILED', 'WWW-Authenticate': 'OAuth realm=""' };
  return { refusal: { status: 401, headers, body: { 'status-code': 401, message } } };
}

function refuse(exchange: Exchange, route: ApiRoute, { scopes }: Caller): Reply | undefined {
  const needed: Scope = route.method === 'GET' ? 'READ' : 'WRITE';
  if (!scopes.has(needed))
    return { status: 403, body: { message: `This token's scope does not allow ${route.method}.` } };
  if (route.endpoint === 'issue.worklog.add') {
    const body = jsonBody(exchange);
    if (typeof body === 'object' && body !== null && 'properties' in body) {
      violate(exchange, 'work logs have no properties here');
      return platformError(400, 'Unrecognized field "properties"');
    }
  }
  return queryProblem(exchange, route) ?? contentTypeProblem(exchange, route);
}

/** Incoming links of OAuth 2.0 came with 8.22. */
export function hasOAuth({ version }: DataCenter): boolean {
  return isAtLeast(version, '8.22');
}

function hasPersonalTokens({ version }: DataCenter): boolean {
  return isAtLeast(version, '8.14');
}
