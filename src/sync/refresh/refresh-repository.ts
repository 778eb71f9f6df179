import { getAccount } from '../../account/account.store.ts';
import type { Context } from '../../context.ts';
import { AppError } from '../../lib/errors.ts';
import { say } from '../../lib/words/say.ts';
import { getRepository } from '../../repository/repository.store.ts';
import { newestRuns, noteAgain } from '../run/run.store.ts';
import { resumeImport, startImport } from '../run/start-import.ts';

export type RefreshRepository = {
  readonly tenantId: string;
  readonly repositoryId: string;
  readonly mode: 'soft' | 'full';
};

/**
 * Looks at what has changed in a repository, or reads all of it again and swaps. Jira never shows less in between. A run
 * under way is never replaced: what is asked for follows it. One that was stopped or has failed goes on; a repository
 * that was never read to its end is imported. @throws AppError `not_found`, `conflict` (switched off)
 */
export async function refreshRepository(ctx: Context, refresh: RefreshRepository): Promise<void> {
  const { tenantId, repositoryId, mode } = refresh;
  const repository = await getRepository(ctx.db, tenantId, repositoryId);
  if (!repository || repository.vanishedAt !== null) {
    throw new AppError('not_found', say('sync.notKnown'));
  }
  if (!repository.enabled) {
    throw new AppError('conflict', say('sync.switchedOff.refresh'));
  }
  const [run] = await newestRuns(ctx.db, tenantId, [repositoryId]);
  const start = async (as: 'soft' | 'full'): Promise<void> => {
    const hasStarted = await startImport(ctx, { tenantId, repositoryId, mode: as, replaces: false });
    // Somebody else began one just now.
    if (!hasStarted) await refreshRepository(ctx, refresh);
  };
  if (run === undefined) return start('full');
  const isUnderWay = run.state === 'queued' || run.state === 'running';
  if (isUnderWay && !(run.state === 'queued' && run.mode === 'rotation')) {
    const doesIt = run.mode === mode && (mode === 'full' || run.startedAt === null);
    if (doesIt || (await noteAgain(ctx.db, { tenantId, runId: run.id, again: mode }))) return;
    // It ended just now.
    return refreshRepository(ctx, refresh);
  }
  const isUnfinished = run.state === 'failed' || run.state === 'stopped';
  if (isUnfinished && (mode === 'soft' || run.mode === 'full')) {
    return resumeImport(ctx, { tenantId, repositoryId });
  }
  const account = await getAccount(ctx.db, tenantId, repository.accountId);
  const readsOtherKeys = run.lowerCaseKeys !== account?.lowerCaseKeys;
  await start(readsOtherKeys ? 'full' : mode);
}

/** The same as a job: what was switched off or has gone meanwhile is left alone. */
export async function refreshIfEnabled(ctx: Context, refresh: RefreshRepository): Promise<void> {
  const repository = await getRepository(ctx.db, refresh.tenantId, refresh.repositoryId);
  if (repository?.enabled === true && repository.vanishedAt === null) await refreshRepository(ctx, refresh);
}
