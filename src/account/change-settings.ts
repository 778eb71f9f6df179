import type { Context } from '../context.ts';
import { inTransaction } from '../db/db.ts';
import { AppError } from '../lib/errors.ts';
import { say } from '../lib/words/say.ts';
import type { AccountKey, AccountSettings } from './account.ts';
import { updateSetting } from './account-state.store.ts';
import { getAccount } from './account.store.ts';
import { accountSettingsChanged } from './tasks.ts';

/** Sets one switch. What GitLab has to be read again for is announced. @throws AppError `not_found` */
export async function changeSetting(
  ctx: Context,
  key: AccountKey,
  { setting, on }: { setting: keyof AccountSettings; on: boolean },
): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const isOther = await updateSetting(tx, key, { setting, on });
    if (isOther === undefined) throw new AppError('not_found', say('account.removed'));
    if (!isOther || !needsReading(setting)) return;
    const account = await getAccount(tx, key.tenantId, key.accountId);
    if (account?.state !== 'pending') await ctx.jobs.add(tx, accountSettingsChanged, { payload: key });
  });
}

/** Auto link and Smart Commits are about what comes next; these two change what counts of what is there. */
function needsReading(setting: keyof AccountSettings): boolean {
  return setting === 'includeArchived' || setting === 'lowerCaseKeys';
}
