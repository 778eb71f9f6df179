import type { Db } from '../../../db/db.ts';

const mostBranches = 20;

/** Names of the branches of an issue in one repository, those with the newest commit first. */
export async function branchesOfIssue(
  db: Db,
  { tenantId, repositoryId, issueKey }: { tenantId: string; repositoryId: string; issueKey: string },
): Promise<string[]> {
  const rows = await db.rows<{ name: string }>(
    `select e.facts->>'name' as name
     from entity_key k
     cross join lateral (
       select facts from entity
       where tenant_id = $1 and repository_id = $3 and kind = 'branch' and id = k.id
         and not removed and $2 = any(issue_keys) limit 1) e
     where k.tenant_id = $1 and k.issue_key = $2 and k.repository_id = $3 and k.kind = 'branch'
     order by (e.facts->'lastCommit'->>'committedAt')::bigint desc, name limit $4`,
    [tenantId, issueKey, repositoryId, mostBranches],
  );
  return rows.map(({ name }) => name);
}
