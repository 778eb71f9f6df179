import type { Context } from '../../context.ts';
import { getAccount } from '../../account/account.store.ts';
import { inTransaction, type Db } from '../../db/db.ts';
import { AppError } from '../../lib/errors.ts';
import { say } from '../../lib/words/say.ts';
import { getRepository } from '../../repository/repository.store.ts';
import { forgetWalk } from '../commits/walk.store.ts';
import { beganWithoutGraph } from '../graph/graph-state.store.ts';
import type { RunMode } from '../stream.ts';
import { importFiles, importStream, startWaitingRuns } from '../tasks.ts';
import { listCursors, resetCursors } from './cursor.store.ts';
import { releaseFiles } from './end-stream.ts';
import {
  endRun,
  insertRun,
  newestRuns,
  repositoriesToImport,
  requeueRun,
  startRuns,
  type RunClass,
  type SyncRun,
} from './run.store.ts';

type RepositoryKey = { readonly tenantId: string; readonly repositoryId: string };

type StartImport = RepositoryKey & { readonly mode: RunMode; readonly replaces?: boolean | undefined };

/** What of one tenant is read at the same time; the others wait for their turn. */
const classes: readonly RunClass[] = [
  { modes: ['soft'], most: 6 },
  { modes: ['full'], most: 6 },
  { modes: ['rotation'], most: 2 },
];

/**
 * Reads a repository again: from its beginning, and what it shows is swapped when the run is over, so that nothing is
 * missing in Jira meanwhile; or what has changed since the marks.
 * @param replaces whether a run under way is stopped for it; by default a full one does that and the others do not
 * @returns false when one is under way that is not replaced
 * @throws AppError `not_found`, `conflict` (repository switched off)
 */
export async function startImport(
  ctx: Context,
  { tenantId, repositoryId, mode, replaces = mode === 'full' }: StartImport,
): Promise<boolean> {
  const repository = await getRepository(ctx.db, tenantId, repositoryId);
  if (!repository) throw new AppError('not_found', say('sync.notKnown'));
  if (!repository.enabled) {
    throw new AppError('conflict', say('sync.switchedOff.import'));
  }
  const account = await getAccount(ctx.db, tenantId, repository.accountId);
  if (!account) throw new AppError('not_found', say('sync.accountGone'));
  const runId = crypto.randomUUID();
  const now = ctx.clock.now();
  return inTransaction(ctx.db, async (tx) => {
    const { accountId } = repository;
    const newest = replaces ? undefined : await lockedNewest(tx, { tenantId, repositoryId });
    if (newest?.state === 'queued' || newest?.state === 'running') return false;
    await insertRun(tx, {
      tenantId,
      id: runId,
      repositoryId,
      accountId,
      mode,
      lowerCaseKeys: account.lowerCaseKeys,
      now,
    });
    await resetCursors(tx, { tenantId, repositoryId, accountId, runId, now });
    await forgetWalk(tx, { tenantId, repositoryId });
    await ctx.jobs.add(tx, startWaitingRuns, { payload: { tenantId } });
    return true;
  });
}

/** Whoever asks waits for those who start a run of this repository at the same moment: an admin, the hourly refresh. */
async function lockedNewest(tx: Db, { tenantId, repositoryId }: RepositoryKey): Promise<SyncRun | undefined> {
  await tx.run(`select pg_advisory_xact_lock(hashtextextended('sync_start:' || $1, 0))`, [repositoryId]);
  return (await newestRuns(tx, tenantId, [repositoryId]))[0];
}

/** Goes on with the newest run where it stood when it failed or was stopped; otherwise reads everything (again). */
export async function resumeImport(ctx: Context, key: RepositoryKey): Promise<void> {
  const [run] = await newestRuns(ctx.db, key.tenantId, [key.repositoryId]);
  if (run?.state !== 'failed' && run?.state !== 'stopped') {
    if (run?.state === 'finished' || !run) await startImport(ctx, { ...key, mode: 'full' });
    return;
  }
  await resumeRun(ctx, { ...key, runId: run.id });
}

/** The repository was switched off: what is being read of it ends at its next page. */
export async function stopImport(ctx: Context, { tenantId, repositoryId }: RepositoryKey): Promise<void> {
  const [run] = await newestRuns(ctx.db, tenantId, [repositoryId]);
  if (run?.state !== 'queued' && run?.state !== 'running') return;
  await inTransaction(ctx.db, async (tx) => {
    await endRun(tx, { tenantId, runId: run.id, state: 'stopped', now: ctx.clock.now() });
    await ctx.jobs.add(tx, startWaitingRuns, { payload: { tenantId } });
    // It may have been the last that the account's other repositories waited for with their files.
    await releaseFiles(ctx, tx, { tenantId, accountId: run.accountId });
  });
}

/** Imports what an account has that is enabled and not imported yet; failed and stopped imports go on. */
export async function importAccount(
  ctx: Context,
  { tenantId, accountId }: { tenantId: string; accountId: string },
): Promise<void> {
  const account = await getAccount(ctx.db, tenantId, accountId);
  if (account?.state !== 'active') return;
  const { lowerCaseKeys } = account;
  for (const todo of await repositoriesToImport(ctx.db, { tenantId, accountId, lowerCaseKeys })) {
    if (todo.resumeRunId === null) {
      await startImport(ctx, { tenantId, repositoryId: todo.repositoryId, mode: 'full' });
    } else await resumeRun(ctx, { tenantId, repositoryId: todo.repositoryId, runId: todo.resumeRunId });
  }
}

async function resumeRun(
  ctx: Context,
  { tenantId, repositoryId, runId }: RepositoryKey & { readonly runId: string },
): Promise<void> {
  if (await beganWithoutGraph(ctx.db, { tenantId, repositoryId, runId })) {
    await startImport(ctx, { tenantId, repositoryId, mode: 'full' });
    return;
  }
  await inTransaction(ctx.db, async (tx) => {
    // Another has taken its place, and its cursors.
    if ((await lockedNewest(tx, { tenantId, repositoryId }))?.id !== runId) return;
    await requeueRun(tx, { tenantId, runId, now: ctx.clock.now() });
    await ctx.jobs.add(tx, startWaitingRuns, { payload: { tenantId } });
  });
}

/** Gives waiting runs of a tenant their turn, and announces their streams. */
export async function startNextRuns(ctx: Context, { tenantId }: { tenantId: string }): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const runs = await startRuns(tx, { tenantId, classes, now: ctx.clock.now() });
    const repositoryIds = runs.map(({ repositoryId }) => repositoryId);
    await announceStreams(ctx, tx, { tenantId, repositoryIds });
  });
}

/** Queues what may be read of these repositories now. Jobs are keyed: those that wait already stay one. */
export async function announceStreams(
  ctx: Context,
  tx: Db,
  { tenantId, repositoryIds }: { tenantId: string; repositoryIds: readonly string[] },
): Promise<void> {
  for (const { repositoryId, stream, runId, state } of await listCursors(tx, tenantId, repositoryIds)) {
    if (state !== 'running') continue;
    const task = stream === 'files' ? importFiles : importStream;
    await ctx.jobs.add(tx, task, { payload: { tenantId, repositoryId, stream, runId } });
  }
}
