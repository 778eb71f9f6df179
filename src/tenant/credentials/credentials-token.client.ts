import { z } from 'zod';
import type { Context } from '../../context.ts';
import { AppError } from '../../lib/errors.ts';
import { say } from '../../lib/words/say.ts';
import { keptTokens, type GivenToken } from '../calls/kept-tokens.ts';
import { clientSecretColumn, type StoredCredentials } from './credentials.store.ts';

/** What is known of the credentials themselves. */
export type Credentials = { readonly clientId: string; readonly clientSecret: string };

const tokens = keptTokens();
const tokenAnswer = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });

/** What whoever gave the credentials has to do; the same words on pages and in the operator's command. */
export const howToReplace = say('credentials.replace');

/** Kept in memory until shortly before it ends; who asks at once shares one request. Errors as of `askForToken`. */
export function credentialsToken(ctx: Context, stored: StoredCredentials): Promise<string> {
  const { tenantId, clientId } = stored;
  const place = { tenantId, column: clientSecretColumn };
  return tokens.get(ctx, keyOf(stored), () =>
    askForToken(ctx, { clientId, clientSecret: ctx.sealer.open(stored.clientSecret, place) }),
  );
}

/** Forgets a token that Atlassian did not accept. */
export function dropCredentialsToken(ctx: Context, stored: StoredCredentials): void {
  tokens.drop(ctx, keyOf(stored));
}

/** With the sealed secret, so that replaced credentials have no token yet. */
function keyOf({ tenantId, clientId, clientSecret }: StoredCredentials): string {
  return JSON.stringify([tenantId, clientId, clientSecret]);
}

/**
 * A token for the credentials themselves: OAuth's client credentials grant (Atlassian, "Integrate Jira Software Cloud
 * with on-premises tools").
 *
 * @throws AppError `needs_authorization` where Atlassian does not accept them, `unavailable`, and those of `Http.send`
 */
export async function askForToken(
  ctx: Pick<Context, 'config' | 'http' | 'clock'>,
  { clientId, clientSecret }: Credentials,
): Promise<GivenToken> {
  const { status, headers, text } = await ctx.http.send({
    method: 'POST',
    url: ctx.config.atlassianTokenUrl,
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({
      audience: 'api.atlassian.com',
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
    }),
    timeoutMs: 10_000,
    maxBytes: 64 * 1024,
  });
  if (status >= 500 || status === 429) throw noTokenNow(ctx, headers['retry-after']);
  const answer = tokenAnswer.safeParse(status === 200 ? safeJson(text) : undefined);
  if (answer.success) return { token: answer.data.access_token, seconds: answer.data.expires_in };
  if (status === 400 || status === 401 || status === 403) {
    throw new AppError('needs_authorization', say('credentials.wrong', { replace: howToReplace }));
  }
  throw new AppError('unexpected_answer', say('credentials.noToken', { status: String(status) }));
}

function noTokenNow({ clock }: Pick<Context, 'clock'>, retryAfter: string | undefined): AppError {
  const seconds = Number(retryAfter);
  const retryAt = Number.isFinite(seconds) && seconds > 0 ? clock.now() + seconds * 1000 : undefined;
  return new AppError('unavailable', say('credentials.noTokensNow'), { retryAt });
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
