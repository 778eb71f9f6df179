import type { Db } from '../../db/db.ts';
import type { RunMode, RunState, Stream, StreamState } from '../stream.ts';

/** What one stream of a run has counted. */
export type StreamCount = {
  readonly state: StreamState;
  readonly read: number;
  readonly keyed: number;
  readonly requests: number;
  /** In plain words, with what to do. */
  readonly error: string | null;
};

/** One import or refresh of a repository, with what it read. Times are epoch ms. */
export type PastRun = {
  readonly id: string;
  readonly mode: RunMode;
  readonly state: RunState;
  readonly error: string | null;
  readonly queuedAt: number;
  readonly startedAt: number | null;
  /** When its present turn began; null while none is under way. */
  readonly turnAt: number | null;
  /** For how long it was at work, ms, in its turns that have ended. */
  readonly workedMs: number;
  /** Of a run under way: so far. */
  readonly counts: Partial<Readonly<Record<Stream, StreamCount>>>;
};

type Row = Omit<PastRun, 'queuedAt' | 'startedAt' | 'turnAt' | 'counts'> & {
  queued_at: Date;
  started_at: Date | null;
  turn_at: Date | null;
  counts: PastRun['counts'] | null;
};

/** The runs of a repository, the newest first. Those that ended more than 90 days ago are forgotten. */
export async function runsOf(
  db: Db,
  key: { tenantId: string; repositoryId: string },
  { limit, offset }: { limit: number; offset: number },
): Promise<PastRun[]> {
  const rows = await db.rows<Row>(
    `select r.id, r.mode, r.state, r.error, r.queued_at, r.started_at, r.turn_at,
       r.worked_ms as "workedMs",
       case when r.state in ('queued', 'running') then (
         select json_object_agg(c.stream, json_build_object('state', c.state, 'read', c.read, 'keyed', c.keyed,
           'requests', c.requests, 'error', c.error))
         from sync_cursor c where c.tenant_id = $1 and c.repository_id = $2 and c.run_id = r.id)
       else r.counts end as counts
     from sync_run r where r.tenant_id = $1 and r.repository_id = $2
     order by r.queued_at desc, r.id limit $3 offset $4`,
    [key.tenantId, key.repositoryId, limit, offset],
  );
  return rows.map(({ queued_at, started_at, turn_at, counts, ...row }) => ({
    ...row,
    counts: counts ?? {},
    queuedAt: queued_at.getTime(),
    startedAt: started_at?.getTime() ?? null,
    turnAt: turn_at?.getTime() ?? null,
  }));
}
