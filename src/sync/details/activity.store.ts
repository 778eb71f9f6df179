import type { Db } from '../../db/db.ts';
import { weekMs } from '../../lib/charts/weeks.ts';

export type WeekOfRepository = {
  /** From 0, the first week. */
  readonly week: number;
  readonly kind: 'commit' | 'pull_request' | 'build' | 'deployment';
  readonly count: number;
};

type Asked = {
  readonly tenantId: string;
  readonly repositoryId: string;
  /** Where the first week begins, epoch ms. */
  readonly since: number;
  readonly weeks: number;
};

/**
 * What was done in a repository in each week, of what names an issue: when a commit was made, a merge request opened, a
 * pipeline or a deployment created. Each counts once, whatever number of projects it names.
 */
export async function weeksOfRepository(
  db: Db,
  { tenantId, repositoryId, since, weeks }: Asked,
): Promise<WeekOfRepository[]> {
  return db.rows<WeekOfRepository>(
    `select ((begun_at - $3::bigint) / $4::bigint)::int as week, kind, count(distinct id)::int as count
     from entity_key
     where tenant_id = $1 and repository_id = $2 and is_first
       and begun_at >= $3::bigint and begun_at < $3::bigint + $5::bigint * $4::bigint
       and kind in ('commit', 'pull_request', 'build', 'deployment')
     group by week, kind`,
    [tenantId, repositoryId, since, weekMs, weeks],
  );
}
