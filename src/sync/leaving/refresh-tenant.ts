import { listAccounts } from '../../account/account.store.ts';
import type { Context } from '../../context.ts';
import { refreshAccount, refreshRepositories } from '../refresh/refresh-account.ts';

/**
 * A site has switched the app on again. Meanwhile nothing was looked at by the hour: each account's projects are listed,
 * and what was read before is looked at again.
 */
export async function refreshTenant(ctx: Context, { tenantId }: { tenantId: string }): Promise<void> {
  for (const { id: accountId, state } of await listAccounts(ctx.db, tenantId)) {
    if (state !== 'active') continue;
    await refreshAccount(ctx, { tenantId, accountId });
    await refreshRepositories(ctx, { tenantId, accountId });
  }
}
