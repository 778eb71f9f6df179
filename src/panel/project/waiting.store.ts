import type { Db } from '../../db/db.ts';
import type { MergeRequestFacts } from '../../dev-info/entity.ts';
import type { ProjectWeeks } from './activity.store.ts';

type InProject = Pick<ProjectWeeks, 'tenantId' | 'projectKey'>;

/**
 * What open merge requests wait for, in the order of the page: a review, the changes that a reviewer wants, to be merged,
 * to be more than a draft. As entity_key has it of what is open (dev-info/figures/key-figures.ts).
 */
export const waits = ['opened', 'changes', 'approved', 'draft'] as const;
export type Wait = (typeof waits)[number];

export type WaitingMergeRequest = {
  readonly repositoryId: string;
  readonly wait: Wait;
  readonly facts: MergeRequestFacts;
  readonly issueKeys: readonly string[];
};

/** A number that a page can count at any time. */
export const mostCounted = 1_000;

// What a repository that is switched off or gone has open stays so for ever, whatever becomes of it in GitLab; in an
// archived project nobody can review or merge. The marks are named for the index, entity_key_open.
const open = `where tenant_id = $1 and k.project_key = $2 and k.is_first and k.kind = 'pull_request'
    and k.mark in ('opened', 'changes', 'approved', 'draft') and k.mark = wanted.mark
    and exists (select from repository r
      where r.tenant_id = $1 and r.id = k.repository_id and r.enabled and not r.archived and r.vanished_at is null)`;

/** Open merge requests that name an issue of the project; `mostCounted + 1` where there are more than `mostCounted`. */
export async function countWaiting(
  db: Db,
  { tenantId, projectKey }: InProject,
): Promise<Readonly<Record<Wait, number>>> {
  const rows = await db.rows<{ wait: Wait; count: number }>(
    `select wanted.mark as wait, counted.count
     from unnest($3::text[]) as wanted(mark)
     cross join lateral (select count(*)::int as count from (select from entity_key k ${open} limit $4) few) counted`,
    [tenantId, projectKey, waits, mostCounted + 1],
  );
  return {
    opened: 0,
    changes: 0,
    approved: 0,
    draft: 0,
    ...Object.fromEntries(rows.map(({ wait, count }) => [wait, count])),
  };
}

/** A part of them, in the order of `waits`, of each the oldest first. */
export async function listWaiting(
  db: Db,
  { tenantId, projectKey, limit, offset }: InProject & { limit: number; offset: number },
): Promise<WaitingMergeRequest[]> {
  return db.rows<WaitingMergeRequest>(
    `select k.repository_id as "repositoryId", k.mark as wait, e.facts, e.issue_keys as "issueKeys"
     from (
       select wanted.mark, place, repository_id, id, begun_at
       from unnest($3::text[]) with ordinality as wanted(mark, place)
       cross join lateral (
         select repository_id, id, begun_at from entity_key k ${open}
         order by begun_at, repository_id, id limit $4::int + $5::int) one
       order by place, begun_at, repository_id, id limit $4::int offset $5::int) k
     cross join lateral (
       select facts, issue_keys from entity
       where tenant_id = $1 and repository_id = k.repository_id and kind = 'pull_request' and id = k.id
         and not removed limit 1) e
     order by k.place, k.begun_at, k.repository_id, k.id`,
    [tenantId, projectKey, waits, limit, offset],
  );
}
