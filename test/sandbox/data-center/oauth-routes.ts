import { createHash, randomBytes } from 'node:crypto';
import { violate } from '../jira/http/api-call.ts';
import { platformError } from '../jira/http/exchange.ts';
import type { Exchange, Reply, Route } from '../jira/http/exchange.ts';
import { hasOAuth } from './call.ts';
import { SCOPES, type DataCenter, type Grant, type IncomingLink, type Scope } from './state.ts';

const BASE = '/rest/oauth2/latest';
const CODE_MS = 60_000;
const ACCESS_SECONDS = 7_200;
const REFRESH_MS = 90 * 24 * 3_600_000;

/**
 * Jira as an OAuth 2.0 provider. Source: "Jira OAuth 2.0 provider API" (8.22 and newer): authorization code with or
 * without PKCE, refresh tokens that serve once, revocation.
 */
export const OAUTH_ROUTES: Route[] = [
  {
    kind: 'open',
    method: 'GET',
    path: `${BASE}/authorize`,
    endpoint: 'oauth.authorize',
    handle: consentPage,
  },
  { kind: 'open', method: 'POST', path: `${BASE}/authorize`, endpoint: 'oauth.consent', handle: consent },
  { kind: 'service', method: 'POST', path: `${BASE}/token`, endpoint: 'oauth.token', handle: giveToken },
  { kind: 'service', method: 'POST', path: `${BASE}/revoke`, endpoint: 'oauth.revoke', handle: revoke },
];

interface Asked {
  link: IncomingLink;
  scope: Scope;
  state: string;
  challenge: { text: string; method: string } | undefined;
}

function dataCenterOf({ dataCenter }: Exchange): DataCenter {
  if (dataCenter === undefined) throw new Error('This is no Data Center');
  return dataCenter;
}

function readAsked(exchange: Exchange): Asked | Reply {
  const dataCenter = dataCenterOf(exchange);
  if (!hasOAuth(dataCenter)) return platformError(404, 'Not found');
  const { query } = exchange;
  const link = dataCenter.links.get(query.get('client_id') ?? '');
  if (link === undefined) return page(400, 'invalid_client: there is no such application link.');
  if (query.get('redirect_uri') !== link.redirectUri)
    return page(400, 'invalid_request: the redirect URL is not the one of the link.');
  if (query.get('response_type') !== 'code') return page(400, 'unsupported_response_type');
  const scope = SCOPES.find((name) => name === query.get('scope'));
  if (scope === undefined || SCOPES.indexOf(scope) > SCOPES.indexOf(link.scope))
    return page(400, 'invalid_scope: the link does not allow it.');
  const state = query.get('state') ?? '';
  if (state === '') violate(exchange, 'an authorization without a state');
  const text = query.get('code_challenge');
  const method = query.get('code_challenge_method') ?? 'plain';
  return { link, scope, state, challenge: text === null ? undefined : { text, method } };
}

function page(status: number, text: string): Reply {
  return { status, headers: { 'Content-Type': 'text/html; charset=utf-8' }, body: text };
}

function consentPage(exchange: Exchange): Reply {
  const asked = readAsked(exchange);
  if ('status' in asked) return asked;
  const people = [...exchange.site.users.values()]
    .filter(({ active, accountType }) => active && accountType !== 'app')
    .map(
      ({ accountId, displayName }) => `<button name="accountId" value="${accountId}">${displayName}</button>`,
    );
  return page(
    200,
    `<!doctype html><html lang="en"><title>Allow access</title><h1>Allow access to your Jira account?</h1>` +
      `<form method="post"><p>As whom: ${people.join(' ')}</p></form></html>`,
  );
}

/** The person who is signed in says yes: `accountId` of the form. */
function consent(exchange: Exchange): Reply {
  const asked = readAsked(exchange);
  if ('status' in asked) return asked;
  const accountId = new URLSearchParams(exchange.body.toString()).get('accountId') ?? '';
  if (!exchange.site.users.has(accountId)) return page(401, 'Sign in first.');
  const { link, scope, state, challenge } = asked;
  const code = randomBytes(16).toString('hex');
  const grant: Grant = { clientId: link.clientId, accountId, scope };
  const expiresAt = exchange.cloud.clock.now() + CODE_MS;
  dataCenterOf(exchange).codes.set(code, { grant, expiresAt, redirectUri: link.redirectUri, challenge });
  const back = new URL(link.redirectUri);
  back.searchParams.set('code', code);
  back.searchParams.set('state', state);
  return { status: 302, headers: { Location: back.href } };
}

