import { getAccount } from '../../account/account.store.ts';
import type { Context } from '../../context.ts';
import { getRepository } from '../../repository/repository.store.ts';
import { smartCommitRunner } from '../../repository/smart-commit-runner.ts';
import { say } from '../../lib/words/say.ts';
import type { Text } from '../../lib/words/text.ts';

export type Wanted =
  | {
      readonly wanted: true;
      readonly hostUrl: string;
      /** Of the project. */
      readonly webUrl: string;
      readonly trustedAuthorsOnly: boolean;
    }
  /** `reason` says in words who could change that. */
  | { readonly wanted: false; readonly reason: Text };

/** Whether this app still carries out the commands of a repository: switches may have been moved since it was noted. */
export async function isWanted(
  ctx: Context,
  { tenantId, repositoryId }: { tenantId: string; repositoryId: string },
): Promise<Wanted> {
  const repository = await getRepository(ctx.db, tenantId, repositoryId);
  const account = repository && (await getAccount(ctx.db, tenantId, repository.accountId));
  const isLinked = account !== undefined && account.state !== 'removed' && account.state !== 'pending';
  if (repository === undefined || !isLinked) return no(say('smartCommit.reason.notLinked'));
  const { path } = repository;
  if (!repository.enabled) return no(say('smartCommit.reason.repositoryOff', { path }));
  if (!repository.smartCommits) return no(say('smartCommit.reason.smartCommitsOff', { path }));
  const runner = smartCommitRunner(account, repository);
  if (runner !== 'app') return no(say(`smartCommit.reason.runner.${runner}`));
  return {
    wanted: true,
    hostUrl: account.hostUrl,
    webUrl: repository.webUrl,
    trustedAuthorsOnly: account.trustedAuthorsOnly,
  };
}

function no(reason: Text): Wanted {
  return { wanted: false, reason };
}
