import type { Db } from '../../db/db.ts';
import { weekMs } from '../../lib/charts/weeks.ts';
import type { ProjectWeeks } from './activity.store.ts';

/** Times from the first commit of an issue to its first deployment to production, for the issues of one week. */
export type WeekOfIssues = {
  readonly week: number;
  readonly issues: number;
  readonly medianMs: number;
  /** 85 of 100 issues took at most this. */
  readonly mostMs: number;
  /** How many issues were looked at in all the weeks: at most `mostIssues`. */
  readonly looked: number;
};

/** Issues that are looked at, those deployed last first: what a page can read in the time it has. */
export const mostIssues = 3_000;

/**
 * By the week in which issues of the project reached production for the first time. Issues whose first commit is not in
 * the ledger, or came later, are left out.
 */
export async function cycleTimes(
  db: Db,
  { tenantId, projectKey, since }: ProjectWeeks,
): Promise<WeekOfIssues[]> {
  // Without `offset 0` the first commit is looked up wherever its time is named: three times.
  return db.rows<WeekOfIssues>(
    `with deployed as (
       select issue_key, min(ended_at) as at from entity_key
       where tenant_id = $1 and project_key = $2 and kind = 'deployment' and mark = 'production successful'
         and ended_at >= $3::bigint
       group by issue_key order by at desc limit $5
     ), cycle as (
       select d.at, d.at - f.at as took from deployed d
       cross join lateral (
         select (select min(begun_at) from entity_key
             where tenant_id = $1 and issue_key = d.issue_key and kind = 'commit') as at,
           (select min(ended_at) from entity_key
             where tenant_id = $1 and issue_key = d.issue_key and kind = 'deployment'
               and mark = 'production successful') as deployed_at
         offset 0) f
       where f.deployed_at = d.at and f.at <= d.at)
     select ((at - $3::bigint) / $4::bigint)::int as week, count(*)::int as issues,
       percentile_cont(0.5) within group (order by took) as "medianMs",
       percentile_cont(0.85) within group (order by took) as "mostMs",
       (select count(*) from deployed)::int as looked
     from cycle group by week order by week`,
    [tenantId, projectKey, since, weekMs, mostIssues],
  );
}
