import { z } from 'zod';
import type { Context } from '../../../context.ts';
import { AppError } from '../../../lib/errors.ts';
import { randomText } from '../../../lib/secrets/one-time-state.ts';
import { say } from '../../../lib/words/say.ts';
import { parsed } from '../../calls/jira-answer.ts';
import type { IncomingLink } from './client.store.ts';

/** "Jira OAuth 2.0 provider API": Jira 8.22 and newer. */
const base = '/rest/oauth2/latest';
/** Shorter than the lease under which a pair is renewed. */
const timeoutMs = 20_000;
const maxBytes = 64 * 1024;
/** What everything the app does needs: reading, comments, worklogs, transitions and links. */
const scope = 'WRITE';

export type Pair = {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly lifetimeMs: number;
};

const granted = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  expires_in: z.number().positive(),
});
const refused = z.object({ error: z.string() });

/** The one address that an incoming link sends people back to. */
export function redirectUri({ config }: Pick<Context, 'config'>): string {
  return `${config.appBaseUrl}/self-hosted/callback`;
}

/** Where somebody allows the app to act for them. PKCE S256. */
export function authorizeUrl(
  ctx: Pick<Context, 'config'>,
  { baseUrl, clientId }: IncomingLink,
  { state, challenge }: { state: string; challenge: string },
): string {
  const query = new URLSearchParams({
    client_id: clientId,
    redirect_uri: redirectUri(ctx),
    response_type: 'code',
    scope,
    state,
    code_challenge: challenge,
    code_challenge_method: 'S256',
  });
  return `${baseUrl}${base}/authorize?${query.toString()}`;
}

/** @returns undefined where Jira does not take the code @throws AppError of `Http.send`, `configuration`, … */
export function exchangeCode(
  ctx: Pick<Context, 'config' | 'http'>,
  link: IncomingLink,
  { code, verifier }: { code: string; verifier: string },
): Promise<Pair | undefined> {
  const fields = { grant_type: 'authorization_code', code, code_verifier: verifier };
  return askForPair(ctx, link, fields);
}

/**
 * Whether Jira knows the client and its secret, found out without anybody's consent: it looks at both before it looks at
 * the code, which here is nobody's. @throws AppError as `exchangeCode`
 */
export async function knowsClient(
  ctx: Pick<Context, 'config' | 'http'>,
  link: IncomingLink,
): Promise<boolean> {
  const fields = { grant_type: 'authorization_code', code: randomText(), code_verifier: randomText() };
  const { status, text } = await post(ctx, link, { address: 'token', fields });
  const error = refused.safeParse(parsed(text)).data?.error;
  if (error === 'invalid_client' || error === 'unauthorized_client') return false;
  if (error === undefined) throw failure(status, link.baseUrl);
  return true;
}

/** A refresh token serves once: call it only under the lease. Same result and errors. */
export function refreshPair(
  ctx: Pick<Context, 'config' | 'http'>,
  link: IncomingLink,
  refreshToken: string,
): Promise<Pair | undefined> {
  return askForPair(ctx, link, { grant_type: 'refresh_token', refresh_token: refreshToken });
}

/** Ends an authorization with all of its tokens. That Jira does not know it any more is as good. */
export async function revoke(
  ctx: Pick<Context, 'config' | 'http'>,
  link: IncomingLink,
  token: string,
): Promise<void> {
  await post(ctx, link, { address: 'revoke', fields: { token } });
}

async function askForPair(
  ctx: Pick<Context, 'config' | 'http'>,
  link: IncomingLink,
  fields: Readonly<Record<string, string>>,
): Promise<Pair | undefined> {
  const answer = await post(ctx, link, { address: 'token', fields });
  const body = parsed(answer.text);
  const pair = answer.status === 200 ? granted.safeParse(body).data : undefined;
  if (pair !== undefined) {
    const { access_token: accessToken, refresh_token: refreshToken, expires_in: seconds } = pair;
    return { accessToken, refreshToken, lifetimeMs: seconds * 1000 };
  }
  const error = refused.safeParse(body).data?.error;
  if (error === 'invalid_grant' || error === 'invalid_client' || error === 'unauthorized_client')
    return undefined;
  throw failure(answer.status, link.baseUrl);
}

function post(
  ctx: Pick<Context, 'config' | 'http'>,
  { baseUrl, clientId, clientSecret }: IncomingLink,
  { address, fields }: { address: string; fields: Readonly<Record<string, string>> },
) {
  return ctx.http.send({
    method: 'POST',
    url: `${baseUrl}${base}/${address}`,
    headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      ...fields,
      client_id: clientId,
      client_secret: clientSecret,
      redirect_uri: redirectUri(ctx),
    }).toString(),
    timeoutMs,
    maxBytes,
  });
}

/** The answer's body is left out: what a token endpoint says may hold secrets. */
function failure(status: number, baseUrl: string): AppError {
  if (status === 429 || status >= 500)
    return new AppError('unavailable', say('selfHosted.notWell', { site: baseUrl, status: String(status) }));
  if (status === 404) return new AppError('unexpected_answer', say('selfHosted.noOauth', { site: baseUrl }));
  return new AppError(
    'unexpected_answer',
    say('selfHosted.noToken', { site: baseUrl, status: String(status) }),
  );
}
