import { getAccount } from '../../account/account.store.ts';
import { gitlabFor } from '../../account/gitlab-for.ts';
import type { Context } from '../../context.ts';
import type { GitlabClient } from '../../gitlab/gitlab-client.ts';
import { getRepository, type Repository } from '../../repository/repository.store.ts';

/** A repository and its GitLab, for a question about one commit; undefined where it is linked no more. */
export async function openRepository(
  ctx: Context,
  { tenantId, repositoryId }: { tenantId: string; repositoryId: string },
): Promise<{ repository: Repository; gitlab: GitlabClient } | undefined> {
  const repository = await getRepository(ctx.db, tenantId, repositoryId);
  const account = repository && (await getAccount(ctx.db, tenantId, repository.accountId));
  if (!account || account.state === 'pending' || account.state === 'removed') return undefined;
  return { repository, gitlab: await gitlabFor(ctx, account, { lane: 'live' }) };
}
