import { encodeSymmetric, SymmetricAlgorithm } from 'atlassian-jwt';
import { z } from 'zod';
import type { Context } from '../../../context.ts';
import { AppError } from '../../../lib/errors.ts';
import { say } from '../../../lib/words/say.ts';
import { keptTokens, type GivenToken } from '../../calls/kept-tokens.ts';
import type { ConnectSite } from './connect-site.ts';

/** A person of a site, and what is to be done in their name. */
export type UserTokenRequest = {
  readonly site: ConnectSite;
  readonly accountId: string;
  /** Connect scopes, separated by spaces. */
  readonly scope: string;
};

const tokens = keptTokens();
const assertionSeconds = 60;
const claimPrefix = 'urn:atlassian:connect';

const tokenAnswer = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });

/**
 * A Bearer token to act as a person (Connect impersonation: JWT bearer assertion signed with the shared secret). Kept
 * in memory only, until it ends. @throws AppError `forbidden` where Atlassian refuses it for this person
 */
export function userToken(ctx: Context, asked: UserTokenRequest): Promise<string> {
  return tokens.get(ctx, keyOf(asked), () => fetchToken(ctx, asked));
}

/** Forgets a token that Jira did not accept. */
export function dropUserToken(ctx: Context, asked: UserTokenRequest): void {
  tokens.drop(ctx, keyOf(asked));
}

function keyOf({ site, accountId, scope }: UserTokenRequest): string {
  return JSON.stringify([site.tenantId, site.oauthClientId, accountId, scope]);
}

async function fetchToken(ctx: Context, { site, accountId, scope }: UserTokenRequest): Promise<GivenToken> {
  if (site.oauthClientId === null) {
    throw new AppError('forbidden', say('tenant.cannotActAsUsers'));
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
    throw new AppError('unavailable', say('tenant.noTokens'));
  }
  const answer = tokenAnswer.safeParse(response.status === 200 ? safeJson(response.text) : undefined);
  if (!answer.success) {
    throw new AppError('forbidden', say('tenant.cannotActAsPerson'));
  }
  return { token: answer.data.access_token, seconds: answer.data.expires_in };
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
