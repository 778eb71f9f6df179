import type { Db } from '../../db/db.ts';
import type { DeploymentFacts, EnvironmentType } from '../../dev-info/entity.ts';
import { weekMs } from '../../lib/charts/weeks.ts';
import { deploymentMarks, type ProjectWeeks } from './activity.store.ts';

/** Deployments to one type of environment that ended one way, since the first of the weeks. */
export type EndCount = {
  readonly type: EnvironmentType;
  readonly end: 'successful' | 'failed' | 'cancelled';
  readonly count: number;
};

export type LastDeployment = {
  readonly type: EnvironmentType;
  readonly repositoryId: string;
  readonly facts: DeploymentFacts;
  readonly issueKeys: readonly string[];
};

/** How deployments ended; each once, however many issues of the project it names. */
export async function countEnds(db: Db, { tenantId, projectKey, since }: ProjectWeeks): Promise<EndCount[]> {
  return db.rows<EndCount>(
    `select split_part(mark, ' ', 1) as type, split_part(mark, ' ', 2) as end, count(*)::int as count
     from entity_key
     where tenant_id = $1 and project_key = $2 and is_first and kind = 'deployment' and mark = any($4::text[])
       and ended_at >= $3::bigint
     group by mark`,
    [tenantId, projectKey, since, deploymentMarks],
  );
}

/** The last deployment to each type of environment that went well, however long ago. */
export async function lastDeployments(
  db: Db,
  { tenantId, projectKey }: Pick<ProjectWeeks, 'tenantId' | 'projectKey'>,
): Promise<LastDeployment[]> {
  return db.rows<LastDeployment>(
    `select split_part(wanted.mark, ' ', 1) as type, e.repository_id as "repositoryId", e.facts, e.issue_keys as "issueKeys"
     from unnest($3::text[]) as wanted(mark)
     cross join lateral (
       select repository_id, id from entity_key
       where tenant_id = $1 and project_key = $2 and kind = 'deployment' and mark = wanted.mark
         and ended_at is not null
       order by ended_at desc limit 1) k
     cross join lateral (
       select repository_id, facts, issue_keys from entity
       where tenant_id = $1 and repository_id = k.repository_id and kind = 'deployment' and id = k.id
         and not removed limit 1) e`,
    [tenantId, projectKey, deploymentMarks.filter((mark) => mark.endsWith(' successful'))],
  );
}

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
               and mark = 'production successful') as deployed_at) f
       where f.deployed_at = d.at and f.at <= d.at)
     select ((at - $3::bigint) / $4::bigint)::int as week, count(*)::int as issues,
       percentile_cont(0.5) within group (order by took) as "medianMs",
       percentile_cont(0.85) within group (order by took) as "mostMs",
       (select count(*) from deployed)::int as looked
     from cycle group by week order by week`,
    [tenantId, projectKey, since, weekMs, mostIssues],
  );
}
