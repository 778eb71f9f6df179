import type { Context } from '../context.ts';
import { inTransaction } from '../db/db.ts';
import { AppError } from '../lib/errors.ts';
import { say } from '../lib/words/say.ts';
import type { AccountKey } from './account.ts';
import { markRemoved } from './account-state.store.ts';
import { getAccount } from './account.store.ts';
import { accountRemoved, releaseAccount } from './tasks.ts';

/**
 * Takes an account away. It is gone from every page at once. By jobs that exist when, and only when, this commits, its
 * webhooks are removed and then its tokens revoked in GitLab; and, since that may have to wait for GitLab, beside it its
 * repositories with what Jira shows of them.
 *
 * @throws AppError `not_found`
 */
export async function removeAccount(ctx: Context, key: AccountKey): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const account = await getAccount(tx, key.tenantId, key.accountId);
    if (account === undefined || !(await markRemoved(tx, key))) {
      throw new AppError('not_found', say('account.removedAlready'));
    }
    // A pending account was never authorized: there is nothing to revoke and nothing in Jira.
    if (account.state === 'pending') return;
    await ctx.jobs.add(tx, releaseAccount, { payload: key });
    await ctx.jobs.add(tx, accountRemoved, { payload: key });
  });
}
