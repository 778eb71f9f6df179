import type { Context } from '../../context.ts';
import type { Db } from '../../db/db.ts';
import { apiOf, jiraApis } from '../jira-api.ts';
import { providedKey } from '../to-jira/key.ts';
import { addRemovals, forgetRepository, type ForgottenEntity, type Removal } from './removal.store.ts';
import { wakeOutbox } from './wake-outbox.ts';

export type ForgetRepositories = {
  readonly tenantId: string;
  readonly repositories: readonly { readonly id: string; readonly jiraRepositoryId: string }[];
  /**
   * The account whose repositories these are, where all of them go with it: one call to each API removes them. Leave
   * it out where another account keeps some, since what was sent under this one's id would go too.
   */
  readonly accountId?: string | undefined;
};

/**
 * Repositories that are mirrored no more: their ledger goes now, what Jira shows of them by the outbox. Jira removes
 * development information with its repository, but builds, deployments and flags know none: without an account they
 * go one by one.
 */
export async function forgetRepositories(
  ctx: Pick<Context, 'jobs' | 'clock'>,
  tx: Db,
  { tenantId, repositories, accountId }: ForgetRepositories,
): Promise<void> {
  let sequence = ctx.clock.now();
  for (const { id, jiraRepositoryId } of repositories) {
    const forgotten = await forgetRepository(tx, tenantId, id);
    sequence = Math.max(sequence, forgotten.sequence);
    if (accountId !== undefined) continue;
    await addRemovals(tx, tenantId, [
      { kind: 'repository', api: 'devinfo', id: jiraRepositoryId, sequence },
      ...removalsOf(forgotten.single, jiraRepositoryId),
    ]);
  }
  if (accountId !== undefined) {
    const ofAccount = jiraApis.map((api) => ({ kind: 'account', api, id: accountId, sequence }) as const);
    await addRemovals(tx, tenantId, ofAccount);
  } else if (repositories.length === 0) return;
  await wakeOutbox(ctx, tx, { tenantId, lane: 'live' });
}

/** Builds, deployments and flags that Jira has, to be removed one by one. */
function removalsOf(entities: readonly ForgottenEntity[], jiraRepositoryId: string): Removal[] {
  return entities.flatMap((entity) => {
    const id = providedKey(entity, jiraRepositoryId);
    const { sequence } = entity;
    return id === undefined ? [] : [{ kind: 'entity', api: apiOf[entity.kind], id, sequence } as const];
  });
}
