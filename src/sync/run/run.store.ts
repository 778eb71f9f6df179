import type { Db } from '../../db/db.ts';
import type { RunMode, RunState } from '../stream.ts';

/** One import of one repository, as an admin sees it. Times are epoch ms. */
export type SyncRun = {
  readonly id: string;
  readonly tenantId: string;
  readonly repositoryId: string;
  readonly accountId: string;
  readonly mode: RunMode;
  readonly lowerCaseKeys: boolean;
  readonly state: RunState;
  readonly error: string | null;
  /** Asked for while this one was under way: it follows when this one is over. */
  readonly again: 'soft' | 'full' | null;
  readonly queuedAt: number;
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
};

type Row = {
  id: string;
  tenant_id: string;
  repository_id: string;
  account_id: string;
  mode: RunMode;
  lower_case_keys: boolean;
  state: RunState;
  error: string | null;
  again: 'soft' | 'full' | null;
  queued_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
};

const columns = `id, tenant_id, repository_id, account_id, mode, lower_case_keys, state, error, again, queued_at,
  started_at, finished_at`;

function toRun(row: Row): SyncRun {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    repositoryId: row.repository_id,
    accountId: row.account_id,
    mode: row.mode,
    lowerCaseKeys: row.lower_case_keys,
    state: row.state,
    error: row.error,
    again: row.again,
    queuedAt: row.queued_at.getTime(),
    startedAt: row.started_at?.getTime() ?? null,
    finishedAt: row.finished_at?.getTime() ?? null,
  };
}

/** SQL: all that the run `r` of the tenant $1 is reading has failed, and is tried again. `SyncState.isTriedAgain` is the same. */
export const triedAgain = `(r.state = 'running' and (
  select coalesce(bool_and(c.error is not null), false) from sync_cursor c
  where c.tenant_id = $1 and c.repository_id = r.repository_id and c.run_id = r.id and c.state = 'running'))`;

/**
 * SQL: the run `r` says how its repository stands. A daily look that stands in line does not: nobody asked for it, and
 * until its turn all is as the run before it left it.
 */
export const isShown = `not (r.state = 'queued' and r.mode = 'rotation')`;

/** SQL: the run `r` of the tenant $1 has failed, and no newer one of its repository says how that stands now. */
export const hasFailed = `(r.state = 'failed' and not exists (
  select from sync_run newer where newer.tenant_id = $1 and newer.repository_id = r.repository_id
    and newer.queued_at > r.queued_at))`;

/** The turn that ends now ($n) counts as time at work; what the run stood in line, or was switched off, does not. */
const endTurn = (now: string) => `finished_at = ${now}, turn_at = null,
  worked_ms = worked_ms + coalesce((extract(epoch from ${now}::timestamptz - turn_at) * 1000)::bigint, 0)`;

export async function getRun(db: Db, tenantId: string, runId: string): Promise<SyncRun | undefined> {
  const [row] = await db.rows<Row>(`select ${columns} from sync_run where tenant_id = $1 and id = $2`, [
    tenantId,
    runId,
  ]);
  return row && toRun(row);
}

/** The newest run of each of these repositories. */
export async function newestRuns(
  db: Db,
  tenantId: string,
  repositoryIds: readonly string[],
): Promise<SyncRun[]> {
  return newestOf(db, { tenantId, repositoryIds, which: 'true' });
}

/** The newest of each that says how the repository stands. */
export async function shownRuns(
  db: Db,
  tenantId: string,
  repositoryIds: readonly string[],
): Promise<SyncRun[]> {
  return newestOf(db, { tenantId, repositoryIds, which: isShown });
}

type Newest = {
  readonly tenantId: string;
  readonly repositoryIds: readonly string[];
  readonly which: string;
};

async function newestOf(db: Db, { tenantId, repositoryIds, which }: Newest): Promise<SyncRun[]> {
  const rows = await db.rows<Row>(
    `select newest.* from unnest($2::uuid[]) as wanted(id), lateral (
       select ${columns} from sync_run r where tenant_id = $1 and repository_id = wanted.id and ${which}
       order by queued_at desc, id limit 1) newest`,
    [tenantId, repositoryIds],
  );
  return rows.map(toRun);
}

