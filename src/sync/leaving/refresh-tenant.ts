import { listAccounts } from '../../account/account.store.ts';
import type { Context } from '../../context.ts';
import { inTransaction } from '../../db/db.ts';
import { repositoriesBeingRead } from '../run/cursor.store.ts';
import { announceStreams } from '../run/start-import.ts';
import { refreshAccount, refreshRepositories } from '../refresh/refresh-account.ts';

/**
 * A site has switched the app on again, or has a licence again. Imports go on where they stood. Meanwhile nothing was
 * looked at by the hour: each account's projects are listed, and what was read before is looked at again.
 */
export async function refreshTenant(ctx: Context, { tenantId }: { tenantId: string }): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const repositoryIds = await repositoriesBeingRead(tx, tenantId);
    await announceStreams(ctx, tx, { tenantId, repositoryIds });
  });
  for (const { id: accountId, state } of await listAccounts(ctx.db, tenantId)) {
    if (state !== 'active') continue;
    await refreshAccount(ctx, { tenantId, accountId });
    await refreshRepositories(ctx, { tenantId, accountId });
  }
}
