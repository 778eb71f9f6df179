import type { Db } from '../../db/db.ts';
import { branchId } from '../../dev-info/entity-id.ts';
import type { RunKey } from '../branches/branch.store.ts';

export type MergeRequestKeys = {
  readonly id: number;
  readonly sourceBranch: string;
  /** Open, in this project, and naming an issue in title or description; empty: it counts for no branch. */
  readonly keys: readonly string[];
};

/** Keeps which branches are linked to an issue by an open merge request. */
export async function storeOpenMergeRequests(
  tx: Db,
  { tenantId, repositoryId, runId }: RunKey,
  mergeRequests: readonly MergeRequestKeys[],
): Promise<void> {
  const open = mergeRequests.filter(({ keys }) => keys.length > 0);
  const others = mergeRequests.filter(({ keys }) => keys.length === 0);
  await tx.run(
    `with closed as (
       delete from open_merge_request where tenant_id = $1 and repository_id = $2 and id = any($5::bigint[]))
     insert into open_merge_request (tenant_id, repository_id, run_id, id, branch_id, issue_keys)
     select $1::uuid, $2::uuid, $3::uuid, m.id, m.branch_id, m.issue_keys
     from json_to_recordset($4::json) as m(id bigint, branch_id text, issue_keys text[])
     on conflict (tenant_id, repository_id, id) do update set
       run_id = excluded.run_id, branch_id = excluded.branch_id, issue_keys = excluded.issue_keys`,
    [
      tenantId,
      repositoryId,
      runId,
      JSON.stringify(
        open.map(({ id, sourceBranch, keys }) => ({
          id,
          branch_id: branchId(sourceBranch),
          issue_keys: keys,
        })),
      ),
      others.map(({ id }) => id),
    ],
  );
}

/** After a complete read: merge requests that it did not show are gone. */
export async function dropUnread(tx: Db, { tenantId, repositoryId, runId }: RunKey): Promise<void> {
  await tx.run(
    'delete from open_merge_request where tenant_id = $1 and repository_id = $2 and run_id <> $3',
    [tenantId, repositoryId, runId],
  );
}
