import type { Db } from '../db/db.ts';
import type { EntityFacts } from './entity.ts';

/** One branch, commit or merge request of an issue, as GitLab has it. */
export type IssueEntity = EntityFacts & { readonly repositoryId: string; readonly id: string };

/**
 * What the ledger knows of an issue, whatever Jira has of it, newest first, without the files of commits; `issueKey` is
 * upper case.
 */
export async function entitiesOfIssue(
  db: Db,
  { tenantId, issueKey, limit = 200 }: { tenantId: string; issueKey: string; limit?: number },
): Promise<IssueEntity[]> {
  return db.rows<IssueEntity>(
    `select e.repository_id as "repositoryId", e.kind, e.id, e.facts
     from (
       select repository_id, kind, id, shown_at from entity_key where tenant_id = $1 and issue_key = $2
       order by shown_at desc nulls last, id) k
     cross join lateral (
       select repository_id, kind, id, facts from entity where tenant_id = $1 and repository_id = k.repository_id and kind = k.kind and id = k.id
         and not removed and $2 = any(issue_keys) limit 1) e
     order by k.shown_at desc nulls last, k.id
     limit $3`,
    [tenantId, issueKey, limit],
  );
}
