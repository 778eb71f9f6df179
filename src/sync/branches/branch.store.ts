import type { Db } from '../../db/db.ts';
import { branchId } from '../../dev-info/entity-id.ts';
import type { CommitFacts } from '../../dev-info/entity.ts';
import { keysOfOpenMergeRequests } from '../../dev-info/merge-requests.store.ts';
import type { GitlabBranch } from '../../gitlab/commit.schema.ts';
import { commitFacts } from '../commits/commit-entity.ts';

/** Every branch of a repository with its head: where the commit walk begins, and what a later read compares with. */
export type RepositoryKey = { readonly tenantId: string; readonly repositoryId: string };
export type RunKey = RepositoryKey & { readonly runId: string };

export type Listed = {
  /** How many of them this run had not listed before: pages may repeat each other. */
  readonly added: number;
  /** Ids of those that nothing had shown before. */
  readonly unknown: readonly string[];
};

/** One page of a listing that began after `version` was taken; what a newer read has stored stays. */
export async function storeBranches(
  tx: Db,
  { tenantId, repositoryId, runId }: RunKey,
  { branches, version }: { branches: readonly GitlabBranch[]; version: number },
): Promise<Listed> {
  const rows = new Map(branches.map((branch) => [branch.name, rowOf(branch)]));
  const [listed] = await tx.rows<Listed>(
    `with listed as (
       select * from json_to_recordset($5::json) as l(id text, name text, is_default boolean, head_sha text, head json,
         head_at bigint)),
     known as (
       select b.id, b.run_id from branch b join listed l using (id)
       where b.tenant_id = $1 and b.repository_id = $2),
     kept as (
       insert into branch (tenant_id, repository_id, run_id, version, id, name, is_default, head_sha, head, head_at)
       select $1::uuid, $2::uuid, $3::uuid, $4::bigint, l.* from listed l
       on conflict (tenant_id, repository_id, id) do update set
         run_id = excluded.run_id, version = excluded.version, name = excluded.name, is_default = excluded.is_default,
         head_sha = excluded.head_sha, head = excluded.head, head_at = excluded.head_at, removed = false
       where branch.version <= excluded.version)
     select count(*) filter (where k.run_id is distinct from $3::uuid)::int as added,
       coalesce(array_agg(l.id) filter (where k.id is null), '{}') as unknown
     from listed l left join known k using (id)`,
    [tenantId, repositoryId, runId, version, JSON.stringify([...rows.values()])],
  );
  return listed ?? { added: 0, unknown: [] };
}

function rowOf(branch: GitlabBranch) {
  const head = commitFacts(branch.head);
  return {
    id: branchId(branch.name),
    name: branch.name,
    is_default: branch.isDefault,
    head_sha: head.sha,
    head,
    head_at: head.committedAt,
  };
}

/** How many branches this run has listed. */
export async function countListed(tx: Db, { tenantId, repositoryId, runId }: RunKey): Promise<number> {
  const [row] = await tx.rows<{ count: number }>(
    'select count(*)::int as count from branch where tenant_id = $1 and repository_id = $2 and run_id = $3',
    [tenantId, repositoryId, runId],
  );
  return row?.count ?? 0;
}

/**
 * After a complete listing: branches that it did not show are gone, unless a read that began later has seen them.
 * @returns their ids
 */
export async function dropUnlisted(
  tx: Db,
  { tenantId, repositoryId, runId }: RunKey,
  { version }: { version: number },
): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(
    `delete from branch where tenant_id = $1 and repository_id = $2 and run_id <> $3 and version < $4 returning id`,
    [tenantId, repositoryId, runId, version],
  );
  return rows.map(({ id }) => id);
}

export type KnownBranch = {
  readonly id: string;
  readonly name: string;
  readonly isDefault: boolean;
  readonly headSha: string;
  /** The head up to which its commits have been read; null before the first complete walk. */
  readonly walkedSha: string | null;
  readonly version: number;
  readonly removed: boolean;
};

export async function getBranch(
  db: Db,
  { tenantId, repositoryId }: RepositoryKey,
  name: string,
): Promise<KnownBranch | undefined> {
  const [row] = await db.rows<KnownBranch>(
    `select id, name, is_default as "isDefault", head_sha as "headSha", walked_sha as "walkedSha", version, removed
     from branch where tenant_id = $1 and repository_id = $2 and id = $3`,
    [tenantId, repositoryId, branchId(name)],
  );
  return row;
}

