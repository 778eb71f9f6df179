import type { Db } from '../../db/db.ts';
import type { RepositoryKey } from '../branches/branch.store.ts';

/** A branch whose commits have not all been read. */
export type OpenBranch = {
  readonly id: string;
  readonly headSha: string;
  /** The head up to which they have; null before the first complete walk. */
  readonly walkedSha: string | null;
};

/** The next branch to walk: the default one first, since the ranges of the others leave its history out. */
export async function nextOpenBranch(
  db: Db,
  { tenantId, repositoryId }: RepositoryKey,
): Promise<OpenBranch | undefined> {
  const [row] = await db.rows<OpenBranch>(
    `select id, head_sha as "headSha", walked_sha as "walkedSha" from branch
     where tenant_id = $1 and repository_id = $2 and not removed and walked_sha is distinct from head_sha
     order by is_default desc, head_at desc, id limit 1`,
    [tenantId, repositoryId],
  );
  return row;
}

/** Heads of all branches whose commits have not all been read. */
export async function openHeads(db: Db, { tenantId, repositoryId }: RepositoryKey): Promise<string[]> {
  const rows = await db.rows<{ sha: string }>(
    `select distinct head_sha as sha from branch
     where tenant_id = $1 and repository_id = $2 and not removed and walked_sha is distinct from head_sha`,
    [tenantId, repositoryId],
  );
  return rows.map(({ sha }) => sha);
}

/** Heads whose whole history has been read, the default branch's first: a range may begin at any of them. */
export async function walkedHeads(
  db: Db,
  { tenantId, repositoryId }: RepositoryKey,
  limit: number,
): Promise<string[]> {
  const rows = await db.rows<{ sha: string }>(
    `select walked_sha as sha from branch
     where tenant_id = $1 and repository_id = $2 and not removed and walked_sha is not null
     order by is_default desc, head_at desc, id limit $3`,
    [tenantId, repositoryId, limit],
  );
  return [...new Set(rows.map(({ sha }) => sha))];
}

/** Branches that stand where another has been walked to: there is nothing to read of them. */
export async function markTwins(tx: Db, { tenantId, repositoryId }: RepositoryKey): Promise<void> {
  await tx.run(
    `update branch b set walked_sha = b.head_sha
     where b.tenant_id = $1 and b.repository_id = $2 and not b.removed and b.walked_sha is distinct from b.head_sha
       and b.head_sha in (select w.walked_sha from branch w
         where w.tenant_id = $1 and w.repository_id = $2 and not w.removed and w.walked_sha is not null)`,
    [tenantId, repositoryId],
  );
}

/** Everything that these heads reach has been read. One that has moved on meanwhile stays open. */
export async function markWalked(
  tx: Db,
  { tenantId, repositoryId }: RepositoryKey,
  heads: readonly string[],
): Promise<void> {
  await tx.run(
    `update branch set walked_sha = head_sha
     where tenant_id = $1 and repository_id = $2 and head_sha = any($3::text[]) and not removed`,
    [tenantId, repositoryId, heads],
  );
}

/** Which of these commits are heads of branches that are still open. */
export async function openHeadsAmong(
  db: Db,
  { tenantId, repositoryId }: RepositoryKey,
  shas: readonly string[],
): Promise<string[]> {
  const rows = await db.rows<{ sha: string }>(
    `select distinct head_sha as sha from branch where tenant_id = $1 and repository_id = $2 and not removed
       and walked_sha is distinct from head_sha and head_sha = any($3::text[])`,
    [tenantId, repositoryId, shas],
  );
  return rows.map(({ sha }) => sha);
}

/** The whole walk is over: every head that it has seen is complete. */
export async function markSeenHeads(tx: Db, { tenantId, repositoryId }: RepositoryKey): Promise<void> {
  await tx.run(
    `update branch b set walked_sha = b.head_sha
     from branch s left join lateral (
       select true as seen from walk_commit c
       where c.tenant_id = $1 and c.repository_id = $2 and c.sha = decode(s.head_sha, 'hex') limit 1) as c on true
     where b.tenant_id = $1 and b.repository_id = $2 and s.tenant_id = $1 and s.repository_id = $2 and s.id = b.id
       and not s.removed and c.seen and b.head_sha = s.head_sha`,
    [tenantId, repositoryId],
  );
}
