import type { Db } from '../../db/db.ts';
import { environmentTypes } from '../../dev-info/entity.ts';
import { weekMs } from '../../lib/charts/weeks.ts';

/** Which project, and the weeks that are looked at: `since` is the beginning of the first (epoch ms), each has 7 days. */
export type ProjectWeeks = {
  readonly tenantId: string;
  /** As in `ABC`. */
  readonly projectKey: string;
  readonly since: number;
};

/** What a column of the charts counts. */
export type Deed = 'commit' | 'opened' | 'merged' | 'build' | 'deployment';

export type WeekCount = {
  /** From 0, the first week. */
  readonly week: number;
  readonly deed: Deed;
  readonly count: number;
};

/** Whether the ledger names the project at all. */
export async function hasDevelopment(
  db: Db,
  { tenantId, projectKey }: Pick<ProjectWeeks, 'tenantId' | 'projectKey'>,
): Promise<boolean> {
  // Of the keys of `ABC` each begins with `ABC-`, and none of another project is between them: `.` follows `-`.
  const rows = await db.rows(
    `select from entity_key
     where tenant_id = $1 and issue_key >= $2 || '-' and issue_key < $2 || '.' limit 1`,
    [tenantId, projectKey],
  );
  return rows.length > 0;
}

/** How much of what was done in each week; what names several issues of the project counts once. */
export async function countByWeek(
  db: Db,
  { tenantId, projectKey, since }: ProjectWeeks,
): Promise<WeekCount[]> {
  return db.rows<WeekCount>(
    `select ((begun_at - $3::bigint) / $4::bigint)::int as week,
       case kind when 'pull_request' then 'opened' else kind end as deed, count(*)::int as count
     from entity_key
     where tenant_id = $1 and project_key = $2 and is_first and kind in ('commit', 'pull_request', 'build')
       and begun_at >= $3::bigint group by week, kind
     union all
     select ((ended_at - $3::bigint) / $4::bigint)::int as week, 'merged', count(*)::int
     from entity_key
     where tenant_id = $1 and project_key = $2 and is_first and kind = 'pull_request' and mark = 'merged'
       and ended_at >= $3::bigint group by week
     union all
     select ((ended_at - $3::bigint) / $4::bigint)::int as week, 'deployment', count(*)::int
     from entity_key
     where tenant_id = $1 and project_key = $2 and is_first and kind = 'deployment' and mark = any($5::text[])
       and ended_at >= $3::bigint group by week`,
    [tenantId, projectKey, since, weekMs, deploymentMarks],
  );
}

/** The ways in which a deployment ends, what goes well first. */
export const ends = ['successful', 'failed', 'cancelled'] as const;

/** `production successful` and so on, as entity_key has them of deployments that have ended. */
const deploymentMarks = environmentTypes.flatMap((type) => ends.map((end) => `${type} ${end}`));
