import { getAccount, type LinkedAccount } from '../../account/account.store.ts';
import { gitlabFor } from '../../account/gitlab-for.ts';
import type { Context } from '../../context.ts';
import type { GitlabClient } from '../../gitlab/gitlab-client.ts';
import { AppError } from '../../lib/errors.ts';
import { getRepository, type Repository } from '../../repository/repository.store.ts';

/** What an event is about, and with what to read it. */
export type Live = {
  readonly key: { readonly tenantId: string; readonly repositoryId: string };
  readonly repository: Repository;
  readonly account: LinkedAccount;
  readonly gitlab: GitlabClient;
};

/**
 * Undefined where nothing is read: the repository is switched off, has vanished or is gone, or its account is removed or
 * waits to be authorized (it is refreshed after that). @throws AppError of `gitlabFor`
 */
export async function openLive(
  ctx: Context,
  { tenantId, repositoryId }: Live['key'],
): Promise<Live | undefined> {
  const repository = await getRepository(ctx.db, tenantId, repositoryId);
  if (repository?.enabled !== true || repository.vanishedAt !== null) return undefined;
  const account = await getAccount(ctx.db, tenantId, repository.accountId);
  if (account?.state !== 'active') return undefined;
  const gitlab = await gitlabFor(ctx, account, { lane: 'live' });
  return { key: { tenantId, repositoryId }, repository, account, gitlab };
}

/**
 * Whether GitLab still shows the project: only then is what it answers 404 to gone. One that it does not show is left to
 * the next listing of the account's projects.
 */
export async function isShown({ gitlab, repository }: Live): Promise<boolean> {
  try {
    await gitlab.project(repository.gitlabProjectId);
    return true;
  } catch (error) {
    if (error instanceof AppError && isHidden(error)) return false;
    throw error;
  }
}

/** GitLab does not show it, or the project does not have the feature: nothing to read, and nothing went wrong. */
export async function unlessHidden(ctx: Context, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof AppError && isHidden(error))) throw error;
    ctx.log.info({ code: error.code, reason: error.message }, 'an event names what GitLab does not show');
  }
}

function isHidden({ code }: AppError): boolean {
  return code === 'not_found' || code === 'feature_disabled' || code === 'gone';
}
