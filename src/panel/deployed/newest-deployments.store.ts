import type { Db } from '../../db/db.ts';
import type { DeploymentFacts } from '../../dev-info/entity.ts';

export type DeploymentOfIssue = { readonly repositoryId: string; readonly facts: DeploymentFacts };

/** Of an issue of a long-lived branch, each deployment since then names it. */
const mostLookedAt = 2_000;

/**
 * The newest deployment of an issue in each state for each type of environment: at most thirty, whatever there are.
 * @param of.issueKey in upper case
 */
export async function newestDeployments(
  db: Db,
  { tenantId, issueKey }: { tenantId: string; issueKey: string },
): Promise<DeploymentOfIssue[]> {
  return db.rows<DeploymentOfIssue>(
    `select e.repository_id as "repositoryId", e.facts
     from (
       select distinct on (mark) mark, repository_id, id
       from (
         select mark, repository_id, id, coalesce(ended_at, begun_at) as at from entity_key
         where tenant_id = $1 and issue_key = $2 and kind = 'deployment' limit $3) looked
       order by mark, at desc nulls last, id) k
     cross join lateral (
       select repository_id, facts from entity
       where tenant_id = $1 and repository_id = k.repository_id and kind = 'deployment' and id = k.id
         and not removed and $2 = any(issue_keys) limit 1) e`,
    [tenantId, issueKey, mostLookedAt],
  );
}
