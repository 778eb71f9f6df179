import type { Db } from '../../db/db.ts';
import { getRepositories } from '../repository.store.ts';
import { countWithoutHook, lastDeliveries, listHooksOf } from './hook-work.store.ts';
import { findHook } from './hook.store.ts';
import type { Hook } from './hook.ts';

/** How we are told of a repository's events, for pages. Times are epoch ms. */
export type HookState = Pick<Hook, 'problem' | 'missedFrom' | 'missedUntil'> & {
  readonly of: 'group' | 'repository';
  /** `by-hand`: we could not make it, and yet events come; `missing`: we could not, and none come. */
  readonly state: 'active' | 'switched-off' | 'pending' | 'by-hand' | 'missing';
  /** Within the last 7 days. */
  readonly lastDeliveryAt: number | undefined;
};

/** Of each repository that has a webhook or could not get one; the group's counts before its own. */
export async function hookStates(
  db: Db,
  { tenantId, repositoryIds }: { tenantId: string; repositoryIds: readonly string[] },
): Promise<ReadonlyMap<string, HookState>> {
  const repositories = await getRepositories(db, tenantId, repositoryIds);
  const accountIds = [...new Set(repositories.map(({ accountId }) => accountId))];
  const hooks = await listHooksOf(db, tenantId, { repositoryIds, accountIds });
  const last = await lastDeliveries(
    db,
    tenantId,
    hooks.map(({ id }) => id),
  );
  const states = new Map<string, HookState>();
  for (const { id, accountId } of repositories) {
    const own = hooks.find(({ repositoryId }) => repositoryId === id);
    const group = hooks.find((hook) => hook.repositoryId === null && hook.accountId === accountId);
    const isGroups =
      group !== undefined && (group.state === 'active' || (own?.state !== 'active' && last.has(group.id)));
    const hook = isGroups ? group : own;
    if (hook !== undefined) states.set(id, stateOf(hook, last.get(hook.id)));
  }
  return states;
}

/** The hook of an account's group, and how many repositories no webhook tells of. */
export async function accountHookState(
  db: Db,
  key: { tenantId: string; accountId: string },
): Promise<AccountHookState> {
  const [hook, without] = await Promise.all([
    findHook(db, { ...key, repositoryId: null }),
    countWithoutHook(db, key),
  ]);
  const group = hook && stateOf(hook, (await lastDeliveries(db, key.tenantId, [hook.id])).get(hook.id));
  return { group, without: without.count, problem: without.problem };
}

export type AccountHookState = {
  /** Absent: a personal namespace, or a GitLab without group webhooks. */
  readonly group: HookState | undefined;
  readonly without: number;
  /** Why one of those has none. */
  readonly problem: string | null;
};

function stateOf(hook: Hook, lastDeliveryAt: number | undefined): HookState {
  const { problem, missedFrom, missedUntil, repositoryId } = hook;
  return {
    of: repositoryId === null ? 'group' : 'repository',
    state: wordOf(hook, lastDeliveryAt),
    ...{ problem, missedFrom, missedUntil, lastDeliveryAt },
  };
}

function wordOf({ state, alertStatus }: Hook, lastDeliveryAt: number | undefined): HookState['state'] {
  if (state === 'manual') return lastDeliveryAt === undefined ? 'missing' : 'by-hand';
  if (state !== 'active') return 'pending';
  return alertStatus === null || alertStatus === 'executable' ? 'active' : 'switched-off';
}
