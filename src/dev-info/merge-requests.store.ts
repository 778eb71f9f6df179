import type { Db } from '../db/db.ts';

type Key = { readonly tenantId: string; readonly repositoryId: string };

/** A merge request that the ledger holds. */
export type KnownMergeRequest = {
  /** GitLab's global id, as text. */
  readonly id: string;
  readonly iid: number;
  readonly sourceBranch: string;
  readonly issueKeys: readonly string[];
};

/** Those of these numbers that the ledger holds and that have not been removed. */
export async function knownMergeRequests(
  db: Db,
  { tenantId, repositoryId }: Key,
  iids: readonly number[],
): Promise<KnownMergeRequest[]> {
  return db.rows(
    `select id, (facts->>'iid')::bigint as iid, facts->>'sourceBranch' as "sourceBranch", issue_keys as "issueKeys"
     from entity where tenant_id = $1 and repository_id = $2 and kind = 'pull_request'
       and (facts->>'iid')::bigint = any($3::bigint[]) and not removed`,
    [tenantId, repositoryId, iids],
  );
}

/** Those that the ledger holds, newest first: made since a time, and not read again since another. Epoch ms. */
export async function heldMergeRequests(
  db: Db,
  { tenantId, repositoryId }: Key,
  { madeSince, seenBefore }: { madeSince: number; seenBefore: number },
): Promise<Pick<KnownMergeRequest, 'id' | 'iid'>[]> {
  return db.rows(
    `select id, (facts->>'iid')::bigint as iid from entity
     where tenant_id = $1 and repository_id = $2 and kind = 'pull_request' and not removed
       and (facts->>'createdAt')::bigint >= $3 and seen_at < $4
     order by (facts->>'iid')::bigint desc`,
    [tenantId, repositoryId, madeSince, seenBefore],
  );
}

/**
 * What open merge requests of the project itself name, by their source branch. A merge request from a fork has no
 * address of its source branch: that branch is in another project.
 */
export async function keysOfOpenMergeRequests(
  db: Db,
  { tenantId, repositoryId }: Key,
  branches: readonly string[],
): Promise<Map<string, readonly string[]>> {
  const rows = await db.rows<{ branch: string; keys: string[] }>(
    `select wanted.branch, named.keys from unnest($3::text[]) as wanted(branch), lateral (
       select array_agg(distinct key order by key) as keys from entity m, unnest(m.issue_keys) as key
       where m.tenant_id = $1 and m.repository_id = $2 and m.kind = 'pull_request' and not m.removed
         and m.facts->>'sourceBranch' = wanted.branch and m.facts->>'state' = 'opened'
         and m.facts->>'sourceBranchUrl' is not null) as named
     where named.keys is not null`,
    [tenantId, repositoryId, branches],
  );
  return new Map(rows.map(({ branch, keys }) => [branch, keys]));
}
