import type { Db } from '../../db/db.ts';
import { storedText } from '../../lib/words/stored-text.ts';
import type { Text } from '../../lib/words/text.ts';
import type { Stream, StreamState } from '../stream.ts';

/** How far one stream of a repository has been read. Times are epoch ms; `position` is the stream's own. */
export type Cursor = {
  readonly tenantId: string;
  readonly repositoryId: string;
  readonly accountId: string;
  readonly stream: Stream;
  readonly runId: string;
  readonly state: StreamState;
  readonly position: unknown;
  readonly read: number;
  readonly keyed: number;
  readonly requests: number;
  /** How many there are, where GitLab tells it. */
  readonly total: number | null;
  /** For how long it has been read, without what it waited. */
  readonly activeMs: number;
  readonly waitingUntil: number | null;
  readonly errorCode: string | null;
  /** `textOfStored`. */
  readonly error: string | null;
};

type Row = {
  tenant_id: string;
  repository_id: string;
  account_id: string;
  stream: Stream;
  run_id: string;
  state: StreamState;
  position: unknown;
  read: number;
  keyed: number;
  requests: number;
  total: number | null;
  active_ms: number;
  waiting_until: Date | null;
  error_code: string | null;
  error: string | null;
};

const columns = `tenant_id, repository_id, account_id, stream, run_id, state, position, read, keyed, requests, total,
  active_ms, waiting_until, error_code, error`;

function toCursor(row: Row): Cursor {
  return {
    tenantId: row.tenant_id,
    repositoryId: row.repository_id,
    accountId: row.account_id,
    stream: row.stream,
    runId: row.run_id,
    state: row.state,
    position: row.position,
    read: row.read,
    keyed: row.keyed,
    requests: row.requests,
    total: row.total,
    activeMs: row.active_ms,
    waitingUntil: row.waiting_until?.getTime() ?? null,
    errorCode: row.error_code,
    error: row.error,
  };
}

export async function listCursors(
  db: Db,
  tenantId: string,
  repositoryIds: readonly string[],
): Promise<Cursor[]> {
  const rows = await db.rows<Row>(
    `select ${columns} from sync_cursor where tenant_id = $1 and repository_id = any($2::uuid[])`,
    [tenantId, repositoryIds],
  );
  return rows.map(toCursor);
}

export type StreamKey = {
  readonly tenantId: string;
  readonly repositoryId: string;
  readonly stream: Stream;
  readonly runId: string;
};

/** The cursor of this run; undefined when another run has replaced it. */
export async function getCursor(db: Db, key: StreamKey): Promise<Cursor | undefined> {
  const [row] = await db.rows<Row>(
    `select ${columns} from sync_cursor
     where tenant_id = $1 and repository_id = $2 and stream = $3 and run_id = $4`,
    [key.tenantId, key.repositoryId, key.stream, key.runId],
  );
  return row && toCursor(row);
}

/** Makes the streams of a new run, from their beginning. */
export async function resetCursors(
  tx: Db,
  run: { tenantId: string; repositoryId: string; accountId: string; runId: string; now: number },
): Promise<void> {
  await tx.run(
    `insert into sync_cursor (tenant_id, repository_id, account_id, run_id, stream, state, updated_at)
     select $1::uuid, $2::uuid, $3::uuid, $4::uuid, s.stream, s.state, $5::timestamptz
     from (values ('branches', 'running'), ('merge_requests', 'running'), ('feature_flags', 'running'),
       ('commits', 'waiting'), ('pipelines', 'waiting'), ('deployments', 'waiting'), ('files', 'waiting'))
       as s(stream, state)
     on conflict (tenant_id, repository_id, stream) do update set
       account_id = excluded.account_id, run_id = excluded.run_id, state = excluded.state, position = null, read = 0,
       keyed = 0, requests = 0, total = null, active_ms = 0, waiting_until = null, error_code = null, error = null,
       updated_at = excluded.updated_at`,
    [run.tenantId, run.repositoryId, run.accountId, run.runId, new Date(run.now)],
  );
}

export type Advance = StreamKey & {
  readonly position: unknown;
  readonly read: number;
  readonly keyed: number;
  readonly requests: number;
  readonly total?: number | undefined;
  readonly now: number;
};

// From one page to the next; neither the line that the run stood in counts, nor what GitLab asked to wait, nor a night
// in which nobody ran.
const activeMs = `least(60000, greatest(0, (extract(epoch from $10::timestamptz - greatest(updated_at, waiting_until, (
  select turn_at from sync_run r where r.tenant_id = $1 and r.id = $4))) * 1000)::bigint))`;

