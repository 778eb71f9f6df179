import { violate } from '../http/api-call.ts';
import { jsonBody, platformError } from '../http/exchange.ts';
import type { Exchange, Reply, ServiceRoute } from '../http/exchange.ts';
import { impersonationScopes } from './manifest.ts';
import { findToken, issueToken } from './tokens.ts';
import type { ForgeToken } from './tokens.ts';

/** Source: "Calling product APIs from a remote", offline user impersonation. */
export const OFFLINE_TOKEN_ROUTE: ServiceRoute = {
  kind: 'service',
  method: 'POST',
  path: '/graphql',
  endpoint: 'graphql.offlineUserAuthToken',
  handle: offlineUserAuthToken,
};

/** Two pages of the documentation differ, 10,000 and 1,000: the sandbox holds to the lower one. */
const CALLS_A_MINUTE = 1000;
const MINUTE = 60_000;

const MUTATION =
  /^\s*mutation\s+\w*\s*\(\$input: OfflineUserAuthTokenInput!\)\s*\{\s*offlineUserAuthToken\(input: \$input\)/;

interface Input {
  contextIds: string[];
  userId: string;
}

function offlineUserAuthToken(exchange: Exchange): Reply {
  const { cloud } = exchange;
  const system = findToken(cloud, exchange.headers['authorization']?.replace(/^Bearer /, '') ?? '');
  if (typeof system === 'string') return platformError(401, system);
  const wait = secondsToWait(exchange, system.app.key);
  if (wait > 0)
    return { ...platformError(429, 'Too many requests'), headers: { 'Retry-After': String(wait) } };
  const input = inputOf(jsonBody(exchange));
  if (input === undefined) {
    violate(exchange, 'only the documented mutation offlineUserAuthToken is known');
    return { status: 400, body: { errors: [{ message: 'Validation error' }] } };
  }
  const refusal = refusalOf(exchange, system, input);
  if (refusal !== undefined)
    return answer({ success: false, errors: [{ message: refusal }], authToken: null });
  const { site, app } = system;
  const authToken = issueToken(cloud, { site, app, kind: 'offline', accountId: input.userId });
  return answer({ success: true, errors: null, authToken });
}

function answer(offlineUserAuthTokenPayload: Record<string, unknown>): Reply {
  return { status: 200, body: { data: { offlineUserAuthToken: offlineUserAuthTokenPayload } } };
}

function inputOf(body: unknown): Input | undefined {
  const { query, variables } = (body ?? {}) as { query?: unknown; variables?: { input?: Partial<Input> } };
  const input = variables?.input;
  if (typeof query !== 'string' || !MUTATION.test(query)) return undefined;
  return Array.isArray(input?.contextIds) && typeof input.userId === 'string' ? (input as Input) : undefined;
}

function refusalOf(exchange: Exchange, system: ForgeToken, input: Input): string | undefined {
  const { site, app } = system;
  if (system.kind !== 'system') return "Only the app's own token can be exchanged";
  const context = `ari:cloud:jira::site/${site.cloudId}`;
  if (input.contextIds.length !== 1 || input.contextIds[0] !== context) {
    violate(exchange, `contextIds is ${input.contextIds.join(', ')}, the installation is in ${context}`);
    return 'The app is not installed in this context';
  }
  if (impersonationScopes(app.manifest).size === 0) return 'The app has no scope that allows impersonation';
  const user = site.users.get(input.userId);
  if (user === undefined) return 'The user does not exist or has no access';
  if (user.accountType === 'app') return 'An app cannot be impersonated';
  return user.active ? undefined : 'The user is not active';
}

/** 0 where the app may ask now; counted over all sites that have it. */
function secondsToWait({ cloud }: Exchange, appKey: string): number {
  const now = cloud.clock.now();
  const minute = Math.floor(now / MINUTE);
  const counted = cloud.offlineTokenCalls.get(appKey);
  const calls = counted?.minute === minute ? counted.calls + 1 : 1;
  cloud.offlineTokenCalls.set(appKey, { minute, calls });
  return calls > CALLS_A_MINUTE ? Math.ceil(((minute + 1) * MINUTE - now) / 1000) : 0;
}
