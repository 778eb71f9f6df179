import type { Context } from '../../context.ts';
import { inTransaction } from '../../db/db.ts';
import { AppError } from '../../lib/errors.ts';
import { say } from '../../lib/words/say.ts';
import type { AccountKey } from '../account.ts';
import { getAccount } from '../account.store.ts';
import { environmentRulesChanged } from '../tasks.ts';
import { updateEnvironmentRules } from './environment-rules.store.ts';
import { readEnvironmentRules } from './environment-rules.ts';

/**
 * Stores the rules by which an account's environments get their type; deployments whose type is another one now are
 * sent again. @throws AppError `bad_request` with the line that cannot be read, `not_found`
 */
export async function changeEnvironmentRules(ctx: Context, key: AccountKey, text: string): Promise<void> {
  const rules = readEnvironmentRules(text).map(({ pattern, type }) => `${pattern} = ${type}`);
  await inTransaction(ctx.db, async (tx) => {
    const account = await getAccount(tx, key.tenantId, key.accountId);
    if (!account || !(await updateEnvironmentRules(tx, key, rules.join('\n')))) {
      throw new AppError('not_found', say('account.removed'));
    }
    if (account.environmentRules === rules.join('\n') || account.state === 'pending') return;
    await ctx.jobs.add(tx, environmentRulesChanged, { payload: key });
  });
}
