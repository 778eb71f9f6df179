import type { Context } from '../../context.ts';
import type { Db } from '../../db/db.ts';
import { apiOf, jiraApis, type JiraApi } from '../jira-api.ts';
import { providedKey } from '../to-jira/key.ts';
import { refusingApis } from './lane.store.ts';
import { addRemovals, forgetRepository, type ForgottenEntity, type Removal } from './removal.store.ts';
import { wakeOutbox } from './wake-outbox.ts';

export type ForgetRepositories = {
  readonly tenantId: string;
  readonly repositories: readonly { readonly id: string; readonly jiraRepositoryId: string }[];
  /**
   * The account whose repositories these are, where all of them go with it: one call to each API that has something of them removes it. Leave
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
  const [held, unsure] = [new Set<JiraApi>(['devinfo']), new Set<JiraApi>()];
  for (const { id, jiraRepositoryId } of repositories) {
    const forgotten = await forgetRepository(tx, tenantId, id);
    sequence = Math.max(sequence, forgotten.sequence);
    for (const { kind } of forgotten.single) held.add(apiOf[kind]);
    for (const kind of forgotten.unsure) unsure.add(apiOf[kind]);
    if (accountId !== undefined) continue;
    await addRemovals(tx, tenantId, [
      { kind: 'repository', api: 'devinfo', id: jiraRepositoryId, sequence },
      ...removalsOf(forgotten.single, jiraRepositoryId),
    ]);
  }
  if (accountId !== undefined) {
    // An API that refuses the app as a whole (403: a version without its module is installed) has nothing of it.
    const refusing = await refusingApis(tx, tenantId);
    const apis = jiraApis.filter((api) => held.has(api) || (unsure.has(api) && !refusing.includes(api)));
    const ofAccount = apis.map((api) => ({ kind: 'account', api, id: accountId, sequence }) as const);
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