/**
 * Moves a cursor past a page that the same transaction stores. What was waited for, or went wrong, is over.
 * @returns false when another run has replaced this one: the transaction must not be kept
 */
export async function advanceCursor(tx: Db, advance: Advance): Promise<boolean> {
  const rows = await tx.rows(
    `update sync_cursor set position = $5::json, read = read + $6, keyed = keyed + $7, requests = requests + $8,
       total = coalesce($9, total), active_ms = active_ms + ${activeMs}, waiting_until = null, error_code = null, error = null, updated_at = $10
     where tenant_id = $1 and repository_id = $2 and stream = $3 and run_id = $4 and state = 'running'
     returning 1 as moved`,
    [
      advance.tenantId,
      advance.repositoryId,
      advance.stream,
      advance.runId,
      JSON.stringify(advance.position),
      advance.read,
      advance.keyed,
      advance.requests,
      advance.total ?? null,
      new Date(advance.now),
    ],
  );
  return rows.length === 1;
}

export type Note = StreamKey & {
  readonly state: StreamState;
  readonly waitingUntil?: number | undefined;
  readonly errorCode?: string | undefined;
  readonly error?: Text | undefined;
  readonly now: number;
};

/** Says in which state a stream is and why; its position stays. @returns the states of all streams of the run */
export async function noteState(tx: Db, note: Note): Promise<Map<Stream, StreamState>> {
  await tx.run(
    `update sync_cursor set state = $5, waiting_until = $6, error_code = $7, error = $8, updated_at = $9
     where tenant_id = $1 and repository_id = $2 and stream = $3 and run_id = $4`,
    [
      note.tenantId,
      note.repositoryId,
      note.stream,
      note.runId,
      note.state,
      note.waitingUntil === undefined ? null : new Date(note.waitingUntil),
      note.errorCode ?? null,
      note.error === undefined ? null : storedText(note.error),
      new Date(note.now),
    ],
  );
  const rows = await tx.rows<{ stream: Stream; state: StreamState }>(
    'select stream, state from sync_cursor where tenant_id = $1 and repository_id = $2 and run_id = $3',
    [note.tenantId, note.repositoryId, note.runId],
  );
  return new Map(rows.map(({ stream, state }) => [stream, state]));
}

/** The repositories of a tenant of which something is being read. */
export async function repositoriesBeingRead(db: Db, tenantId: string): Promise<string[]> {
  const rows = await db.rows<{ id: string }>(
    `select distinct repository_id as id from sync_cursor where tenant_id = $1 and state = 'running'`,
    [tenantId],
  );
  return rows.map(({ id }) => id);
}

/** Whether anything but files is still being read for this account, in any of its running imports. */
export async function isReading(db: Db, tenantId: string, accountId: string): Promise<boolean> {
  const rows = await db.rows(
    `select 1 from sync_cursor c join sync_run r on r.tenant_id = c.tenant_id and r.id = c.run_id
     where c.tenant_id = $1 and c.account_id = $2 and c.stream <> 'files' and c.state in ('waiting', 'running')
       and r.state in ('queued', 'running') limit 1`,
    [tenantId, accountId],
  );
  return rows.length > 0;
}

/** Files of this account that may be read now. */
export async function openFileStreams(db: Db, tenantId: string, accountId: string): Promise<StreamKey[]> {
  const rows = await db.rows<Row>(
    `select ${columns} from sync_cursor
     where tenant_id = $1 and account_id = $2 and stream = 'files' and state = 'running'`,
    [tenantId, accountId],
  );
  return rows.map(toCursor);
}

/**
 * There are commits without their changed files again. @returns the run whose stream of files is to read them; undefined
 * while another run is under way, which does so at its end
 */
export async function reopenFiles(
  tx: Db,
  { tenantId, repositoryId }: { tenantId: string; repositoryId: string },
  now: number,
): Promise<string | undefined> {
  const [row] = await tx.rows<{ runId: string }>(
    `update sync_cursor c set state = 'running', position = null, waiting_until = null, error_code = null, error = null,
       updated_at = $3
     where tenant_id = $1 and repository_id = $2 and stream = 'files' and state in ('finished', 'running')
       and exists (select from sync_run r where r.tenant_id = $1 and r.id = c.run_id and r.state = 'finished')
     returning run_id as "runId"`,
    [tenantId, repositoryId, new Date(now)],
  );
  return row?.runId;
}
