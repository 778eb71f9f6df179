import type { Context } from '../../context.ts';
import { inTransaction } from '../../db/db.ts';
import { say } from '../../lib/words/say.ts';
import { markNeedsAuthorization } from '../account-state.store.ts';
import { listAccounts } from '../account.store.ts';
import { findTenantById } from '../../tenant/tenant.store.ts';
import { releaseAccount } from '../tasks.ts';

/**
 * A site has uninstalled us: what it gave us in GitLab is given up, account by account. Accounts and ledger stay, so that
 * a site that comes back only has to authorize again.
 */
export async function releaseTenant(ctx: Context, { tenantId }: { tenantId: string }): Promise<void> {
  // It is back before anything was given up: it goes on with what it has.
  if ((await findTenantById(ctx.db, tenantId))?.state !== 'uninstalled') return;
  for (const account of await listAccounts(ctx.db, tenantId)) {
    if (account.state === 'pending') continue;
    const key = { tenantId, accountId: account.id };
    await inTransaction(ctx.db, async (tx) => {
      await markNeedsAuthorization(tx, key, say('authorization.account.givenUp'));
      await ctx.jobs.add(tx, releaseAccount, { payload: key });
    });
  }
}
