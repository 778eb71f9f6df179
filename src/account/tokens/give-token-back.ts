import type { Context } from '../../context.ts';
import { inTransaction } from '../../db/db.ts';
import { revokeToken, type OauthApplication } from '../../gitlab/oauth.client.ts';
import type { AccountKey } from '../account.ts';
import { revokeOwedToken } from '../tasks.ts';
import { applicationOf } from './application.ts';
import { deleteOwedToken, putOwedToken, readOwedToken, type OwedTokenKey } from './owed-token.store.ts';

/**
 * Ends a token that nobody will use. Where GitLab does not answer, the token is kept, sealed, until a job has told it;
 * whatever was being done goes on.
 */
export async function giveTokenBack(
  ctx: Context,
  { tenantId, accountId }: AccountKey,
  { application, token }: { application: OauthApplication; token: string },
): Promise<void> {
  try {
    await revokeToken(ctx.http, application, token);
  } catch (error) {
    const about = { tenantId, hostUrl: application.hostUrl, err: error };
    ctx.log.warn(about, 'a token that nobody uses could not be revoked; it is tried again');
    await inTransaction(ctx.db, async (tx) => {
      const id = await putOwedToken(tx, { tenantId, accountId, token }, ctx.sealer);
      await ctx.jobs.add(tx, revokeOwedToken, { payload: { tenantId, id } });
    });
  }
}

/** @throws AppError of `revokeToken`; the job tries again and at last calls `forgetOwedToken` */
export async function revokeOwed(ctx: Context, key: OwedTokenKey): Promise<void> {
  const owed = await readOwedToken(ctx.db, key, ctx.sealer);
  if (owed === undefined) return;
  await revokeToken(ctx.http, await applicationOf(ctx, owed), owed.token);
  await deleteOwedToken(ctx.db, key);
}

/** Without GitLab's consent: the token then lives until somebody revokes the application there. */
export async function forgetOwedToken(ctx: Context, key: OwedTokenKey): Promise<void> {
  await deleteOwedToken(ctx.db, key);
}