// No run has listed a branch that an event told of first.
const noRun = '00000000-0000-0000-0000-000000000000';

export type ReadBranch = {
  readonly branch: GitlabBranch;
  /** Counter taken before the read. */
  readonly version: number;
  /** Whether all commits up to this head have been read. */
  readonly walked: boolean;
};

/** One branch as it was read by itself. @returns false when a newer read has stored it already */
export async function storeBranch(
  tx: Db,
  { tenantId, repositoryId }: RepositoryKey,
  { branch, version, walked }: ReadBranch,
): Promise<boolean> {
  const row = rowOf(branch);
  const kept = await tx.rows(
    `insert into branch (tenant_id, repository_id, run_id, version, id, name, is_default, head_sha, head, head_at,
       walked_sha)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9::json, $10, case when $11::boolean then $8 end)
     on conflict (tenant_id, repository_id, id) do update set
       version = excluded.version, is_default = excluded.is_default, head_sha = excluded.head_sha,
       head = excluded.head, head_at = excluded.head_at, removed = false,
       walked_sha = coalesce(excluded.walked_sha, branch.walked_sha)
     where branch.version <= excluded.version returning 1 as kept`,
    [
      tenantId,
      repositoryId,
      noRun,
      version,
      row.id,
      row.name,
      row.is_default,
      row.head_sha,
      JSON.stringify(row.head),
      row.head_at,
      walked,
    ],
  );
  return kept.length === 1;
}

/**
 * GitLab has this branch no more. Its row stays until a later listing is complete: a page that was read before must not
 * bring it back. @returns false when a newer read has seen it
 */
export async function markBranchRemoved(
  tx: Db,
  { tenantId, repositoryId }: RepositoryKey,
  { name, version }: { name: string; version: number },
): Promise<boolean> {
  const kept = await tx.rows(
    `insert into branch (tenant_id, repository_id, run_id, version, id, name, is_default, head_sha, head, head_at, removed)
     values ($1, $2, $3, $4, $5, $6, false, '', '{}', 0, true)
     on conflict (tenant_id, repository_id, id) do update set
       version = excluded.version, is_default = false, removed = true, walked_sha = null
     where branch.version <= excluded.version returning 1 as kept`,
    [tenantId, repositoryId, noRun, version, branchId(name), name],
  );
  return kept.length === 1;
}

/**
 * Which issues a branch belongs to is worked out from several rows: whoever does waits here for the others, until the
 * end of the transaction.
 */
export async function lockBranchKeys(tx: Db, repositoryId: string): Promise<void> {
  await tx.run(`select pg_advisory_xact_lock(hashtextextended('branch_keys:' || $1, 0))`, [repositoryId]);
}

export type BranchWithKeys = {
  readonly id: string;
  readonly name: string;
  readonly head: CommitFacts;
  readonly version: number;
  /** Keys that its open merge requests name. */
  readonly mergeRequestKeys: readonly string[];
};

/** Branches with what their open merge requests name: those of these names, or by id from behind `after`. */
export async function branchesWithKeys(
  db: Db,
  { tenantId, repositoryId }: RepositoryKey,
  which: { after: string; limit: number } | { names: readonly string[] },
): Promise<BranchWithKeys[]> {
  const [after, limit, ids] =
    'names' in which ? ['', which.names.length, which.names.map(branchId)] : [which.after, which.limit, null];
  const rows = await db.rows<Omit<BranchWithKeys, 'mergeRequestKeys'>>(
    `select id, name, head, version from branch where tenant_id = $1 and repository_id = $2 and not removed
       and id > $3 and ($5::text[] is null or id = any($5::text[])) order by id limit $4`,
    [tenantId, repositoryId, after, limit, ids],
  );
  const names = rows.map(({ name }) => name);
  const keys = await keysOfOpenMergeRequests(db, { tenantId, repositoryId }, names);
  return rows.map((row) => ({ ...row, mergeRequestKeys: keys.get(row.name) ?? [] }));
}
