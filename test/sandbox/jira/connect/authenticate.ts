import type { Cloud } from '../cloud/cloud.ts';
import { connectApp } from '../cloud/installed-app.ts';
import type { Caller, Exchange } from '../http/exchange.ts';
import { scopesOf } from './descriptor.ts';
import { decodeJwt, isSignedWith } from './jwt.ts';
import type { Claims } from './jwt.ts';
import { canonicalRequest, qshOf } from './qsh.ts';

/** `violation` is set where the client did what no documentation allows, not where its secret is merely old. */
export type Authentication =
  | { caller: Caller }
  | {
      caller?: undefined;
      reason: string;
      violation?: boolean | undefined;
      /** 401 where it is left out. */
      status?: number | undefined;
    };

/** Connect lets a token live three minutes at most. */
const MAX_LIFE_SECONDS = 180;
/** Clocks differ; Atlassian's libraries allow this much. */
const LEEWAY_SECONDS = 30;

/** Who calls: `Authorization: JWT …` of an app, or `Bearer …` of a person through an app. */
export function authenticate(exchange: Exchange): Authentication {
  const [scheme, token] = (exchange.headers['authorization'] ?? '').split(' ');
  if (token === undefined || token === '') return { reason: 'Missing a JWT token' };
  if (scheme === 'JWT') return authenticateApp(exchange, token);
  if (scheme === 'Bearer') return authenticateUser(exchange, token);
  return { reason: `Authorization scheme ${scheme ?? ''} is not documented`, violation: true };
}

function authenticateApp(exchange: Exchange, token: string): Authentication {
  const { site, cloud } = exchange;
  const jwt = decodeJwt(token);
  if (jwt === undefined) return { reason: 'The token is no JWT', violation: true };
  const { claims } = jwt;
  const app = typeof claims['iss'] === 'string' ? connectApp(site, claims['iss']) : undefined;
  if (app === undefined) return { reason: `No app "${String(claims['iss'])}" is installed` };
  if (jwt.header.alg !== 'HS256') return { reason: 'Apps sign with HS256', violation: true };
  if (!isSignedWith(jwt, app.sharedSecret)) return { reason: 'The signature does not match' };
  if (!app.enabled) return { reason: `The app "${app.key}" is disabled` };
  const lifetime = lifetimeProblem(claims, cloud);
  if (lifetime !== undefined) return lifetime;
  const expected = qshOf(exchange);
  if (claims['qsh'] !== expected) {
    return {
      reason: `qsh does not match; canonical request: ${canonicalRequest(exchange)}`,
      violation: true,
    };
  }
  const user = site.users.get(app.accountId);
  if (user === undefined) return { reason: 'The app has no account' };
  return { caller: { app, user, actsAsUser: false, scopes: scopesOf(app.descriptor) } };
}

function lifetimeProblem(
  claims: Claims,
  cloud: Cloud,
): Exclude<Authentication, { caller: Caller }> | undefined {
  const { iat, exp } = claims;
  if (typeof iat !== 'number' || typeof exp !== 'number') {
    return { reason: 'iat and exp are required', violation: true };
  }
  if (exp - iat > MAX_LIFE_SECONDS) {
    return {
      reason: `The token lives ${exp - iat} s, at most ${MAX_LIFE_SECONDS} are allowed`,
      violation: true,
    };
  }
  const now = cloud.clock.now() / 1000;
  if (exp + LEEWAY_SECONDS < now) return { reason: 'The token has expired' };
  if (iat - LEEWAY_SECONDS > now) return { reason: 'The token was issued in the future' };
  return undefined;
}

function authenticateUser({ cloud, site }: Exchange, token: string): Authentication {
  const access = cloud.accessTokens.get(token);
  if (access === undefined || access.site !== site) return { reason: 'The access token is unknown' };
  if (access.expiresAt <= cloud.clock.now()) return { reason: 'The access token has expired' };
  const app = connectApp(site, access.app.key);
  if (app?.enabled !== true) return { reason: 'The app is not installed' };
  const user = site.users.get(access.accountId);
  if (user?.active !== true) return { reason: 'The account is gone or inactive' };
  return { caller: { app, user, actsAsUser: true, scopes: access.scopes } };
}
