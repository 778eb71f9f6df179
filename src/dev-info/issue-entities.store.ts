import type { Db } from '../db/db.ts';
import { entityKinds, type EntityFacts } from './entity.ts';

/** One branch, commit or merge request of an issue, as GitLab has it. */
export type IssueEntity = EntityFacts & { readonly repositoryId: string; readonly id: string };

/**
 * What the ledger knows of an issue, whatever Jira has of it, newest first, without the files of commits: of each kind the
 * newest, so that no kind hides another.
 * @param of.issueKeys those of the issue, in upper case: a moved one has several
 * @param of.ofEach how many of each kind and key
 */
export async function entitiesOfIssue(
  db: Db,
  { tenantId, issueKeys, ofEach }: { tenantId: string; issueKeys: readonly string[]; ofEach: number },
): Promise<IssueEntity[]> {
  return db.rows<IssueEntity>(
    `select distinct on (found.shown_at, found.id, found.kind, found.repository_id)
       found.repository_id as "repositoryId", found.kind, found.id, found.facts
     from unnest($2::text[]) as named(key) cross join unnest($3::text[]) as asked(kind) cross join lateral (
       select e.*, k.shown_at from (
         select repository_id, id, shown_at from entity_key
         where tenant_id = $1 and issue_key = named.key and kind = asked.kind order by shown_at desc nulls last, id) k
       cross join lateral (
         select repository_id, kind, id, facts from entity
         where tenant_id = $1 and repository_id = k.repository_id and kind = asked.kind and id = k.id
           and not removed and named.key = any(issue_keys) limit 1) e
       order by k.shown_at desc nulls last, k.id
       limit $4) found
     order by found.shown_at desc nulls last, found.id, found.kind, found.repository_id`,
    [tenantId, issueKeys, entityKinds, ofEach],
  );
}
