import type { Context } from '../../context.ts';
import { inTransaction } from '../../db/db.ts';
import { listTenants } from '../../tenant/tenant.store.ts';
import { deleteAccounts, listDoneWith } from './removed-account.store.ts';

/** The last step of removing an account: once GitLab and Jira have been told, its own rows go. Hourly. */
export async function forgetRemovedAccounts(ctx: Context): Promise<void> {
  for (const { id: tenantId } of await listTenants(ctx.db)) {
    await inTransaction(ctx.db, async (tx) => {
      const accountIds = await listDoneWith(tx, tenantId);
      if (accountIds.length > 0) await deleteAccounts(tx, tenantId, accountIds);
    });
  }
}
