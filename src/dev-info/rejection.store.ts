import type { Db } from '../db/db.ts';
import type { EntityKind } from './entity.ts';

/** Something that Jira rejected, for an admin to see. */
export type Rejection = {
  readonly kind: EntityKind;
  readonly id: string;
  /** First line of the commit's message, title of the merge request, name of the environment or of what has a name. */
  readonly label: string;
  readonly url: string;
  /** Jira's own words, or ours where it has none: `textOfStored`. */
  readonly reason: string;
};

export async function rejections(
  db: Db,
  { tenantId, repositoryId, limit = 100 }: { tenantId: string; repositoryId: string; limit?: number },
): Promise<Rejection[]> {
  return db.rows<Rejection>(
    `select kind, id, split_part(coalesce(facts->>'title', facts->>'name', facts->>'message', facts->'environment'->>'name', id),
         chr(10), 1) as label,
       coalesce(facts->>'url', '') as url, coalesce(rejected_reason, '') as reason
     from entity where tenant_id = $1 and repository_id = $2 and state = 'rejected' order by kind, id limit $3`,
    [tenantId, repositoryId, limit],
  );
}
