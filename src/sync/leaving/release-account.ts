import { getAccount, type AccountKey } from '../../account/account.store.ts';
import { revokeTokens } from '../../account/tasks.ts';
import type { Context } from '../../context.ts';
import { forgetRemovedHooks, removeHooks } from '../../repository/hooks/remove-hooks.ts';

/**
 * First step of giving up an account's access to GitLab: its webhooks are removed, and then its tokens announced to be
 * revoked. Nothing is done for an account that has been authorized again meanwhile.
 * @throws AppError of `removeHooks`: the job tries again, and at last calls `releaseWithoutHooks`
 */
export async function releaseAccountHooks(ctx: Context, key: AccountKey): Promise<void> {
  if (!(await isLeaving(ctx, key))) return;
  await removeHooks(ctx, key);
  await announceRevocation(ctx, key);
}

/** GitLab could not be told for hours: its webhooks are answered 410 from now on, which makes it switch them off. */
export async function releaseWithoutHooks(ctx: Context, key: AccountKey): Promise<void> {
  if (!(await isLeaving(ctx, key))) return;
  await forgetRemovedHooks(ctx, key);
  await announceRevocation(ctx, key);
}

async function announceRevocation(ctx: Context, key: AccountKey): Promise<void> {
  await ctx.jobs.add(ctx.db, revokeTokens, { payload: key });
}

async function isLeaving(ctx: Context, { tenantId, accountId }: AccountKey): Promise<boolean> {
  const account = await getAccount(ctx.db, tenantId, accountId);
  return account?.state === 'removed' || account?.state === 'needs_authorization';
}
