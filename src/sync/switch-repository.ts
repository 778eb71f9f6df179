import type { Context } from '../context.ts';
import { AppError } from '../lib/errors.ts';
import { say } from '../lib/words/say.ts';
import { announceHooks } from '../repository/hooks/handlers.ts';
import { setSwitches, type Repository, type Switches } from '../repository/repository.store.ts';
import { followSwitch } from './run/start-import.ts';

/**
 * Sets an admin's switches of a repository. Enabling one imports it, or goes on with what was stopped; disabling stops
 * reading it, and what Jira has of it stays. @throws AppError `not_found` (also where GitLab shows it no more)
 */
export async function switchRepository(
  ctx: Context,
  { tenantId, repositoryId, ...switches }: { tenantId: string; repositoryId: string } & Switches,
): Promise<Repository> {
  const repository = await setSwitches(ctx.db, { tenantId, repositoryId, ...switches });
  if (!repository) throw new AppError('not_found', say('sync.notKnown'));
  if (switches.enabled !== undefined) {
    await announceHooks(ctx, { tenantId, accountId: repository.accountId });
    await followSwitch(ctx, { tenantId, repositoryId });
  }
  return repository;
}