export type NewRun = {
  readonly tenantId: string;
  readonly id: string;
  readonly repositoryId: string;
  readonly accountId: string;
  readonly mode: RunMode;
  readonly lowerCaseKeys: boolean;
  readonly now: number;
};

/** What the streams of a run have counted, as `runsOf` (details/runs.store.ts) reads it. */
const countsOf = (runId: string) => `(
  select json_object_agg(c.stream, json_build_object('state', c.state, 'read', c.read, 'keyed', c.keyed,
    'requests', c.requests, 'error', c.error))
  from sync_cursor c where c.tenant_id = $1 and c.run_id = ${runId})`;

/**
 * Whoever begins, goes on with, stops or forgets runs of a repository waits here for the others until they have
 * committed, and looks then at how the repository stands: its switch, and whether GitLab still shows it.
 */
export async function lockRuns(tx: Db, repositoryId: string): Promise<void> {
  await tx.run(`select pg_advisory_xact_lock(hashtextextended('sync_start:' || $1, 0))`, [repositoryId]);
}

/**
 * Queues a run, under `lockRuns`; those of the repository that are under way are stopped, for this one reads everything
 * anew. It is the newest even where two are queued at the same time.
 */
export async function insertRun(tx: Db, run: NewRun): Promise<void> {
  await tx.run(
    `update sync_run r set state = 'stopped', ${endTurn('$3')}, counts = coalesce(counts, ${countsOf('r.id')})
     where tenant_id = $1 and repository_id = $2 and state in ('queued', 'running')`,
    [run.tenantId, run.repositoryId, new Date(run.now)],
  );
  await tx.run(
    `insert into sync_run (tenant_id, id, repository_id, account_id, mode, lower_case_keys, state, queued_at)
     select $1::uuid, $2::uuid, $3::uuid, $4::uuid, $5, $6::boolean, 'queued', greatest($7::timestamptz, (
       select max(queued_at) + interval '1 ms' from sync_run where tenant_id = $1 and repository_id = $3))`,
    [run.tenantId, run.id, run.repositoryId, run.accountId, run.mode, run.lowerCaseKeys, new Date(run.now)],
  );
}

/** A refresh that is over soon does not wait behind imports, and a rotation takes no room from either. */
export type RunClass = { readonly modes: readonly RunMode[]; readonly most: number };

/**
 * Gives waiting runs of a tenant their turn while fewer than `most` of their class are under way: a tenant with a
 * thousand repositories leaves room for others. Its accounts take turns, each with its oldest first, so that one with a
 * thousand does not hold up the others. Concurrent callers wait for each other. A run that a newer one stops meanwhile
 * stays stopped: the row is looked at once more when its lock is free, and only what is said outside the subquery.
 */
export async function startRuns(
  tx: Db,
  { tenantId, classes, now }: { tenantId: string; classes: readonly RunClass[]; now: number },
): Promise<SyncRun[]> {
  await tx.run(`select pg_advisory_xact_lock(hashtextextended('sync_run:' || $1, 0))`, [tenantId]);
  const started: Row[] = [];
  for (const { modes, most } of classes) {
    const rows = await tx.rows<Row>(
      `update sync_run set state = 'running', started_at = coalesce(started_at, $3), turn_at = $3
       where tenant_id = $1 and state = 'queued' and id in (
         with busy as (
           select account_id, count(*) as runs from sync_run
           where tenant_id = $1 and state = 'running' and mode = any($4::text[]) group by account_id)
         select q.id from account a left join busy b on b.account_id = a.id, lateral (
           select id, queued_at, coalesce(b.runs, 0) + row_number() over (order by queued_at, id) as place
           from sync_run r where r.tenant_id = $1 and r.account_id = a.id and r.state = 'queued' and r.mode = any($4::text[])
           order by queued_at, id limit $2) q
         where a.tenant_id = $1 order by q.place, q.queued_at, q.id
         limit greatest(0, $2 - (select coalesce(sum(runs), 0) from busy)::int))
       returning ${columns}`,
      [tenantId, most, new Date(now), modes],
    );
    started.push(...rows);
  }
  return started.map(toRun);
}

