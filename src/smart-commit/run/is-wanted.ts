import { getAccount } from '../../account/account.store.ts';
import type { Context } from '../../context.ts';
import { getRepository } from '../../repository/repository.store.ts';
import { smartCommitRunner } from '../../repository/smart-commit-runner.ts';

export type Wanted =
  | { readonly wanted: true; readonly hostUrl: string; readonly trustedAuthorsOnly: boolean }
  /** `reason` says in words who could change that. */
  | { readonly wanted: false; readonly reason: string };

/** Whether this app still carries out the commands of a repository: switches may have been moved since it was noted. */
export async function isWanted(
  ctx: Context,
  { tenantId, repositoryId }: { tenantId: string; repositoryId: string },
): Promise<Wanted> {
  const repository = await getRepository(ctx.db, tenantId, repositoryId);
  const account = repository && (await getAccount(ctx.db, tenantId, repository.accountId));
  const isLinked = account !== undefined && account.state !== 'removed' && account.state !== 'pending';
  if (repository === undefined || !isLinked)
    return no('The account of its repository is linked no more. A Jira administrator can link it again.');
  if (!repository.enabled)
    return no(`The repository ${repository.path} is switched off. A Jira administrator can switch it on.`);
  if (!repository.smartCommits)
    return no(
      `Smart Commits are switched off for ${repository.path}. A Jira administrator can switch them on.`,
    );
  const runner = smartCommitRunner(account, repository);
  if (runner !== 'app') {
    const who = runner === 'jira' ? 'Jira itself carries' : 'Nobody carries';
    return no(`${who} out the Smart Commits of this account. A Jira administrator can choose “This app”.`);
  }
  return { wanted: true, hostUrl: account.hostUrl, trustedAuthorsOnly: account.trustedAuthorsOnly };
}

function no(reason: string): Wanted {
  return { wanted: false, reason };
}
