import { z } from 'zod';
import type { Context } from '../../../context.ts';
import { block, take } from '../../../db/budget.store.ts';
import { AppError } from '../../../lib/errors.ts';
import { say } from '../../../lib/words/say.ts';
import { keptTokens, type GivenToken } from '../../calls/kept-tokens.ts';
import { rateLimited } from '../../jira-budget.ts';
import { appBudget } from '../../jira-limits.ts';
import type { ForgeSite } from './forge-site.ts';

/** A person of a site, who need not be there. */
export type OfflineTokenRequest = {
  readonly site: ForgeSite;
  readonly systemToken: string;
  readonly accountId: string;
};

const tokens = keptTokens();
const minuteMs = 60_000;
/** Two of Forge's pages differ ("Calling product APIs": 10,000 a minute and app; "Limits": 1,000): the lower one holds. */
const budget = { name: `${appBudget('forge')} offline user tokens`, limit: 1_000, windowMs: minuteMs };

const mutation = `mutation forge_remote_offlineUserAuthToken($input: OfflineUserAuthTokenInput!) {
  offlineUserAuthToken(input: $input) { success errors { message } authToken { token ttl } }
}`;

const answer = z.object({
  data: z.object({
    offlineUserAuthToken: z.object({
      success: z.literal(true),
      authToken: z.object({ token: z.string().min(1), ttl: z.number().positive() }),
    }),
  }),
});

/**
 * A Bearer token to act as a person who is not there (Forge Remote, "Offline user impersonation"), for the scopes that
 * the manifest marks `allowImpersonation`. Kept in memory only, until it ends (`ttl`, seconds).
 *
 * @throws AppError `forbidden` where Atlassian refuses it for this person, `rate_limited`, `needs_authorization`
 */
export function offlineUserToken(ctx: Context, asked: OfflineTokenRequest): Promise<string> {
  return tokens.get(ctx, keyOf(asked), () => fetchToken(ctx, asked));
}

/** Forgets a token that Jira did not accept. */
export function dropOfflineUserToken(ctx: Context, asked: OfflineTokenRequest): void {
  tokens.drop(ctx, keyOf(asked));
}

function keyOf({ site, accountId }: OfflineTokenRequest): string {
  return JSON.stringify([site.tenantId, site.installationId, accountId]);
}

async function fetchToken(
  ctx: Context,
  { site, systemToken, accountId }: OfflineTokenRequest,
): Promise<GivenToken> {
  const refusedUntil = await take(ctx.db, { ...budget, cost: 1, now: ctx.clock.now() });
  if (refusedUntil !== undefined) throw rateLimited(refusedUntil);
  const input = { contextIds: [`ari:cloud:jira::site/${site.cloudId}`], userId: accountId };
  const response = await ctx.http.send({
    method: 'POST',
    url: `${ctx.config.atlassianApiUrl}/graphql`,
    headers: {
      authorization: `Bearer ${systemToken}`,
      accept: 'application/json',
      'content-type': 'application/json',
    },
    body: JSON.stringify({ query: mutation, variables: { input } }),
    timeoutMs: 10_000,
    maxBytes: 64 * 1024,
  });
  if (response.status === 429) throw await pauseAll(ctx);
  if (response.status === 401) {
    throw new AppError('needs_authorization', say('tenant.notAccepted'));
  }
  if (response.status >= 500) {
    throw new AppError('unavailable', say('tenant.noTokens'));
  }
  const given = answer.safeParse(response.status === 200 ? safeJson(response.text) : undefined);
  if (!given.success) {
    throw new AppError('forbidden', say('tenant.cannotActAsPerson'));
  }
  const { token, ttl: seconds } = given.data.data.offlineUserAuthToken.authToken;
  return { token, seconds };
}

/** The limit is the app's as a whole. */
async function pauseAll(ctx: Context): Promise<AppError> {
  const until = ctx.clock.now() + minuteMs;
  await block(ctx.db, { name: budget.name, until, reason: 'offline user tokens' });
  return rateLimited(until);
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
