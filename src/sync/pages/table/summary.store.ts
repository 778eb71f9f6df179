import type { Db } from '../../../db/db.ts';
import { hasFailed, isShown, triedAgain } from '../../run/run.store.ts';
import { leastActiveMs } from '../pace.ts';

type AccountKey = { readonly tenantId: string; readonly accountId: string };

/** How an account as a whole stands. Times are epoch ms. */
export type AccountProgress = {
  readonly all: number;
  readonly enabled: number;
  /** Of the enabled ones: read to their end once. */
  readonly imported: number;
  readonly failed: number;
  /** Runs of which all that is being read has failed, and is tried again. */
  readonly tryingAgain: number;
  readonly queued: number;
  readonly running: number;
  /** Entities that the runs under way have read so far. */
  readonly read: number;
  /** How many of them a minute, of those that have been read for more than some seconds; 0 where nobody can tell. */
  readonly perMinute: number;
  /** All that is being read waits for GitLab until then. */
  readonly waitingUntil: number | null;
};

/** A handful of counts over one account's repositories and what is being read of them; nothing looks at the ledger. */
export async function accountProgress(
  db: Db,
  { tenantId, accountId }: AccountKey,
  now: number,
): Promise<AccountProgress> {
  const [[repositories], [runs], [streams]] = await Promise.all([
    db.rows<Pick<AccountProgress, 'all' | 'enabled' | 'imported' | 'failed'>>(
      `select count(*)::int as "all", (count(*) filter (where p.enabled))::int as enabled,
         (count(*) filter (where p.enabled and (p.commits_imported_at is not null or (
           select true from sync_run r where r.tenant_id = $1 and r.repository_id = p.id and r.state = 'finished'
           limit 1))))::int as imported,
         (count(*) filter (where p.enabled and p.id in (
           select r.repository_id from sync_run r where r.tenant_id = $1 and ${hasFailed})))::int as failed
       from repository p where p.tenant_id = $1 and p.account_id = $2 and p.vanished_at is null`,
      [tenantId, accountId],
    ),
    db.rows<Pick<AccountProgress, 'queued' | 'running' | 'tryingAgain' | 'read' | 'perMinute'>>(
      `select (count(*) filter (where r.state = 'queued'))::int as queued,
         (count(*) filter (where r.state = 'running'))::int as running,
         (count(*) filter (where ${triedAgain}))::int as "tryingAgain",
         coalesce(sum(c.read) filter (where r.state = 'running'), 0)::int as read,
         coalesce(sum(c.read * 60000 / c.active) filter (where c.active >= ${leastActiveMs}), 0)::float8 as "perMinute"
       from sync_run r left join lateral (
         select sum(read) as read, coalesce(max(active_ms) filter (where stream not in ('pipelines', 'deployments')), 0)
           + coalesce(max(active_ms) filter (where stream in ('pipelines', 'deployments')), 0) as active
         from sync_cursor
         where tenant_id = $1 and repository_id = r.repository_id and run_id = r.id and stream <> 'files') c
         on r.state = 'running'
       where r.tenant_id = $1 and r.state in ('queued', 'running') and r.account_id = $2 and ${isShown}`,
      [tenantId, accountId],
    ),
    db.rows<{ until: number | null }>(
      `select case when bool_and(coalesce(waiting_until > $3, false)) then
         (extract(epoch from min(waiting_until)) * 1000)::float8 end as until
       from sync_cursor
       where tenant_id = $1 and account_id = $2 and state = 'running' and stream <> 'files' and run_id in (
         select id from sync_run where tenant_id = $1 and state = 'running')`,
      [tenantId, accountId, new Date(now)],
    ),
  ]);
  return {
    ...(repositories ?? { all: 0, enabled: 0, imported: 0, failed: 0 }),
    ...(runs ?? { queued: 0, running: 0, tryingAgain: 0, read: 0, perMinute: 0 }),
    waitingUntil: streams?.until ?? null,
  };
}

/** How many entities Jira has of the repositories that are being read; counting stops at `limit`. */
export async function sentOfBeingRead(
  db: Db,
  { tenantId, accountId }: AccountKey,
  limit: number,
): Promise<number> {
  const [row] = await db.rows<{ count: number }>(
    `select count(*)::int as count from (
       select from sync_run r cross join lateral (
         select from entity e
         where e.tenant_id = $1 and e.repository_id = r.repository_id and e.state = 'sent' and e.state <> '' and not e.removed
         limit $3) one
       where r.tenant_id = $1 and r.account_id = $2 and r.state = 'running' limit $3) sent`,
    [tenantId, accountId, limit],
  );
  return row?.count ?? 0;
}

/** How many imports of an account ended since then, and when the first of them did; epoch ms. */
export type ImportPace = { readonly count: number; readonly firstAt: number | null };

export async function importPace(
  db: Db,
  { tenantId, accountId }: AccountKey,
  since: number,
): Promise<ImportPace> {
  const [row] = await db.rows<ImportPace>(
    `select count(*)::int as count, (extract(epoch from min(finished_at)) * 1000)::float8 as "firstAt"
     from sync_run where tenant_id = $1 and account_id = $2 and finished_at >= $3 and state = 'finished'
       and mode = 'full'`,
    [tenantId, accountId, new Date(since)],
  );
  return row ?? { count: 0, firstAt: null };
}
