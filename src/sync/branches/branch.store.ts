import type { Db } from '../../db/db.ts';
import { branchId } from '../../dev-info/entity-id.ts';
import type { CommitFacts } from '../../dev-info/entity.ts';
import type { GitlabBranch } from '../../gitlab/commit.schema.ts';
import { commitFacts } from '../commits/commit-entity.ts';

/** Every branch of a repository with its head: where the commit walk begins, and what a later read compares with. */
export type RunKey = { readonly tenantId: string; readonly repositoryId: string; readonly runId: string };

export type Listed = {
  /** How many of them this run had not listed before: pages may repeat each other. */
  readonly added: number;
  /** Ids of those that no run had listed before. */
  readonly unknown: readonly string[];
};

export async function storeBranches(
  tx: Db,
  { tenantId, repositoryId, runId }: RunKey,
  { branches, version }: { branches: readonly GitlabBranch[]; version: number },
): Promise<Listed> {
  const rows = new Map(
    branches.map((branch) => {
      const head = commitFacts(branch.head);
      const id = branchId(branch.name);
      return [
        id,
        {
          id,
          name: branch.name,
          is_default: branch.isDefault,
          head_sha: head.sha,
          head,
          head_at: head.committedAt,
        },
      ];
    }),
  );
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
         head_sha = excluded.head_sha, head = excluded.head, head_at = excluded.head_at
       where branch.version <= excluded.version)
     select count(*) filter (where k.run_id is distinct from $3::uuid)::int as added,
       coalesce(array_agg(l.id) filter (where k.id is null), '{}') as unknown
     from listed l left join known k using (id)`,
    [tenantId, repositoryId, runId, version, JSON.stringify([...rows.values()])],
  );
  return listed ?? { added: 0, unknown: [] };
}

/** How many branches this run has listed. */
export async function countListed(tx: Db, { tenantId, repositoryId, runId }: RunKey): Promise<number> {
  const [row] = await tx.rows<{ count: number }>(
    'select count(*)::int as count from branch where tenant_id = $1 and repository_id = $2 and run_id = $3',
    [tenantId, repositoryId, runId],
  );
  return row?.count ?? 0;
}

/** After a complete listing: branches that it did not show are gone. */
export async function dropUnlisted(tx: Db, { tenantId, repositoryId, runId }: RunKey): Promise<void> {
  await tx.run('delete from branch where tenant_id = $1 and repository_id = $2 and run_id <> $3', [
    tenantId,
    repositoryId,
    runId,
  ]);
}

export type BranchWithKeys = {
  readonly id: string;
  readonly name: string;
  readonly head: CommitFacts;
  readonly version: number;
  /** Keys that its open merge requests name. */
  readonly mergeRequestKeys: readonly string[];
};

/** Branches with what their open merge requests name, by id from behind `after`. */
export async function branchesWithKeys(
  db: Db,
  { tenantId, repositoryId }: Omit<RunKey, 'runId'>,
  { after, limit }: { after: string; limit: number },
): Promise<BranchWithKeys[]> {
  return db.rows(
    `select b.id, b.name, b.head, b.version, array(
       select distinct key from open_merge_request m, unnest(m.issue_keys) as key
       where m.tenant_id = $1 and m.repository_id = $2 and m.branch_id = b.id order by key) as "mergeRequestKeys"
     from branch b where b.tenant_id = $1 and b.repository_id = $2 and b.id > $3 order by b.id limit $4`,
    [tenantId, repositoryId, after, limit],
  );
}
