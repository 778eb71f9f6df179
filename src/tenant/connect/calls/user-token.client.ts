import { encodeSymmetric, SymmetricAlgorithm } from 'atlassian-jwt';
import { z } from 'zod';
import type { Context } from '../../../context.ts';
import { AppError } from '../../../lib/errors.ts';
import type { ConnectSite } from './connect-site.ts';

/** A person of a site, and what is to be done in their name. */
export type UserTokenRequest = {
  readonly site: ConnectSite;
  readonly accountId: string;
  /** Connect scopes, separated by spaces. */
  readonly scope: string;
};

type Kept = { readonly token: Promise<string>; usableUntil: number };

const keptTokens = new WeakMap<Context, Map<string, Kept>>();
const mostKept = 1000;
/** A token is not used in its last moments, so that it cannot end on the way. */
const marginMs = 30_000;
const assertionSeconds = 60;
const claimPrefix = 'urn:atlassian:connect';

const tokenAnswer = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });

/**
 * A Bearer token to act as a person (Connect impersonation: JWT bearer assertion signed with the shared secret). Kept
 * in memory only, until it ends. @throws AppError `forbidden` where Atlassian refuses it for this person
 */
export function userToken(ctx: Context, asked: UserTokenRequest): Promise<string> {
  const tokens = keptTokens.get(ctx) ?? new Map<string, Kept>();
  keptTokens.set(ctx, tokens);
  const key = keyOf(asked);
  const now = ctx.clock.now();
  const known = tokens.get(key);
  if (known !== undefined && known.usableUntil > now) return known.token;
  const kept: Kept = {
    usableUntil: Number.POSITIVE_INFINITY,
    token: fetchToken(ctx, asked).then(({ access_token: token, expires_in: seconds }) => {
      kept.usableUntil = now + seconds * 1000 - marginMs;
      return token;
    }),
  };
  tokens.delete(key);
  tokens.set(key, kept);
  kept.token.catch(() => tokens.delete(key));
  for (const oldest of tokens.keys()) {
    if (tokens.size <= mostKept) break;
    tokens.delete(oldest);
  }
  return kept.token;
}

/** Forgets a token that Jira did not accept. */
export function dropUserToken(ctx: Context, asked: UserTokenRequest): void {
  keptTokens.get(ctx)?.delete(keyOf(asked));
}

function keyOf({ site, accountId, scope }: UserTokenRequest): string {
  return JSON.stringify([site.tenantId, site.oauthClientId, accountId, scope]);
}

async function fetchToken(ctx: Context, { site, accountId, scope }: UserTokenRequest) {
  if (site.oauthClientId === null) {
    throw new AppError(
      'forbidden',
      'This installation cannot act as users. Update the app in Jira to allow it.',
    );
  }
  const iat = Math.floor(ctx.clock.now() / 1000);
  const assertion = encodeSymmetric(
    {
      iss: `${claimPrefix}:clientid:${site.oauthClientId}`,
      sub: `${claimPrefix}:useraccountid:${accountId}`,
      tnt: site.baseUrl,
      aud: new URL(ctx.config.connectTokenUrl).origin,
      iat,
      exp: iat + assertionSeconds,
    },
    site.sharedSecret,
    SymmetricAlgorithm.HS256,
  );
  const form = { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion, scope };
  const response = await ctx.http.send({
    method: 'POST',
    url: ctx.config.connectTokenUrl,
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: new URLSearchParams(form).toString(),
    timeoutMs: 10_000,
    maxBytes: 64 * 1024,
  });
  if (response.status >= 500 || response.status === 429) {
    throw new AppError('unavailable', 'Atlassian gives no access tokens right now. Try again in a minute.');
  }
  const answer = tokenAnswer.safeParse(response.status === 200 ? safeJson(response.text) : undefined);
  if (!answer.success) {
    throw new AppError(
      'forbidden',
      'Jira does not let the app act as this person. They may have left the site.',
    );
  }
  return answer.data;
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
