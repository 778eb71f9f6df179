import type { Db } from '../../db/db.ts';
import { environmentTypes, type DeploymentFacts } from '../../dev-info/entity.ts';

export type DeploymentOfIssue = { readonly repositoryId: string; readonly facts: DeploymentFacts };

const states: readonly DeploymentFacts['state'][] = [
  'pending',
  'in_progress',
  'successful',
  'failed',
  'cancelled',
  'unknown',
];
/** As entity_key has them (db/migrations/0019-project-page.ts). */
const marks = environmentTypes.flatMap((type) => states.map((state) => `${type} ${state}`));

/**
 * The newest deployment of an issue in each state for each type of environment: at most thirty, whatever there are, each
 * looked up on its own. Of an issue of a long-lived branch, each deployment since then names it.
 * @param of.issueKeys those of the issue, in upper case: a moved one has several
 */
export async function newestDeployments(
  db: Db,
  { tenantId, issueKeys }: { tenantId: string; issueKeys: readonly string[] },
): Promise<DeploymentOfIssue[]> {
  return db.rows<DeploymentOfIssue>(
    `select distinct on (wanted.mark) newest.repository_id as "repositoryId", newest.facts
     from unnest($3::text[]) as wanted(mark) cross join unnest($2::text[]) as named(key) cross join lateral (
       select k.repository_id, k.ended_at, k.begun_at, e.facts from (
         select repository_id, id, ended_at, begun_at from entity_key
         where tenant_id = $1 and issue_key = named.key and kind = 'deployment' and mark = wanted.mark
         order by ended_at desc nulls last, begun_at desc nulls last) k
       cross join lateral (
         select facts from entity
         where tenant_id = $1 and repository_id = k.repository_id and kind = 'deployment' and id = k.id
           and not removed and named.key = any(issue_keys) limit 1) e
       order by k.ended_at desc nulls last, k.begun_at desc nulls last
       limit 1) newest
     order by wanted.mark, newest.ended_at desc nulls last, newest.begun_at desc nulls last`,
    [tenantId, issueKeys, marks],
  );
}
