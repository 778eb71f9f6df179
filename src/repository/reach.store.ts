import type { Db } from '../db/db.ts';

/** Which accounts reach which repositories: the owner may go, another takes over, and only the last one leaves it unseen. */
export type ReachKey = { readonly tenantId: string; readonly accountId: string };

export type Unseen = { readonly repositoryId: string; readonly gitlabProjectId: number };

/** Repositories that this account reached before and that its newest complete listing did not show. */
export async function listUnseen(
  db: Db,
  { tenantId, accountId }: ReachKey,
  { round, limit }: { round: number; limit: number },
): Promise<Unseen[]> {
  return db.rows(
    `select p.id as "repositoryId", p.gitlab_project_id as "gitlabProjectId"
     from repository_reach a join repository p on p.tenant_id = a.tenant_id and p.id = a.repository_id
     where a.tenant_id = $1 and a.account_id = $2 and a.seen_round < $3 order by p.id limit $4`,
    [tenantId, accountId, round, limit],
  );
}

/** Repositories that this account reaches and another owns, having linked them first: how many by owner. */
export async function countOwnedByOthers(
  db: Db,
  { tenantId, accountId }: ReachKey,
): Promise<{ ownerId: string; count: number }[]> {
  return db.rows(
    `select p.account_id as "ownerId", count(*)::int as count
     from repository_reach a join repository p on p.tenant_id = a.tenant_id and p.id = a.repository_id
     where a.tenant_id = $1 and a.account_id = $2 and p.account_id <> $2 and p.vanished_at is null
     group by p.account_id order by count desc, p.account_id`,
    [tenantId, accountId],
  );
}

/** Enabled repositories of archived projects that only this account reaches. */
export async function countArchived(db: Db, { tenantId, accountId }: ReachKey): Promise<number> {
  const [row] = await db.rows<{ count: number }>(
    `select count(*)::int as count from repository p
     where p.tenant_id = $1 and p.account_id = $2 and p.archived and p.enabled and p.vanished_at is null
       and not exists (select from repository_reach r
         where r.tenant_id = $1 and r.repository_id = p.id and r.account_id <> $2)`,
    [tenantId, accountId],
  );
  return row?.count ?? 0;
}

/** It was merely not listed (archived, or moved over the edge of a page): it counts as seen. */
export async function markSeen(
  tx: Db,
  { tenantId, accountId }: ReachKey,
  { repositoryId, round, archived }: { repositoryId: string; round: number; archived: boolean },
): Promise<void> {
  await tx.run(
    'update repository_reach set seen_round = $4 where tenant_id = $1 and account_id = $2 and repository_id = $3',
    [tenantId, accountId, repositoryId, round],
  );
  await tx.run('update repository set archived = $3 where tenant_id = $1 and id = $2', [
    tenantId,
    repositoryId,
    archived,
  ]);
}

export type Released = {
  /** Ids of repositories that nobody reaches now. */
  readonly unreached: readonly string[];
  /** Ids of repositories that another account owns from now on. */
  readonly handedOver: readonly string[];
};

/**
 * The account reaches these repositories no more (all of its own when `repositoryIds` is left out). Another account
 * that does takes over, the one that came first.
 */
export async function releaseReach(
  tx: Db,
  { tenantId, accountId }: ReachKey,
  { repositoryIds, now }: { repositoryIds?: readonly string[] | undefined; now: number },
): Promise<Released> {
  const released = await tx.rows<{ id: string }>(
    `delete from repository_reach where tenant_id = $1 and account_id = $2
       and ($3::uuid[] is null or repository_id = any($3::uuid[])) returning repository_id as id`,
    [tenantId, accountId, repositoryIds ?? null],
  );
  const ids = released.map(({ id }) => id);
  const handedOver = await tx.rows<{ id: string }>(
    `update repository p set account_id = other.account_id
     from (select distinct on (repository_id) repository_id, account_id from repository_reach
           where tenant_id = $1 and repository_id = any($3::uuid[]) order by repository_id, reached_at, account_id) other
     where p.tenant_id = $1 and p.account_id = $2 and p.id = other.repository_id returning p.id`,
    [tenantId, accountId, ids],
  );
  const orphans = await tx.rows<{ id: string }>(
    `update repository p set vanished_at = $3
     where p.tenant_id = $1 and p.id = any($2::uuid[]) and not exists (
       select from repository_reach r where r.tenant_id = $1 and r.repository_id = p.id)
     returning p.id`,
    [tenantId, ids, new Date(now)],
  );
  return { unreached: orphans.map(({ id }) => id), handedOver: handedOver.map(({ id }) => id) };
}

/**
 * The account takes over those of these projects that are known here and whose owner reaches them no more.
 * @returns ids of the repositories it owns from now on
 */
export async function adoptUnreached(
  tx: Db,
  { tenantId, accountId }: ReachKey,
  { hostUrl, gitlabProjectIds }: { hostUrl: string; gitlabProjectIds: readonly number[] },
): Promise<string[]> {
  const adopted = await tx.rows<{ id: string }>(
    `update repository p set account_id = $2
     where p.tenant_id = $1 and p.host_url = $3 and p.gitlab_project_id = any($4::bigint[]) and p.account_id <> $2
       and not exists (select from repository_reach r
         where r.tenant_id = $1 and r.repository_id = p.id and r.account_id = p.account_id)
     returning p.id`,
    [tenantId, accountId, hostUrl, gitlabProjectIds],
  );
  return adopted.map(({ id }) => id);
}

/** Forgets repositories for good, after what hangs on them has gone. */
export async function deleteRepositories(
  tx: Db,
  tenantId: string,
  repositoryIds: readonly string[],
): Promise<void> {
  await tx.run('delete from repository where tenant_id = $1 and id = any($2::uuid[])', [
    tenantId,
    repositoryIds,
  ]);
}
