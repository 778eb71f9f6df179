import type { Db } from '../../db/db.ts';
import type { Outcome } from '../targets-of.ts';

export type RecentDelivery = {
  readonly event: string;
  readonly about: string;
  readonly outcome: Outcome;
  /** Epoch ms. */
  readonly receivedAt: number;
};

type Wanted = {
  readonly tenantId: string;
  readonly hookIds: readonly string[];
  readonly gitlabProjectId: number;
  readonly limit: number;
};

/** What these hooks told last of one project, and what of it made no sense, the newest first. */
export async function recentDeliveries(
  db: Db,
  { tenantId, hookIds, gitlabProjectId, limit }: Wanted,
): Promise<RecentDelivery[]> {
  const rows = await db.rows<Omit<RecentDelivery, 'receivedAt'> & { received_at: Date }>(
    `select event, about, outcome, received_at from unnest($2::uuid[]) as h(id)
     join hook k on k.tenant_id = $1 and k.id = h.id, lateral (
       (select event, about, outcome, received_at from delivery
        where tenant_id = $1 and hook_id = h.id and project_id = $3 order by received_at desc limit $4)
       union all
       (select event, about, outcome, received_at from delivery
        where tenant_id = $1 and hook_id = h.id and project_id is null and k.repository_id is not null
        order by received_at desc limit $4)) as d
     order by received_at desc limit $4`,
    [tenantId, hookIds, gitlabProjectId, limit],
  );
  return rows.map(({ received_at, ...row }) => ({ ...row, receivedAt: received_at.getTime() }));
}
