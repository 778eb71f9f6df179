import { createHash } from 'node:crypto';
import type { Answer, Call } from '../http/exchange.ts';
import { Refusal } from '../http/exchange.ts';
import type { Endpoint } from '../http/router.ts';
import type { Application } from '../world/model.ts';
import { sha512 } from './digest.ts';
import { accessTokenSeconds } from './oauth-state.ts';
import type { Grant } from './oauth-state.ts';

export const tokenEndpoints: readonly Endpoint[] = [
  { name: 'oauth.token', method: 'POST', path: '/oauth/token', access: 'web', handle: issue },
  { name: 'oauth.token.info', method: 'GET', path: '/oauth/token/info', access: 'web', handle: info },
  { name: 'oauth.revoke', method: 'POST', path: '/oauth/revoke', access: 'web', handle: revoke },
];

const descriptions = {
  invalid_client:
    'Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method.',
  invalid_grant:
    'The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.',
  unsupported_grant_type: 'The authorization grant type is not supported by the authorization server.',
  invalid_scope: 'The requested scope is invalid, unknown, or malformed.',
} as const;

function issue(call: Call): Answer {
  const form = formOf(call);
  const type = form.get('grant_type') ?? '';
  if (type === '') return missing('grant_type');
  if (type !== 'authorization_code' && type !== 'refresh_token') return fail('unsupported_grant_type');
  const application = clientOf(call, form);
  if (application === undefined) return fail('invalid_client');
  return type === 'refresh_token' ? refresh(call, form, application) : exchange(call, form, application);
}

function exchange(call: Call, form: URLSearchParams, application: Application): Answer {
  const { oauth } = call.sandbox;
  const code = form.get('code') ?? '';
  if (code === '') return missing('code');
  if ((form.get('redirect_uri') ?? '') === '') return missing('redirect_uri');
  const grant = oauth.findCode(code);
  const good =
    grant !== undefined &&
    grant.application === application &&
    grant.redirectUri === form.get('redirect_uri') &&
    verified(grant, form.get('code_verifier'));
  if (!good) return fail('invalid_grant');
  oauth.spendCode(code);
  return ok(oauth.issueToken({ application, user: grant.user, scopes: grant.scopes }));
}

/** RFC 7636; a verifier without a challenge is refused too. */
function verified(grant: Grant, verifier: string | null): boolean {
  if (verifier === null || verifier === '') return grant.challenge === null;
  if (grant.challenge === null) return false;
  if (!/^[A-Za-z0-9\-._~]{43,128}$/.test(verifier)) return false;
  const plain = grant.challenge.method === 'plain';
  return (
    grant.challenge.value === (plain ? verifier : createHash('sha256').update(verifier).digest('base64url'))
  );
}

/**
 * GitLab revokes the old access and refresh token at the instant of use (Doorkeeper without a
 * `previous_refresh_token` column): the second use of a refresh token fails, and a lost answer is lost for good.
 */
function refresh(call: Call, form: URLSearchParams, application: Application): Answer {
  const { oauth } = call.sandbox;
  const given = form.get('refresh_token') ?? '';
  if (given === '') return missing('refresh_token');
  const token = oauth.findByRefresh(given);
  if (token === undefined || token.revoked || token.application !== application) return fail('invalid_grant');
  const asked = (form.get('scope') ?? '').split(' ').filter((scope) => scope !== '');
  if (asked.some((scope) => !token.scopes.includes(scope))) return fail('invalid_scope');
  token.revoked = true;
  return ok(
    oauth.issueToken({ application, user: token.user, scopes: asked.length > 0 ? asked : token.scopes }),
  );
}

function info(call: Call): Answer {
  const { oauth } = call.sandbox;
  const access = /^Bearer (\S+)$/i.exec(call.request.headers.authorization ?? '')?.[1];
  const token = access === undefined ? undefined : oauth.findByAccess(access);
  if (token === undefined || token.revoked || oauth.secondsLeft(token) <= 0) {
    const why = token === undefined ? 'is invalid' : token.revoked ? 'was revoked' : 'expired';
    return { status: 401, json: { error: 'invalid_token', error_description: `The access token ${why}` } };
  }
  const left = Math.min(accessTokenSeconds, oauth.secondsLeft(token));
  return ok({
    resource_owner_id: token.user.id,
    scope: token.scopes,
    expires_in: left,
    application: { uid: token.application.clientId },
    created_at: Math.floor(token.createdAt / 1000),
    scopes: token.scopes,
    expires_in_seconds: left,
  });
}

function revoke(call: Call): Answer {
  const form = formOf(call);
  const application = clientOf(call, form);
  if (application === undefined) {
    return {
      status: 403,
      json: {
        error: 'unauthorized_client',
        error_description: 'You are not authorized to revoke this token',
      },
    };
  }
  const { oauth } = call.sandbox;
  const given = form.get('token') ?? '';
  const token = oauth.findByAccess(given) ?? oauth.findByRefresh(given);
  // RFC 7009: a token that is not known is no error.
  if (token?.application === application) token.revoked = true;
  return ok({});
}

/** Client id and secret come in the form or as Basic credentials. */
function clientOf(call: Call, form: URLSearchParams): Application | undefined {
  const basic = /^Basic (\S+)$/i.exec(call.request.headers.authorization ?? '')?.[1];
  const pair = basic === undefined ? undefined : Buffer.from(basic, 'base64').toString('utf8').split(':');
  const id = pair?.[0] ?? form.get('client_id') ?? '';
  const secret = pair?.[1] ?? form.get('client_secret') ?? '';
  const application = call.sandbox.state.applications.get(id);
  return application?.secretDigest === sha512(secret) ? application : undefined;
}

function formOf(call: Call): URLSearchParams {
  const { request, sandbox } = call;
  // A secret in an address ends up in logs.
  if (call.query.size > 0) {
    sandbox.violation(`${request.path}: parameters belong into the body`);
    throw new Refusal({ status: 400, json: { error: 'invalid_request' } });
  }
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('application/json')) return new URLSearchParams(request.body);
  try {
    return new URLSearchParams(JSON.parse(request.body) as Record<string, string>);
  } catch {
    return new URLSearchParams();
  }
}

function ok(json: unknown): Answer {
  return { status: 200, headers: { 'Cache-Control': 'no-store', Pragma: 'no-cache' }, json };
}

function missing(name: string): Answer {
  const json = { error: 'invalid_request', error_description: `Missing required parameter: ${name}.` };
  return { status: 400, json };
}

function fail(error: keyof typeof descriptions): Answer {
  return {
    status: error === 'invalid_client' ? 401 : 400,
    json: { error, error_description: descriptions[error] },
  };
}
