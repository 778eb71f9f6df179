import { z } from 'zod';
import { AppError } from '../lib/errors.ts';
import { say } from '../lib/words/say.ts';
import type { Http, HttpResponse } from '../lib/http/request.ts';

const probePath = '/api/v4/version';
const unauthorized = z.object({ message: z.string().startsWith('401') });
const usualMs = 10_000;
const maxBytes = 64 * 1024;

/**
 * Asks whether a GitLab answers at this address, before anything about it is stored.
 *
 * `GET /api/v4/version` without a token is the question: every GitLab since 8.13 has it and answers 401 with
 * `{"message": "401 Unauthorized"}`, whereas `/metadata` is missing before 15.2 and `/oauth/authorize` leads to a
 * sign-in page that each instance, and each single sign-on before it, makes its own way. Whether OAuth works there is
 * shown a moment later, by the check of the client id.
 *
 * @param hostUrl normalised, without a trailing slash
 * @throws AppError `unreachable`, `timeout`, `bad_certificate`, `address_refused`, `redirected`, `unexpected_answer`
 */
export async function probeHost(http: Http, hostUrl: string, timeoutMs = usualMs): Promise<void> {
  const response = await ask(http, { url: `${hostUrl}${probePath}`, timeoutMs });
  if (response.status === 401 && unauthorized.safeParse(jsonOf(response)).success) return;
  if (response.status >= 300 && response.status < 400) throw redirected(hostUrl, response);
  if (response.status === 429 || response.status >= 500) {
    throw new AppError(
      'unavailable',
      say('errors.host.cannotAnswer', { host: hostUrl, status: String(response.status) }),
    );
  }
  throw new AppError('unexpected_answer', say('errors.host.noGitlab', { host: hostUrl }));
}

/**
 * Whether this GitLab is 15.2 or newer: `GET /metadata` came with it (doc/api/metadata.md), so that an older one answers
 * 404 where this one asks to sign in. More about its version GitLab tells nobody who has not.
 * @returns undefined where the answer is neither. @throws AppError of `Http.send`
 */
export async function hasMetadata(
  http: Http,
  hostUrl: string,
  timeoutMs = usualMs,
): Promise<boolean | undefined> {
  const { status } = await ask(http, { url: `${hostUrl}/api/v4/metadata`, timeoutMs });
  return status === 401 ? true : status === 404 ? false : undefined;
}

function ask(http: Http, { url, timeoutMs }: { url: string; timeoutMs: number }): Promise<HttpResponse> {
  return http.send({ method: 'GET', url, headers: { accept: 'application/json' }, timeoutMs, maxBytes });
}

function redirected(hostUrl: string, { headers }: HttpResponse): AppError {
  const target = locationOf(hostUrl, headers['location']);
  // Only where it leads is shown, never the query: a sign-in redirect may carry one-time values there.
  const base = target?.pathname.endsWith(probePath)
    ? `${target.origin}${target.pathname.slice(0, -probePath.length)}`
    : target?.origin;
  const words =
    base === undefined || base === hostUrl
      ? say('errors.host.redirects', { host: hostUrl })
      : say('errors.host.redirectsTo', { host: hostUrl, base });
  return new AppError('redirected', words);
}

function locationOf(hostUrl: string, location: string | undefined): URL | undefined {
  return location !== undefined && URL.canParse(location, hostUrl) ? new URL(location, hostUrl) : undefined;
}

function jsonOf(response: HttpResponse): unknown {
  try {
    return JSON.parse(response.text);
  } catch {
    return undefined;
  }
}
