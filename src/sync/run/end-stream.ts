import type { Context } from '../../context.ts';
import { inTransaction, type Db } from '../../db/db.ts';
import { removeUnseen } from '../../dev-info/ledger.store.ts';
import { wakeOutbox } from '../../dev-info/outbox/wake-outbox.ts';
import type { EntityKind } from '../../dev-info/entity.ts';
import type { AppError } from '../../lib/errors.ts';
import { areCommitsImported, noteCommitsImported } from '../../repository/commits-imported.store.ts';
import { getRepository } from '../../repository/repository.store.ts';
import { noteRotated } from '../../repository/rotation.store.ts';
import { releaseCommits } from '../../smart-commit/note/note-commits.ts';
import { openHeads } from '../commits/range.store.ts';
import { announceGraph } from '../graph/keep-graph.ts';
import type { RunMode, Stream, StreamState } from '../stream.ts';
import { importFiles, importStream, refreshAgain, startWaitingRuns, type StreamPayload } from '../tasks.ts';
import { isReading, noteState, openFileStreams } from './cursor.store.ts';
import { endRun, getRun, hasActiveRuns } from './run.store.ts';

type Ended = {
  readonly key: StreamPayload;
  readonly state: 'finished' | 'skipped' | 'failed';
  readonly error?: AppError | undefined;
};

/** Notes that a stream is over, and lets go on what waited for it: branches, files, the run, the next run. */
export async function endStream(ctx: Context, { key, state, error }: Ended): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const now = ctx.clock.now();
    // Streams of a run that end at the same time wait for each other here: the later one sees them all.
    await tx.run(`select pg_advisory_xact_lock(hashtextextended('sync_end:' || $1, 0))`, [key.runId]);
    const note = { errorCode: error?.code, error: error?.text, now };
    const states = await noteState(tx, { ...key, ...note, state });
    // Another run has taken the place of this one since its last page.
    if (states.size === 0) return;
    const repository = await getRepository(tx, key.tenantId, key.repositoryId);
    if (repository) await announceGraph(ctx, tx, repository);
    if (key.stream === 'files') return wakeOutbox(ctx, tx, lastWake(key, false));
    if (key.stream === 'commits' && state === 'finished') await commitsRead(ctx, tx, key);
    if (key.stream === 'branches' && state === 'skipped') {
      states.set('commits', 'skipped');
      await noteState(tx, { ...key, ...note, stream: 'commits', state: 'skipped' });
    }
    if (key.stream === 'merge_requests' && states.get('branches') === 'running') {
      const payload: StreamPayload = { ...key, stream: 'branches' };
      await ctx.jobs.add(tx, importStream, { payload });
    }
    await startFollowers(ctx, tx, { key, states });
    if (isOver(states)) await closeRun(ctx, tx, { key, states });
  });
}

/** From now on commits are new; what waited for older ones, which a run that was replaced did not reach, goes on. */
async function commitsRead(ctx: Context, tx: Db, key: StreamPayload): Promise<void> {
  await noteCommitsImported(tx, { ...key, at: ctx.clock.now() });
  const exceptHeads = await openHeads(tx, key);
  await releaseCommits(ctx, tx, { ...key, which: { exceptHeads } });
}

const reads = ['branches', 'commits', 'merge_requests', 'pipelines', 'deployments', 'feature_flags'] as const;

/** These tell which issues a pipeline or deployment belongs to. */
const sources = ['branches', 'commits', 'merge_requests'] as const;
const followers = ['pipelines', 'deployments'] as const;

/** Once the texts have been read, the streams that take their issue keys from them begin. */
async function startFollowers(
  ctx: Context,
  tx: Db,
  { key, states }: { key: StreamPayload; states: Map<Stream, StreamState> },
): Promise<void> {
  if (!sources.every((stream) => isRead(states.get(stream)))) return;
  for (const stream of followers) {
    if (states.get(stream) !== 'waiting') continue;
    states.set(stream, 'running');
    await noteState(tx, { ...key, stream, state: 'running', now: ctx.clock.now() });
    await ctx.jobs.add(tx, importStream, { payload: { ...key, stream } });
  }
}

