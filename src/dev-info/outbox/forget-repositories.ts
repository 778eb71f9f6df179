import type { Context } from '../../context.ts';
import type { Db } from '../../db/db.ts';
import { addRemovals, forgetRepository } from './removal.store.ts';
import { wakeOutbox } from './wake-outbox.ts';

export type ForgetRepositories = {
  readonly tenantId: string;
  readonly repositories: readonly { readonly id: string; readonly jiraRepositoryId: string }[];
  /**
   * The account whose repositories these are, where all of them go with it: one call removes them. Leave it out where
   * another account keeps some, since what was sent under this one's id would go too.
   */
  readonly accountId?: string | undefined;
};

/** Repositories that are mirrored no more: their ledger goes now, what Jira shows of them by the outbox. */
export async function forgetRepositories(
  ctx: Pick<Context, 'jobs' | 'clock'>,
  tx: Db,
  { tenantId, repositories, accountId }: ForgetRepositories,
): Promise<void> {
  let sequence = ctx.clock.now();
  for (const { id } of repositories) sequence = Math.max(sequence, await forgetRepository(tx, tenantId, id));
  const removals =
    accountId === undefined
      ? repositories.map(({ jiraRepositoryId }) => ({
          kind: 'repository' as const,
          id: jiraRepositoryId,
          sequence,
        }))
      : [{ kind: 'account' as const, id: accountId, sequence }];
  if (removals.length === 0) return;
  await addRemovals(tx, tenantId, removals);
  await wakeOutbox(ctx, tx, { tenantId, lane: 'live' });
}