function oauthError(status: number, error: string, description: string): Reply {
  return { status, body: { error, error_description: description } };
}

function clientOf(exchange: Exchange, form: URLSearchParams): IncomingLink | Reply {
  const dataCenter = dataCenterOf(exchange);
  if (!hasOAuth(dataCenter)) return platformError(404, 'Not found');
  const type = exchange.headers['content-type']?.split(';')[0];
  if (type !== 'application/x-www-form-urlencoded') violate(exchange, `the body is ${type ?? 'of no type'}`);
  if (exchange.query.size > 0) violate(exchange, 'secrets in the address');
  const link = dataCenter.links.get(form.get('client_id') ?? '');
  if (link === undefined || link.clientSecret !== form.get('client_secret'))
    return oauthError(401, 'invalid_client', 'Client authentication failed.');
  return link;
}

function giveToken(exchange: Exchange): Reply {
  const form = new URLSearchParams(exchange.body.toString());
  const link = clientOf(exchange, form);
  if ('status' in link) return link;
  const type = form.get('grant_type');
  if (type === 'authorization_code') return byCode(exchange, form, link);
  if (type === 'refresh_token') return byRefresh(exchange, form, link);
  return oauthError(400, 'unsupported_grant_type', String(type));
}

function byCode(exchange: Exchange, form: URLSearchParams, { clientId }: IncomingLink): Reply {
  const { codes } = dataCenterOf(exchange);
  const code = form.get('code') ?? '';
  const issued = codes.get(code);
  codes.delete(code);
  const refused = (why: string) => oauthError(400, 'invalid_grant', why);
  if (issued === undefined || issued.grant.clientId !== clientId)
    return refused('The code is unknown or used.');
  if (issued.expiresAt <= exchange.cloud.clock.now()) return refused('The code has expired.');
  if (issued.redirectUri !== form.get('redirect_uri')) return refused('The redirect URL differs.');
  const { challenge } = issued;
  if (challenge !== undefined) {
    const verifier = form.get('code_verifier') ?? '';
    const proof =
      challenge.method === 'S256' ? createHash('sha256').update(verifier).digest('base64url') : verifier;
    if (proof !== challenge.text) return refused('The code verifier does not match.');
  }
  return pair(exchange, issued.grant);
}

/** A refresh token serves once: used again, all of the grant's tokens end, as RFC 6819 has it. */
function byRefresh(exchange: Exchange, form: URLSearchParams, { clientId }: IncomingLink): Reply {
  const { refreshTokens } = dataCenterOf(exchange);
  const token = form.get('refresh_token') ?? '';
  const issued = refreshTokens.get(token);
  refreshTokens.delete(token);
  if (
    issued === undefined ||
    issued.grant.clientId !== clientId ||
    issued.expiresAt <= exchange.cloud.clock.now()
  )
    return oauthError(400, 'invalid_grant', 'The refresh token is unknown, used or expired.');
  return pair(exchange, issued.grant);
}

/** New tokens of a grant; the ones before have served. */
function pair(exchange: Exchange, grant: Grant): Reply {
  const { accessTokens, refreshTokens } = dataCenterOf(exchange);
  const now = exchange.cloud.clock.now();
  const access = randomBytes(20).toString('hex');
  const refresh = randomBytes(20).toString('hex');
  accessTokens.set(access, { grant, expiresAt: now + ACCESS_SECONDS * 1000 });
  refreshTokens.set(refresh, { grant, expiresAt: now + REFRESH_MS });
  return {
    status: 200,
    body: {
      access_token: access,
      refresh_token: refresh,
      token_type: 'bearer',
      expires_in: ACCESS_SECONDS,
      created_at: Math.floor(now / 1000),
      scope: grant.scope,
    },
  };
}

function revoke(exchange: Exchange): Reply {
  const form = new URLSearchParams(exchange.body.toString());
  const link = clientOf(exchange, form);
  if ('status' in link) return link;
  const { accessTokens, refreshTokens } = dataCenterOf(exchange);
  const token = form.get('token') ?? '';
  const grant = (accessTokens.get(token) ?? refreshTokens.get(token))?.grant;
  for (const list of [accessTokens, refreshTokens])
    for (const [key, issued] of list) if (issued.grant === grant) list.delete(key);
  return { status: 200, body: {} };
}
