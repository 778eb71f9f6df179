import type { Db } from '../../db/db.ts';
import type { MergeRequestFacts } from '../../dev-info/entity.ts';
import type { ProjectWeeks } from './activity.store.ts';

type InProject = Pick<ProjectWeeks, 'tenantId' | 'projectKey'>;

export type WaitingMergeRequest = {
  readonly repositoryId: string;
  readonly facts: MergeRequestFacts;
  readonly issueKeys: readonly string[];
};

/** A number that a page can count at any time. */
export const mostCounted = 1_000;

// What a repository that is switched off or gone has open stays so for ever, whatever becomes of it in GitLab; in an
// archived project nobody can review or merge.
const open = `
  entity_key k
  where k.tenant_id = $1 and k.project_key = $2 and k.is_first and k.kind = 'pull_request' and k.mark = 'opened'
    and exists (select from repository r
      where r.tenant_id = $1 and r.id = k.repository_id and r.enabled and not r.archived and r.vanished_at is null)`;

/** Open merge requests that name an issue of the project; `mostCounted + 1` where there are more than `mostCounted`. */
export async function countWaiting(db: Db, { tenantId, projectKey }: InProject): Promise<number> {
  const [row] = await db.rows<{ count: number }>(
    `select count(*)::int as count from (select from ${open} limit $3) counted`,
    [tenantId, projectKey, mostCounted + 1],
  );
  return row?.count ?? 0;
}

/** A part of them, the oldest first. */
export async function listWaiting(
  db: Db,
  { tenantId, projectKey, limit, offset }: InProject & { limit: number; offset: number },
): Promise<WaitingMergeRequest[]> {
  return db.rows<WaitingMergeRequest>(
    `select k.repository_id as "repositoryId", e.facts, e.issue_keys as "issueKeys"
     from (
       select repository_id, id, begun_at from ${open}
       order by begun_at, repository_id, id limit $3 offset $4) k
     cross join lateral (
       select facts, issue_keys from entity
       where tenant_id = $1 and repository_id = k.repository_id and kind = 'pull_request' and id = k.id
         and not removed limit 1) e
     order by k.begun_at, k.repository_id, k.id`,
    [tenantId, projectKey, limit, offset],
  );
}
