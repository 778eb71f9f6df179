import type { z } from 'zod';
import { AppError } from '../lib/errors.ts';
import { say } from '../lib/words/say.ts';
import type { Http, HttpRequest, HttpResponse } from '../lib/http/request.ts';
import { tokenGranted, tokenInfo, tokenRefused } from './oauth.schema.ts';

/** An OAuth application of one GitLab, registered by the admin with our one redirect address. */
export type OauthApplication = {
  readonly hostUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUri: string;
};

export type TokenPair = {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Life of the access token in ms, counted from when the request was sent. */
  readonly lifetimeMs: number;
};

/** GitLab's two definite refusals; everything else that can go wrong is thrown and may be tried again. */
export type TokenAnswer =
  | { readonly granted: true; readonly pair: TokenPair }
  | { readonly granted: false; readonly reason: 'invalid_client' | 'invalid_grant' };

// Shorter than the refresh lease (60 s), so that a process that holds it learns the end before the next may try.
const tokenTimeoutMs = 20_000;
const shortTimeoutMs = 10_000;
const maxBytes = 64 * 1024;

/** Where the admin's browser goes to allow access. PKCE S256; the one scope is `api`, which hooks need. */
export function authorizeUrl(
  application: Omit<OauthApplication, 'clientSecret'>,
  { state, challenge }: { state: string; challenge: string },
): string {
  const query = new URLSearchParams({
    client_id: application.clientId,
    redirect_uri: application.redirectUri,
    response_type: 'code',
    scope: 'api',
    state,
    code_challenge: challenge,
    code_challenge_method: 'S256',
  });
  return `${application.hostUrl}/oauth/authorize?${query.toString()}`;
}

/** A code lives 600 s and works once. @throws AppError of `Http.send`, `rate_limited`, `unavailable`, `redirected`, … */
export function exchangeCode(
  http: Http,
  application: OauthApplication,
  { code, verifier }: { code: string; verifier: string },
): Promise<TokenAnswer> {
  return askForTokens(http, application, { grant_type: 'authorization_code', code, code_verifier: verifier });
}

/**
 * A refresh token works once: GitLab revokes it and its access token at the instant of use (`oauth_access_tokens` has
 * no `previous_refresh_token` column, so doorkeeper gives no grace). Call it only under the lease. Same errors.
 */
export function refreshTokens(
  http: Http,
  application: OauthApplication,
  refreshToken: string,
): Promise<TokenAnswer> {
  return askForTokens(http, application, { grant_type: 'refresh_token', refresh_token: refreshToken });
}

/**
 * True when GitLab knows this client id with this secret. doorkeeper checks the client before the grant, so a code that
 * cannot exist is answered `invalid_client` for a wrong one and `invalid_grant` for a right one. Same errors.
 */
export async function clientIsKnown(http: Http, application: OauthApplication): Promise<boolean> {
  const answer = await askForTokens(http, application, {
    grant_type: 'authorization_code',
    code: 'client-check',
    code_verifier: 'client-check-client-check-client-check-client-check',
  });
  return answer.granted || answer.reason !== 'invalid_client';
}

/** Scopes GitLab granted to this token. Same errors. */
export async function grantedScopes(http: Http, hostUrl: string, accessToken: string): Promise<string[]> {
  const response = await http.send({
    method: 'GET',
    url: `${hostUrl}/oauth/token/info`,
    headers: { accept: 'application/json', authorization: `Bearer ${accessToken}` },
    timeoutMs: shortTimeoutMs,
    maxBytes,
  });
  if (response.status !== 200) throw failure(response, hostUrl);
  return parsed(tokenInfo, response, hostUrl);
}

/** Ends a token (RFC 7009). GitLab answers 200 also for one it does not know. Same errors. */
export async function revokeToken(http: Http, application: OauthApplication, token: string): Promise<void> {
  const { hostUrl, clientId, clientSecret } = application;
  const response = await http.send(
    form(`${hostUrl}/oauth/revoke`, { client_id: clientId, client_secret: clientSecret, token }),
  );
  if (response.status !== 200) throw failure(response, hostUrl);
}

async function askForTokens(
  http: Http,
  { hostUrl, clientId, clientSecret, redirectUri }: OauthApplication,
  grant: Readonly<Record<string, string>>,
): Promise<TokenAnswer> {
  const response = await http.send({
    ...form(`${hostUrl}/oauth/token`, {
      ...grant,
      client_id: clientId,
      client_secret: clientSecret,
      redirect_uri: redirectUri,
    }),
    timeoutMs: tokenTimeoutMs,
  });
  if (response.status === 200) {
    const token = parsed(tokenGranted, response, hostUrl);
    return {
      granted: true,
      pair: {
        accessToken: token.access_token,
        refreshToken: token.refresh_token,
        lifetimeMs: token.expires_in * 1000,
      },
    };
  }
  const reason = refusal(response);
  if (reason !== undefined) return { granted: false, reason };
  throw failure(response, hostUrl);
}

function refusal(response: HttpResponse): 'invalid_client' | 'invalid_grant' | undefined {
  if (response.status !== 400 && response.status !== 401) return undefined;
  const refused = tokenRefused.safeParse(jsonOf(response));
  if (!refused.success) return undefined;
  const { error } = refused.data;
  return error === 'invalid_client' || error === 'invalid_grant' ? error : undefined;
}

function form(url: string, fields: Readonly<Record<string, string>>): HttpRequest {
  return {
    method: 'POST',
    url,
    headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
    timeoutMs: shortTimeoutMs,
    maxBytes,
  };
}

function parsed<T>(schema: z.ZodType<T>, response: HttpResponse, hostUrl: string): T {
  const result = schema.safeParse(jsonOf(response));
  if (result.success) return result.data;
  throw new AppError('unexpected_answer', say('errors.host.notAsGitlab', { host: hostUrl }));
}

function jsonOf(response: HttpResponse): unknown {
  try {
    return JSON.parse(response.text);
  } catch {
    return undefined;
  }
}

/** The answer's body is left out: what a token endpoint says may hold secrets. */
function failure({ status }: HttpResponse, hostUrl: string): AppError {
  if (status === 429) {
    return new AppError('rate_limited', say('errors.host.slowDown', { host: hostUrl }));
  }
  if (status >= 500) {
    return new AppError('unavailable', say('errors.host.notWell', { host: hostUrl, status: String(status) }));
  }
  if (status >= 300 && status < 400) {
    return new AppError('redirected', say('errors.host.useShown', { host: hostUrl }));
  }
  return new AppError(
    'unexpected_answer',
    say('errors.host.refused', { host: hostUrl, status: String(status) }),
  );
}
