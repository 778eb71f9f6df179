import type { Db } from '../../db/db.ts';
import { hookColumns, hookOf, type HookRow } from './hook.store.ts';
import type { Hook } from './hook.ts';

type AccountKey = { readonly tenantId: string; readonly accountId: string };

export type HookToMake = { readonly repositoryId: string; readonly gitlabProjectId: number };

/** Enabled repositories of an account whose hook is missing, or was made with other settings, and may be tried now. */
export async function listHooksToMake(
  db: Db,
  { tenantId, accountId }: AccountKey,
  { settingsKey, now, limit }: { settingsKey: string; now: number; limit: number },
): Promise<HookToMake[]> {
  return db.rows(
    `select p.id as "repositoryId", p.gitlab_project_id as "gitlabProjectId"
     from repository p
     left join hook h on h.tenant_id = p.tenant_id and h.repository_id = p.id and h.state <> 'removed'
     where p.tenant_id = $1 and p.account_id = $2 and p.enabled and p.vanished_at is null
       and (h.id is null or (h.settings_key is distinct from $3 and (h.retry_at is null or h.retry_at <= $4)))
     order by p.id limit $5`,
    [tenantId, accountId, settingsKey, new Date(now), limit],
  );
}

/** A repository that another account owns now takes its hook with it. */
export async function followOwnerOfHooks(db: Db, { tenantId, accountId }: AccountKey): Promise<void> {
  await db.run(
    `update hook h set account_id = $2 from repository p
     where h.tenant_id = $1 and p.tenant_id = $1 and p.id = h.repository_id and p.account_id = $2
       and h.account_id <> $2`,
    [tenantId, accountId],
  );
}

/**
 * From now on these hooks are answered 410. With `unwanted`: of repositories that are off, gone or another's, or of all
 * where the group has a hook; with `repositoryIds`: of these; with neither: every hook of the account.
 */
export async function markHooksRemoved(
  db: Db,
  { tenantId, accountId }: AccountKey,
  which: { unwanted?: { hasGroupHook: boolean }; repositoryIds?: readonly string[] | undefined },
): Promise<void> {
  await db.run(
    `update hook h set state = 'removed'
     where h.tenant_id = $1 and h.account_id = $2 and h.state <> 'removed'
       and ($3::uuid[] is null or h.repository_id = any($3::uuid[]))
       and ($4::boolean is null or (h.repository_id is not null and ($4::boolean or not exists (
         select from repository p where p.tenant_id = $1 and p.id = h.repository_id and p.account_id = $2
           and p.enabled and p.vanished_at is null))))`,
    [tenantId, accountId, which.repositoryIds ?? null, which.unwanted?.hasGroupHook ?? null],
  );
}

/** Hooks that GitLab has yet to be told about. */
export async function listRemovedHooks(
  db: Db,
  { tenantId, accountId }: AccountKey,
  { limit }: { limit: number },
): Promise<Hook[]> {
  const rows = await db.rows<HookRow>(
    `select ${hookColumns} from hook where tenant_id = $1 and account_id = $2 and state = 'removed'
     order by id limit $3`,
    [tenantId, accountId, limit],
  );
  return rows.map(hookOf);
}

export async function deleteHooks(db: Db, tenantId: string, hookIds: readonly string[]): Promise<void> {
  await db.run(`delete from hook where tenant_id = $1 and id = any($2::uuid[]) and state = 'removed'`, [
    tenantId,
    hookIds,
  ]);
}

/** What was put off may be tried now: somebody asks for it, or there is a new authorization. */
export async function clearRetries(db: Db, { tenantId, accountId }: AccountKey): Promise<void> {
  await db.run('update hook set retry_at = null where tenant_id = $1 and account_id = $2', [
    tenantId,
    accountId,
  ]);
}

/** When the next of what was put off is due; epoch ms. */
export async function nextRetry(db: Db, { tenantId, accountId }: AccountKey): Promise<number | undefined> {
  const [row] = await db.rows<{ at: Date | null }>(
    `select min(retry_at) as at from hook where tenant_id = $1 and account_id = $2 and state <> 'removed'`,
    [tenantId, accountId],
  );
  return row?.at?.getTime();
}

/** The hooks that tell of these repositories: their own, and those of the groups of their accounts. */
export async function listHooksOf(
  db: Db,
  tenantId: string,
  { repositoryIds, accountIds }: { repositoryIds: readonly string[]; accountIds: readonly string[] },
): Promise<Hook[]> {
  const rows = await db.rows<HookRow>(
    `select ${hookColumns} from hook where tenant_id = $1 and state <> 'removed' and
       (repository_id = any($2::uuid[]) or (repository_id is null and account_id = any($3::uuid[])))`,
    [tenantId, repositoryIds, accountIds],
  );
  return rows.map(hookOf);
}

/** When each of these hooks told something last, within the days that deliveries are kept; epoch ms. */
export async function lastDeliveries(
  db: Db,
  tenantId: string,
  hookIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await db.rows<{ id: string; at: Date }>(
    `select h.id, last.received_at as at from unnest($2::uuid[]) as h(id), lateral (
       select received_at from delivery where tenant_id = $1 and hook_id = h.id
       order by received_at desc limit 1) as last`,
    [tenantId, hookIds],
  );
  return new Map(rows.map(({ id, at }) => [id, at.getTime()]));
}

/** Enabled repositories that no webhook tells of, and why not for one of them. */
export async function countWithoutHook(
  db: Db,
  { tenantId, accountId }: AccountKey,
): Promise<{ count: number; problem: string | null }> {
  const [row] = await db.rows<{ count: number; problem: string | null }>(
    `select count(*)::int as count, min(h.problem) as problem
     from hook h join repository p on p.tenant_id = h.tenant_id and p.id = h.repository_id
     where h.tenant_id = $1 and h.account_id = $2 and h.state = 'manual' and p.enabled and p.vanished_at is null
       and not exists (select from delivery d where d.tenant_id = $1 and d.hook_id = h.id)
       and not exists (select from hook g join delivery d on d.tenant_id = g.tenant_id and d.hook_id = g.id
         where g.tenant_id = $1 and g.account_id = $2 and g.repository_id is null and g.state <> 'removed')`,
    [tenantId, accountId],
  );
  return row ?? { count: 0, problem: null };
}
