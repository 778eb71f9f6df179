import type { Db } from '../../db/db.ts';

type AccountKey = { readonly tenantId: string; readonly accountId: string };

// The newest run of a repository has ended well: nothing of it is under way or waits to be tried again.
const newestIsFinished = `
  from repository p, lateral (
    select state, started_at from sync_run r where r.tenant_id = $1 and r.repository_id = p.id
    order by queued_at desc, id limit 1) newest
  where p.tenant_id = $1 and p.account_id = $2 and p.enabled and p.vanished_at is null and newest.state = 'finished'`;

/**
 * Enabled repositories with activity since they were read last, those first that moved last. Each is compared with its
 * own last read: one that was being read during the listing before is not forgotten.
 * @param slack ms by which GitLab's time of the last activity may be too old
 */
export async function repositoriesMoved(
  db: Db,
  { tenantId, accountId, slack }: AccountKey & { slack: number },
): Promise<string[]> {
  const rows = await db.rows<{ id: string }>(
    `select p.id ${newestIsFinished} and p.last_activity_at >= newest.started_at - $3 * interval '1 ms'
     order by p.last_activity_at desc, p.id`,
    [tenantId, accountId, slack],
  );
  return rows.map(({ id }) => id);
}

/** Enabled repositories that have been read to their end and are not being read now. */
export async function repositoriesRead(db: Db, { tenantId, accountId }: AccountKey): Promise<string[]> {
  const rows = await db.rows<{ id: string }>(`select p.id ${newestIsFinished} order by p.id`, [
    tenantId,
    accountId,
  ]);
  return rows.map(({ id }) => id);
}

export type Rotation = AccountKey & {
  /** How often each repository has its turn, ms. */
  readonly period: number;
  readonly limit: number;
  readonly now: number;
};

/**
 * Those of them whose turn has come, the longest ago first. A repository's place within the period follows from its id:
 * turns are spread evenly, and nothing has to be remembered but when each was looked at last.
 */
export async function repositoriesToRotate(
  db: Db,
  { tenantId, accountId, period, limit, now }: Rotation,
): Promise<string[]> {
  const rows = await db.rows<{ id: string }>(
    `select id from (
       select p.id, p.rotated_at, (hashtextextended(p.id::text, 0) & 9007199254740991) % $3::bigint as place
       ${newestIsFinished}) read
     where rotated_at is null
       or rotated_at < to_timestamp((($4::bigint - place) / $3::bigint * $3::bigint + place) / 1000.0)
     order by rotated_at nulls first, id limit $5`,
    [tenantId, accountId, period, now, limit],
  );
  return rows.map(({ id }) => id);
}
