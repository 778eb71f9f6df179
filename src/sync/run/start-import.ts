import type { Context } from '../../context.ts';
import { getAccount } from '../../account/account.store.ts';
import { inTransaction, type Db } from '../../db/db.ts';
import { AppError } from '../../lib/errors.ts';
import { say } from '../../lib/words/say.ts';
import { getRepository, type Repository } from '../../repository/repository.store.ts';
import { forgetWalk } from '../commits/walk.store.ts';
import { beganWithoutGraph } from '../graph/graph-state.store.ts';
import type { RunMode } from '../stream.ts';
import { importFiles, importStream, startWaitingRuns } from '../tasks.ts';
import { listCursors, resetCursors } from './cursor.store.ts';
import { releaseFiles } from './end-stream.ts';
import {
  endRun,
  insertRun,
  lockRuns,
  newestRuns,
  promoteRotation,
  repositoriesToImport,
  requeueRun,
  startRuns,
  type RunClass,
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
 * @returns false when one is under way that is not replaced; a daily look that stands in line becomes this one
 * @throws AppError `not_found` (also where GitLab shows it no more), `conflict` (repository switched off)
 */
export async function startImport(
  ctx: Context,
  { tenantId, repositoryId, mode, replaces = mode === 'full' }: StartImport,
): Promise<boolean> {
  return whileHeld(ctx, { tenantId, repositoryId }, (tx, found) =>
    begin(ctx, tx, { repository: readable(found), mode, replaces }),
  );
}

/**
 * Goes on with the newest run where it stood when it failed or was stopped; otherwise reads everything (again).
 * @throws AppError as `startImport`
 */
export async function resumeImport(ctx: Context, key: RepositoryKey): Promise<void> {
  await whileHeld(ctx, key, (tx, found) => goOn(ctx, tx, readable(found)));
}

/**
 * Begins or ends the reading of a repository as its switch stands now, whatever it was when this was asked for: of two
 * people who switch at the same time, the reading follows the later one. What is being read ends at its next page.
 */
export async function followSwitch(ctx: Context, key: RepositoryKey): Promise<void> {
  await whileHeld(ctx, key, async (tx, found) => {
    if (found === undefined || found.vanishedAt !== null) return;
    if (found.enabled) await goOn(ctx, tx, found);
    else await stop(ctx, tx, key);
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
    await whileHeld(ctx, { tenantId, repositoryId: todo.repositoryId }, async (tx, repository) => {
      // Switched off or gone since it was listed.
      if (repository?.enabled !== true || repository.vanishedAt !== null) return;
      if (todo.resumeRunId === null) await begin(ctx, tx, { repository, mode: 'full', replaces: true });
      else await goOn(ctx, tx, repository);
    });
  }
}

/** Nobody else changes what is being read of the repository meanwhile: it is what it was when `work` looks at it. */
async function whileHeld<T>(
  ctx: Context,
  { tenantId, repositoryId }: RepositoryKey,
  work: (tx: Db, found: Repository | undefined) => Promise<T>,
): Promise<T> {
  return inTransaction(ctx.db, async (tx) => {
    await lockRuns(tx, repositoryId);
    return work(tx, await getRepository(tx, tenantId, repositoryId));
  });
}

function readable(repository: Repository | undefined): Repository {
  if (!repository || repository.vanishedAt !== null) throw new AppError('not_found', say('sync.notKnown'));
  if (!repository.enabled) throw new AppError('conflict', say('sync.switchedOff.import'));
  return repository;
}

type Begin = { readonly repository: Repository; readonly mode: RunMode; readonly replaces: boolean };

async function begin(ctx: Context, tx: Db, { repository, mode, replaces }: Begin): Promise<boolean> {
  const { tenantId, accountId, id: repositoryId } = repository;
  const account = await getAccount(tx, tenantId, accountId);
  if (!account) throw new AppError('not_found', say('sync.accountGone'));
  const [newest] = replaces ? [] : await newestRuns(tx, tenantId, [repositoryId]);
  if (newest?.state === 'queued' || newest?.state === 'running') {
    if (mode === 'rotation' || !(await promoteRotation(tx, { tenantId, runId: newest.id, mode })))
      return false;
    await ctx.jobs.add(tx, startWaitingRuns, { payload: { tenantId } });
    return true;
  }
  const run = { tenantId, repositoryId, accountId, now: ctx.clock.now() };
  const runId = crypto.randomUUID();
  await insertRun(tx, { ...run, id: runId, mode, lowerCaseKeys: account.lowerCaseKeys });
  await resetCursors(tx, { ...run, runId });
  await forgetWalk(tx, { tenantId, repositoryId });
  await ctx.jobs.add(tx, startWaitingRuns, { payload: { tenantId } });
  return true;
}

async function goOn(ctx: Context, tx: Db, repository: Repository): Promise<void> {
  const { tenantId, id: repositoryId } = repository;
  const [run] = await newestRuns(tx, tenantId, [repositoryId]);
  if (run?.state === 'queued' || run?.state === 'running') return;
  const isOpen = run?.state === 'failed' || run?.state === 'stopped';
  if (!isOpen || (await beganWithoutGraph(tx, { tenantId, repositoryId, runId: run.id }))) {
    await begin(ctx, tx, { repository, mode: 'full', replaces: true });
    return;
  }
  await requeueRun(tx, { tenantId, runId: run.id, now: ctx.clock.now() });
  await ctx.jobs.add(tx, startWaitingRuns, { payload: { tenantId } });
}

async function stop(ctx: Context, tx: Db, { tenantId, repositoryId }: RepositoryKey): Promise<void> {
  const [run] = await newestRuns(tx, tenantId, [repositoryId]);
  if (run?.state !== 'queued' && run?.state !== 'running') return;
  await endRun(tx, { tenantId, runId: run.id, state: 'stopped', now: ctx.clock.now() });
  await ctx.jobs.add(tx, startWaitingRuns, { payload: { tenantId } });
  // It may have been the last that the account's other repositories waited for with their files.
  await releaseFiles(ctx, tx, { tenantId, accountId: run.accountId });
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