/**
 * A daily look that stands in line becomes what somebody asks for: it would read the same, but in the last place.
 * @returns false when its turn has come just now
 */
export async function promoteRotation(
  tx: Db,
  { tenantId, runId, mode }: { tenantId: string; runId: string; mode: RunMode },
): Promise<boolean> {
  const rows = await tx.rows(
    `update sync_run set mode = $3 where tenant_id = $1 and id = $2 and state = 'queued' and mode = 'rotation'
     returning 1 as promoted`,
    [tenantId, runId, mode],
  );
  return rows.length === 1;
}

/** Notes that this run is to be followed by another; a full one is not replaced by a soft one. */
export async function noteAgain(
  db: Db,
  { tenantId, runId, again }: { tenantId: string; runId: string; again: 'soft' | 'full' },
): Promise<boolean> {
  const rows = await db.rows(
    `update sync_run set again = case when again = 'full' then again else $3 end
     where tenant_id = $1 and id = $2 and state in ('queued', 'running') returning 1 as noted`,
    [tenantId, runId, again],
  );
  return rows.length === 1;
}

/** Whether anything is being imported for this tenant, or about to be. */
export async function hasActiveRuns(db: Db, tenantId: string): Promise<boolean> {
  const rows = await db.rows(
    `select 1 from sync_run where tenant_id = $1 and state in ('queued', 'running') limit 1`,
    [tenantId],
  );
  return rows.length > 0;
}

export type EndRun = {
  readonly tenantId: string;
  readonly runId: string;
  readonly state: 'stopped' | 'failed' | 'finished';
  readonly now: number;
};

/** Ends a run and keeps what its streams counted. */
export async function endRun(tx: Db, { tenantId, runId, state, now }: EndRun): Promise<void> {
  await tx.run(
    `update sync_run set state = $3, error = null, ${endTurn('$4')}, again = null, counts = ${countsOf('$2')}
     where tenant_id = $1 and id = $2`,
    [tenantId, runId, state, new Date(now)],
  );
}

/**
 * Puts an ended run back into the line; its cursors go on where they stood, and what went wrong then is over. Where merge
 * requests come late, branches are looked at once more for the keys that these give them.
 */
export async function requeueRun(
  tx: Db,
  { tenantId, runId, now }: { tenantId: string; runId: string; now: number },
): Promise<void> {
  await tx.run(
    `update sync_run set state = 'queued', error = null, finished_at = null, queued_at = $3
     where tenant_id = $1 and id = $2 and state in ('stopped', 'failed')`,
    [tenantId, runId, new Date(now)],
  );
  await tx.run(
    `update sync_cursor set state = 'running', position = '{"phase":"keys","after":""}'
     where tenant_id = $1 and run_id = $2 and stream = 'branches' and state = 'finished' and exists (
       select from sync_cursor where tenant_id = $1 and run_id = $2 and stream = 'merge_requests' and state = 'failed')`,
    [tenantId, runId],
  );
  await tx.run(
    `update sync_cursor set state = 'running', error = null, error_code = null, waiting_until = null
     where tenant_id = $1 and run_id = $2 and state in ('failed', 'running')`,
    [tenantId, runId],
  );
}

type AccountKey = { readonly tenantId: string; readonly accountId: string };

/** Enabled repositories of an account that need an import: none yet, ended early, or read with another key setting. */
export async function repositoriesToImport(
  db: Db,
  { tenantId, accountId, lowerCaseKeys }: AccountKey & { lowerCaseKeys: boolean },
): Promise<{ repositoryId: string; resumeRunId: string | null }[]> {
  return db.rows(
    `select p.id as "repositoryId",
       case when r.state in ('stopped', 'failed') and r.lower_case_keys = $3 then r.id end as "resumeRunId"
     from repository p left join lateral (
       select id, state, lower_case_keys from sync_run r where r.tenant_id = $1 and r.repository_id = p.id
       order by queued_at desc, id limit 1) r on true
     where p.tenant_id = $1 and p.account_id = $2 and p.enabled and p.vanished_at is null
       and (r.id is null or r.state in ('stopped', 'failed') or r.lower_case_keys <> $3)
     order by p.last_activity_at desc nulls last, p.id`,
    [tenantId, accountId, lowerCaseKeys],
  );
}