function isRead(state: StreamState | undefined): boolean {
  return state === 'finished' || state === 'skipped';
}

/** Some streams wait for others: where one of those has failed and nothing runs, nothing is under way any more. */
function isOver(states: ReadonlyMap<Stream, StreamState>): boolean {
  const of = reads.map((stream) => states.get(stream));
  return !of.includes('running') && (!of.includes('waiting') || of.includes('failed'));
}

const kindOf: Readonly<Record<(typeof reads)[number], EntityKind>> = {
  branches: 'branch',
  commits: 'commit',
  merge_requests: 'pull_request',
  pipelines: 'build',
  deployments: 'deployment',
  feature_flags: 'feature_flag',
};

/**
 * Whether the end of such a run shows what is gone. A refresh reads all feature flags; branches and merge requests are
 * compared where they are listed, and what else can go does so with a full run only.
 */
function isListedWhole(stream: Stream, mode: RunMode): boolean {
  return mode === 'full' || stream === 'feature_flags';
}

/** The run is over: what it has not seen leaves the ledger, files and the next run get their turn. */
async function closeRun(
  ctx: Context,
  tx: Db,
  { key, states }: { key: StreamPayload; states: ReadonlyMap<Stream, StreamState> },
): Promise<void> {
  const { tenantId, repositoryId, runId } = key;
  const now = ctx.clock.now();
  const failed = reads.some((stream) => states.get(stream) === 'failed');
  const run = await getRun(tx, tenantId, runId);
  const mode = run?.mode ?? 'full';
  const listed = reads.filter((stream) => isListedWhole(stream, mode) && states.get(stream) === 'finished');
  await removeUnseen(tx, {
    tenantId,
    repositoryId,
    runId,
    kinds: listed.map((stream) => kindOf[stream]),
    startedAt: run?.startedAt ?? undefined,
    now,
  });
  await endRun(tx, { tenantId, runId, state: failed ? 'failed' : 'finished', now });
  if (!failed && mode !== 'soft') {
    await noteRotated(tx, { tenantId, repositoryId, at: run?.startedAt ?? now });
  }
  const again = run?.again ?? ((await missesCommits(tx, key, states)) ? 'soft' : null);
  if (again !== null) {
    await ctx.jobs.add(tx, refreshAgain, { payload: { tenantId, repositoryId, mode: again } });
  }
  if (!failed) {
    const wantsFiles = ctx.config.changedFiles && states.get('commits') === 'finished';
    const filesAre = wantsFiles ? 'running' : 'skipped';
    await noteState(tx, { ...key, stream: 'files', state: filesAre, now });
  }
  await ctx.jobs.add(tx, startWaitingRuns, { payload: { tenantId } });
  if (run) await releaseFiles(ctx, tx, { tenantId, accountId: run.accountId });
  await wakeOutbox(ctx, tx, lastWake(key, await hasActiveRuns(tx, tenantId)));
}

/**
 * A run that went on, after the repository had been off, where its commits had been read already: those that were pushed
 * meanwhile have to be read as well before what comes is new.
 */
async function missesCommits(
  tx: Db,
  key: StreamPayload,
  states: ReadonlyMap<Stream, StreamState>,
): Promise<boolean> {
  return states.get('commits') === 'finished' && !(await areCommitsImported(tx, key));
}

/** Nothing more is about to come: what waits for company is sent. */
function lastWake({ tenantId }: StreamPayload, importIsRunning: boolean) {
  return { tenantId, lane: 'import', importIsRunning } as const;
}

/** Files are read while nothing else is read for the account; the last stream to end lets them go. */
export async function releaseFiles(
  ctx: Context,
  tx: Db,
  { tenantId, accountId }: { tenantId: string; accountId: string },
): Promise<void> {
  await tx.run(`select pg_advisory_xact_lock(hashtextextended('sync_files:' || $1, 0))`, [accountId]);
  if (await isReading(tx, tenantId, accountId)) return;
  for (const stream of await openFileStreams(tx, tenantId, accountId)) {
    const { repositoryId, runId } = stream;
    const payload: StreamPayload = { tenantId, repositoryId, runId, stream: 'files' };
    await ctx.jobs.add(tx, importFiles, { payload });
  }
}
