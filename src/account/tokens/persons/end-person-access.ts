import type { Context } from '../../../context.ts';
import { revokeToken } from '../../../gitlab/oauth.client.ts';
import { AppError } from '../../../lib/errors.ts';
import type { AccountKey } from '../../account.ts';
import { revokeQuietly } from '../../authorization/revoke-quietly.ts';
import { applicationOf } from '../application.ts';
import { giveTokenBack } from '../give-token-back.ts';
import {
  forgetTokensOfApplication,
  takePersonTokens,
  tokensOfApplication,
  type TakenToken,
} from './person-token.store.ts';

/**
 * Ends that the app may act in GitLab as a person: the tokens are forgotten at once, and GitLab is told, by a job where
 * it does not answer. @param person.hostUrl absent: on every GitLab
 */
export async function endPersonAccess(
  ctx: Context,
  person: { tenantId: string; jiraAccountId: string; hostUrl?: string | undefined },
): Promise<void> {
  for (const taken of await takePersonTokens(ctx.db, person, ctx.sealer)) await giveTaken(ctx, taken);
}

/** Tells GitLab to end what was taken out of the store, by a job where it does not answer. */
export async function giveTaken(ctx: Context, { refreshToken, ...key }: TakenToken): Promise<void> {
  try {
    await giveTokenBack(ctx, key, { application: await applicationOf(ctx, key), token: refreshToken });
  } catch (error) {
    // Without the application nobody can tell GitLab, which has forgotten the tokens with it.
    if (!(error instanceof AppError && error.code === 'gone')) throw error;
  }
}

/**
 * The application of an account is given up: GitLab is told to end what people gave to it, then it is forgotten.
 * @throws AppError of `revokeToken`: nothing is forgotten then
 */
export async function revokeAccessToApplication(ctx: Context, key: AccountKey): Promise<void> {
  const given = await tokensOfApplication(ctx.db, key, ctx.sealer);
  if (given.length > 0) {
    const application = await applicationOf(ctx, key);
    for (const { refreshToken } of given) await revokeToken(ctx.http, application, refreshToken);
  }
  await forgetTokensOfApplication(ctx.db, key);
}

/** The account gets another application: what people gave to the former one is ended, quietly where GitLab is silent. */
export async function endAccessToApplication(ctx: Context, key: AccountKey): Promise<void> {
  const given = await tokensOfApplication(ctx.db, key, ctx.sealer);
  if (given.length === 0) return;
  const application = await applicationOf(ctx, key);
  await forgetTokensOfApplication(ctx.db, key);
  for (const { refreshToken } of given) await revokeQuietly(ctx, application, refreshToken);
}
