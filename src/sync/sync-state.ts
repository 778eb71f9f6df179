import type { Db } from '../db/db.ts';
import { listCursors, type Cursor } from './run/cursor.store.ts';
import { lastFullReads, type Reads } from './run/last-full-reads.store.ts';
import { shownRuns, type SyncRun } from './run/run.store.ts';
import { streams, type RunMode, type RunState, type Stream, type StreamState } from './stream.ts';

/** How one stream stands. `total` only where GitLab told it; `keyed` of those read name an issue. */
export type StreamProgress = {
  readonly stream: Stream;
  readonly state: StreamState;
  readonly read: number;
  readonly keyed: number;
  readonly total: number | undefined;
  /** How many there were when everything was read last; only of a run that reads everything again. */
  readonly expected: number | undefined;
  readonly requests: number;
  /** For how long it has been read, without what it waited. */
  readonly activeMs: number;
  /** Why it was skipped, has failed, or is tried again, for the admin: `textOfStored`. */
  readonly error: string | undefined;
};

/** The newest import of a repository, for pages; a daily look counts from its turn on. Times are epoch ms. */
export type SyncState = {
  /** `queued`: other imports of this site come first. `stopped`: the repository was switched off meanwhile. */
  readonly state: RunState;
  readonly runId: string;
  /** Everything, or what has changed: then its streams count only that. */
  readonly mode: RunMode;
  readonly streams: readonly StreamProgress[];
  /** Changed files are read after the import, whenever there is room. */
  readonly isReadingFiles: boolean;
  /** All that is being read has failed, and is tried again. */
  readonly isTriedAgain: boolean;
  readonly waitingFor: 'GitLab' | undefined;
  readonly waitingUntil: number | undefined;
  /** The last error, while it matters: `textOfStored`. */
  readonly lastError: string | undefined;
  /** What GitLab does not show, and why (`textOfStored`); the rest of the import is complete. */
  readonly skipped: readonly string[];
  readonly queuedAt: number;
  readonly startedAt: number | undefined;
  readonly finishedAt: number | undefined;
};

/** By repository id; a repository that was never imported is not in the map. Two statements, or three. */
export async function syncStates(
  db: Db,
  { tenantId, repositoryIds }: { tenantId: string; repositoryIds: readonly string[] },
): Promise<Map<string, SyncState>> {
  const [runs, cursors] = await Promise.all([
    shownRuns(db, tenantId, repositoryIds),
    listCursors(db, tenantId, repositoryIds),
  ]);
  const again = runs.filter(({ mode, state }) => mode === 'full' && state === 'running');
  const before = await lastFullReads(
    db,
    tenantId,
    again.map(({ repositoryId }) => repositoryId),
  );
  return new Map(
    runs.map((run) => {
      const ofRun = cursors.filter(({ runId }) => runId === run.id);
      return [run.repositoryId, syncState(run, ofRun, before.get(run.repositoryId) ?? {})];
    }),
  );
}

function syncState(run: SyncRun, cursors: readonly Cursor[], before: Reads): SyncState {
  const progress = streams.flatMap((stream) => cursors.filter((cursor) => cursor.stream === stream));
  const open = progress.filter(({ state }) => state === 'running');
  const waits = open.flatMap(({ waitingUntil }) => (waitingUntil === null ? [] : [waitingUntil]));
  const isWaiting = open.length > 0 && waits.length === open.length;
  const errors = progress.filter(({ state }) => state === 'failed' || state === 'running');
  return {
    state: run.state,
    runId: run.id,
    mode: run.mode,
    streams: progress.map((cursor) => streamProgress(cursor, before[cursor.stream])),
    isReadingFiles: run.state === 'finished' && open.some(({ stream }) => stream === 'files'),
    isTriedAgain: run.state === 'running' && open.length > 0 && open.every(({ error }) => error !== null),
    waitingFor: isWaiting ? 'GitLab' : undefined,
    waitingUntil: isWaiting ? Math.min(...waits) : undefined,
    lastError: run.error ?? errors.find(({ error }) => error !== null)?.error ?? undefined,
    skipped: [
      ...new Set(
        progress.flatMap(({ stream, state, error }) =>
          state === 'skipped' && error !== null && !isOptional(stream) ? [error] : [],
        ),
      ),
    ],
    queuedAt: run.queuedAt,
    startedAt: run.startedAt ?? undefined,
    finishedAt: run.finishedAt ?? undefined,
  };
}

/** Most projects do without some of these on purpose: that one has switched it off is nothing to tell. */
function isOptional(stream: Stream): boolean {
  return stream === 'pipelines' || stream === 'deployments' || stream === 'feature_flags';
}

function streamProgress(cursor: Cursor, before: number | undefined): StreamProgress {
  const { stream, state, read, keyed, total, requests, activeMs, error } = cursor;
  return {
    stream,
    state,
    read,
    keyed,
    total: total === null ? undefined : Math.max(total, read),
    expected: before === undefined ? undefined : Math.max(before, read),
    requests,
    activeMs,
    error: error ?? undefined,
  };
}
