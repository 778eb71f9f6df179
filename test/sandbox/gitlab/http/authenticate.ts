import type { OauthState, Token } from '../oauth/oauth-state.ts';
import { Refusal } from './exchange.ts';
import type { SandboxRequest } from './exchange.ts';
import type { Endpoint } from './router.ts';

/** The token of an API request; undefined where there is none. Refuses bad ones in GitLab's words. */
export function authenticate(oauth: OauthState, request: SandboxRequest): Token | undefined {
  const header = request.headers.authorization;
  if (header === undefined) return undefined;
  const access = /^Bearer (\S+)$/i.exec(header)?.[1];
  const token = access === undefined ? undefined : oauth.findByAccess(access);
  if (token === undefined) return invalidToken('Bad Access Token.');
  if (token.revoked) return invalidToken('Token was revoked. You have to re-authorize from the user.');
  if (oauth.secondsLeft(token) <= 0) {
    return invalidToken('Token is expired. You can either do re-authorization or token refresh.');
  }
  if (token.user.state === 'blocked') {
    throw new Refusal({ status: 403, json: { message: '403 Forbidden - Your account has been blocked.' } });
  }
  return token;
}

/** `read_api` is enough for GET and GraphQL queries; whoever writes needs `api`. */
export function checkScope(token: Token, endpoint: Endpoint): void {
  const reads = endpoint.method === 'GET' || endpoint.name === 'graphql';
  const enough = ['api', ...(reads ? ['read_api'] : []), ...(endpoint.scopes ?? [])];
  if (token.scopes.some((scope) => enough.includes(scope))) return;
  throw new Refusal({
    status: 403,
    json: {
      error: 'insufficient_scope',
      error_description: 'The request requires higher privileges than provided by the access token.',
      scope: enough.join(' '),
    },
  });
}

function invalidToken(description: string): never {
  throw new Refusal({
    status: 401,
    headers: {
      'WWW-Authenticate': `Bearer realm="Protected by OAuth 2.0", error="invalid_token", error_description="${description}"`,
    },
    json: { error: 'invalid_token', error_description: description },
  });
}
