import type { Db } from '../../../db/db.ts';
import type { Lane } from '../../../dev-info/entity.ts';

type AccountKey = { readonly tenantId: string; readonly accountId: string };

/** How the account's runs stand. */
export async function countRuns(
  db: Db,
  { tenantId, accountId }: AccountKey,
): Promise<{ queued: number; running: number }> {
  const [row] = await db.rows<{ queued: number; running: number }>(
    `select count(*) filter (where state = 'queued')::int as queued,
       count(*) filter (where state = 'running')::int as running
     from sync_run where tenant_id = $1 and state in ('queued', 'running') and account_id = $2`,
    [tenantId, accountId],
  );
  return row ?? { queued: 0, running: 0 };
}

/** Repositories whose reading waits for a time, or is tried again after an error. Times are epoch ms. */
export type WaitingReads = {
  readonly repositories: number;
  /** In plain words; null where it only waits for its turn with GitLab. */
  readonly error: string | null;
  readonly until: number | null;
};

/** Of a repository that is switched off, or whose run was stopped, the streams stand where they stood: nothing waits. */
export async function waitingReads(
  db: Db,
  { tenantId, accountId }: AccountKey,
  { now, limit }: { now: number; limit: number },
): Promise<WaitingReads[]> {
  return db.rows<WaitingReads>(
    `select count(distinct c.repository_id)::int as repositories, c.error,
       (extract(epoch from min(c.waiting_until)) * 1000)::float8 as until
     from sync_cursor c
       join sync_run r on r.tenant_id = c.tenant_id and r.id = c.run_id
         and r.state = case when c.stream = 'files' then 'finished' else 'running' end
       join repository p on p.tenant_id = c.tenant_id and p.id = c.repository_id and p.enabled and p.vanished_at is null
     where c.tenant_id = $1 and c.account_id = $2 and c.state = 'running' and (c.waiting_until > $3 or c.error is not null)
     group by c.error order by repositories desc, c.error nulls first limit $4`,
    [tenantId, accountId, new Date(now), limit],
  );
}

/** The account's entities that wait to be sent, by lane; counting stops at `limit` for each. */
export async function pendingOfAccount(
  db: Db,
  { tenantId, accountId }: AccountKey,
  limit: number,
): Promise<Readonly<Record<Lane, number>>> {
  const rows = await db.rows<{ lane: Lane; count: number }>(
    `select given.lane, count(p.*)::int as count
     from (values ('live'), ('import')) as given(lane) left join lateral (
       select 1 as one from entity e join repository r on r.tenant_id = e.tenant_id and r.id = e.repository_id
       where e.tenant_id = $1 and e.lane = given.lane and e.state = 'pending' and r.account_id = $2 limit $3) p on true
     group by given.lane`,
    [tenantId, accountId, limit],
  );
  const counts = { live: 0, import: 0 };
  for (const { lane, count } of rows) counts[lane] = count;
  return counts;
}
