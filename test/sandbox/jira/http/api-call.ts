import type { RateLimitCall, Refusal } from '../cloud/rate-limits.ts';
import { findIssue } from '../cloud/site.ts';
import type { Authentication } from '../connect/authenticate.ts';
import { authenticate } from '../connect/authenticate.ts';
import { authenticateForge } from '../forge/authenticate.ts';
import { authenticateCredentials } from '../gateway/authenticate.ts';
import type { Way } from '../gateway/gateway-path.ts';
import { PROVIDER_MODULES } from '../provider/provides.ts';
import { devopsError, platformError } from './exchange.ts';
import type { ApiRoute, Caller, Exchange, Reply } from './exchange.ts';

export interface ApiResult {
  reply: Reply;
  caller?: Caller | undefined;
}

const authenticators = {
  site: authenticate,
  forge: authenticateForge,
  credentials: authenticateCredentials,
} as const satisfies Record<Way, (exchange: Exchange) => Authentication>;

/** Everything that stands between a REST call and its handler, in the order Jira checks it. */
export async function handleApiCall(exchange: Exchange, route: ApiRoute): Promise<ApiResult> {
  const { cloud } = exchange;
  const authentication = authenticators[exchange.way](exchange);
  if (authentication.caller === undefined) {
    if (authentication.violation === true) violate(exchange, authentication.reason);
    return { reply: errorFor(route, authentication.status ?? 401, authentication.reason) };
  }
  const { caller } = authentication;
  const call = {
    appKey: caller.app.key,
    tenant: exchange.site.clientKey,
    method: route.method,
    endpoint: route.endpoint,
    burst: route.burst,
    issue: route.writesIssue === true ? writtenIssue(exchange) : undefined,
  };
  const refusal = cloud.limits.admit(call);
  if (refusal !== undefined) return { caller, reply: tooManyRequests(exchange, call, refusal) };
  const reply = refuse(exchange, route, caller) ?? (await route.handle(exchange, caller));
  cloud.limits.charge(call, (route.points ?? 1) + (reply.objects ?? 0));
  return { caller, reply: { ...reply, headers: { ...cloud.limits.headers(call), ...reply.headers } } };
}

/** By its id: an issue may be called by more than one name. */
function writtenIssue({ site, params }: Exchange): string | undefined {
  const named = params['issueIdOrKey'] ?? '';
  return (findIssue(site, named) ?? findIssue(site, named.toUpperCase()))?.id;
}

/** Records what no documentation allows, with the call it was part of. */
export function violate(exchange: Exchange, reason: string): void {
  exchange.cloud.violations.push(`${exchange.method} ${exchange.path}: ${reason}`);
}

function refuse(exchange: Exchange, route: ApiRoute, caller: Caller): Reply | undefined {
  if (exchange.body.length > exchange.cloud.maxBodyBytes) {
    return errorFor(route, 413, 'Data is too large. Submit fewer entities in each payload.');
  }
  const refusal = notGranted(route, caller);
  if (refusal !== undefined) return errorFor(route, 403, refusal);
  if (route.appOnly === true && caller.actsAsUser) {
    violate(exchange, 'only an app itself may call this, not a person through it');
    return errorFor(route, 403, 'Access to this resource must be authenticated as an app.');
  }
  return queryProblem(exchange, route) ?? contentTypeProblem(exchange, route);
}

/** The module opens an API, the scope each call; Jira says which of them is missing. */
function notGranted({ provides, scope, forgeScope }: ApiRoute, { app, scopes }: Caller): string | undefined {
  if (app.kind === 'credentials') {
    return provides !== undefined && app.provides.has(provides)
      ? undefined
      : 'The credentials do not have this permission';
  }
  const needed = app.kind === 'connect' ? scope : forgeScope;
  const closed = provides !== undefined && !app.provides.has(provides);
  if (!closed && (needed === undefined || scopes.has(needed))) return undefined;
  const module = provides && `the ${PROVIDER_MODULES[provides][app.kind]} module`;
  const wanted = [module, needed && `the '${needed}' scope`];
  return `The app does not define ${wanted.filter(Boolean).join(' or ')}`;
}

/** Refuses a parameter that is not documented, or that the sandbox does not implement. */
export function queryProblem(exchange: Exchange, route: ApiRoute): Reply | undefined {
  for (const name of exchange.query.keys()) {
    if (route.unsupportedQuery?.includes(name) === true) {
      violate(exchange, `the sandbox does not implement the query parameter "${name}"`);
      return errorFor(route, 501, `The sandbox does not implement ${name}`);
    }
    const documented = typeof route.query === 'function' ? route.query(name) : route.query.includes(name);
    if (!documented) {
      violate(exchange, `the query parameter "${name}" is not documented`);
      return errorFor(route, 400, `Unknown query parameter ${name}`);
    }
  }
  return undefined;
}

export function contentTypeProblem(exchange: Exchange, route: ApiRoute): Reply | undefined {
  if (exchange.body.length === 0 || route.method === 'GET') return undefined;
  const type = exchange.headers['content-type']?.split(';')[0]?.trim();
  if (type === 'application/json') return undefined;
  violate(exchange, `the body's content type is "${type ?? ''}"`);
  return errorFor(route, 415, 'Unsupported Media Type');
}

function tooManyRequests(exchange: Exchange, call: RateLimitCall, refusal: Refusal): Reply {
  return {
    status: 429,
    headers: {
      ...exchange.cloud.limits.headers(call),
      'X-RateLimit-Limit': String(refusal.limit),
      'X-RateLimit-Remaining': '0',
      'X-RateLimit-Reset': new Date(refusal.resetAt).toISOString(),
      'Retry-After': String(refusal.retryAfterSeconds),
      'RateLimit-Reason': refusal.reason,
    },
    body: { errorMessages: ['API rate limit has been exceeded.'] },
  };
}

function errorFor(route: ApiRoute, status: number, message: string): Reply {
  return route.path.startsWith('/rest/api/')
    ? platformError(status, message)
    : devopsError(status, [message]);
}
