import type { Db } from '../../../db/db.ts';

const mostBranches = 20;

/** Names of the branches of an issue in one repository, those with the newest commit first. */
export async function branchesOfIssue(
  db: Db,
  {
    tenantId,
    repositoryId,
    issueKeys,
  }: { tenantId: string; repositoryId: string; issueKeys: readonly string[] },
): Promise<string[]> {
  const rows = await db.rows<{ name: string }>(
    `select e.facts->>'name' as name
     from (
       select distinct id from entity_key
       where tenant_id = $1 and issue_key = any($2::text[]) and repository_id = $3 and kind = 'branch') k
     cross join lateral (
       select facts from entity
       where tenant_id = $1 and repository_id = $3 and kind = 'branch' and id = k.id
         and not removed and issue_keys && $2 limit 1) e
     order by (e.facts->'lastCommit'->>'committedAt')::bigint desc, name limit $4`,
    [tenantId, issueKeys, repositoryId, mostBranches],
  );
  return rows.map(({ name }) => name);
}
