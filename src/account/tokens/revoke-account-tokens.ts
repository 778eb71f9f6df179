import type { Context } from '../../context.ts';
import { revokeToken } from '../../gitlab/oauth.client.ts';
import type { AccountKey } from '../account.ts';
import { forgetClientSecret } from '../account-state.store.ts';
import { getAccount } from '../account.store.ts';
import { applicationOf } from './application.ts';
import { revokeAccessToApplication } from './persons/end-person-access.ts';
import { forgetTokensOfApplication } from './persons/person-token.store.ts';
import { deleteTokens, readTokens, tokensOfAccount } from './token.store.ts';

/**
 * Tells GitLab to end an account's tokens, and those that people gave to its application, then forgets them. An account that has been authorized again meanwhile keeps
 * its new ones. One call ends both: GitLab keeps a refresh token and its access token in one row (RFC 7009, doorkeeper).
 *
 * @throws AppError of `revokeToken`; the job tries again and at last calls `forgetTokens`
 */
export async function revokeAccountTokens(ctx: Context, key: AccountKey): Promise<void> {
  const account = await getAccount(ctx.db, key.tenantId, key.accountId);
  if (account === undefined || account.state === 'active') return;
  const tokens = await readTokens(ctx.db, tokensOfAccount(key), ctx.sealer);
  if (tokens !== undefined && !tokens.refused) {
    await revokeToken(ctx.http, await applicationOf(ctx, key), tokens.refreshToken);
  }
  await revokeAccessToApplication(ctx, key);
  await forgetTokens(ctx, key);
}

/** Without GitLab's consent: its tokens then live until someone revokes the application there. */
export async function forgetTokens(ctx: Context, key: AccountKey): Promise<void> {
  const account = await getAccount(ctx.db, key.tenantId, key.accountId);
  if (account === undefined || account.state === 'active') return;
  const tokens = await readTokens(ctx.db, tokensOfAccount(key), ctx.sealer);
  if (tokens !== undefined) await deleteTokens(ctx.db, key, tokens.pairId);
  await forgetTokensOfApplication(ctx.db, key);
  await forgetClientSecret(ctx.db, key);
}
