import { randomBytes } from 'node:crypto';
import { connectApps } from '../cloud/installed-app.ts';
import type { ConnectApp } from '../cloud/installed-app.ts';
import type { Site } from '../cloud/site.ts';
import { violate } from '../http/api-call.ts';
import type { Exchange, Reply, ServiceRoute } from '../http/exchange.ts';
import { scopesOf } from './descriptor.ts';
import { decodeJwt, isSignedWith } from './jwt.ts';
import type { Claims } from './jwt.ts';

/** Atlassian's own servers beside Jira: the keys of signed installs and the token endpoint for impersonation. */
export const SERVICE_ROUTES: ServiceRoute[] = [
  {
    kind: 'service',
    method: 'GET',
    path: '/_install-keys/:kid',
    endpoint: 'install-keys',
    handle({ cloud, params }) {
      const pem = cloud.installKeys.publicPem(params['kid'] ?? '');
      return pem === undefined ? { status: 404, body: 'Not found' } : { status: 200, body: pem };
    },
  },
  { kind: 'service', method: 'POST', path: '/_oauth2/token', endpoint: 'oauth2.token', handle: issueToken },
];

const GRANT_TYPE = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const CLIENT_ID = 'urn:atlassian:connect:clientid:';
const ACCOUNT_ID = 'urn:atlassian:connect:useraccountid:';
const AUDIENCE = 'https://oauth-2-authorization-server.services.atlassian.com';
const MAX_ASSERTION_SECONDS = 60;
const TOKEN_SECONDS = 900;
const LEEWAY_SECONDS = 30;
const FIELDS = ['grant_type', 'assertion', 'scope'];

/** JWT bearer grant. Source: "User impersonation for Connect apps". */
function issueToken(exchange: Exchange): Reply {
  const { cloud } = exchange;
  if (exchange.headers['content-type']?.startsWith('application/x-www-form-urlencoded') !== true) {
    return refused(exchange, 'invalid_request', 'the body must be a form');
  }
  const form = new URLSearchParams(exchange.body.toString('utf8'));
  const extra = [...form.keys()].filter((name) => !FIELDS.includes(name));
  if (extra.length > 0) return refused(exchange, 'invalid_request', `${extra.join(', ')} is not documented`);
  if (form.get('grant_type') !== GRANT_TYPE)
    return refused(exchange, 'unsupported_grant_type', 'jwt-bearer is wanted');
  const jwt = decodeJwt(form.get('assertion') ?? '');
  if (jwt === undefined) return refused(exchange, 'invalid_request', 'the assertion is no JWT');
  const client = clientOf(exchange, jwt.claims);
  if (client === undefined) return failed(401, 'invalid_client', 'The client is unknown');
  if (!isSignedWith(jwt, client.app.sharedSecret))
    return failed(401, 'invalid_client', 'The signature does not match');
  const problem = claimsProblem(exchange, jwt.claims, client.site);
  if (problem !== undefined) return refused(exchange, 'invalid_grant', problem);
  if (isOutOfTime(exchange, jwt.claims)) return failed(400, 'invalid_grant', 'The assertion has expired');
  const accountId = String(jwt.claims['sub']).slice(ACCOUNT_ID.length);
  const user = client.site.users.get(accountId);
  if (user?.active !== true) return failed(400, 'invalid_grant', 'The user does not exist or is not active');
  const granted = grantedScopes(client.app, form.get('scope'));
  if (granted === undefined)
    return failed(400, 'invalid_scope', 'The app does not have ACT_AS_USER and these scopes');
  const token = randomBytes(32).toString('base64url');
  cloud.accessTokens.set(token, {
    ...client,
    accountId,
    scopes: granted,
    expiresAt: cloud.clock.now() + TOKEN_SECONDS * 1000,
  });
  return { status: 200, body: { access_token: token, expires_in: TOKEN_SECONDS, token_type: 'Bearer' } };
}

function clientOf({ cloud }: Exchange, claims: Claims): { site: Site; app: ConnectApp } | undefined {
  for (const site of cloud.sites) {
    for (const app of connectApps(site)) {
      if (claims['iss'] === CLIENT_ID + app.oauthClientId) return { site, app };
    }
  }
  return undefined;
}

function claimsProblem(exchange: Exchange, claims: Claims, site: Site): string | undefined {
  const { iat, exp, sub, tnt, aud } = claims;
  const audiences = [AUDIENCE, ...exchange.cloud.sites.flatMap(({ url }) => [url, `${url}${exchange.path}`])];
  if (!audiences.includes(String(aud))) return `the audience is ${String(aud)}`;
  if (tnt !== site.url) return `the tenant is ${String(tnt)}`;
  if (typeof sub !== 'string' || !sub.startsWith(ACCOUNT_ID)) return `the subject is ${String(sub)}`;
  if (typeof iat !== 'number' || typeof exp !== 'number') return 'iat and exp are required';
  return exp - iat > MAX_ASSERTION_SECONDS ? `the assertion lives ${exp - iat} s` : undefined;
}

function isOutOfTime({ cloud }: Exchange, { iat, exp }: Claims): boolean {
  const now = cloud.clock.now() / 1000;
  return Number(exp) + LEEWAY_SECONDS < now || Number(iat) - LEEWAY_SECONDS > now;
}

/** Undefined where the app may not act as a user or asks for more than it has. */
function grantedScopes(app: ConnectApp, asked: string | null): Set<string> | undefined {
  const held = scopesOf(app.descriptor);
  if (!held.delete('ACT_AS_USER')) return undefined;
  if (asked === null) return held;
  const wanted = new Set(asked.split(' '));
  return [...wanted].every((scope) => held.has(scope)) ? wanted : undefined;
}

function failed(status: number, error: string, description: string): Reply {
  return { status, body: { error, error_description: description } };
}

/** What the documentation of the endpoint rules out, and so a violation as well. */
function refused(exchange: Exchange, error: string, description: string): Reply {
  violate(exchange, description);
  return failed(400, error, description);
}
