import type { Context } from '../context.ts';
import { createGitlabClient, type GitlabClient } from '../gitlab/gitlab-client.ts';
import { userBudget } from '../gitlab/http/budgets.ts';
import type { LinkedAccount } from './account.ts';
import { accessToken } from './tokens/access-token.ts';

/**
 * GitLab as the user who authorized this account. Its token is looked up for every request and renewed five minutes
 * before its end, or when GitLab answers 401 to it, by one process for all.
 *
 * @throws AppError `needs_authorization`, at once or from any call: the account is marked so, and its page has the button
 */
export async function gitlabFor(
  ctx: Context,
  account: LinkedAccount,
  { lane = 'import' }: { lane?: 'live' | 'import' } = {},
): Promise<GitlabClient> {
  await accessToken(ctx, account);
  return createGitlabClient(ctx, {
    hostUrl: account.hostUrl,
    accessToken: (refused?: string) => accessToken(ctx, account, { refused }),
    budgetName: userBudget(account.hostUrl, account.tokenOwner.id),
    address: addressLimit(ctx, account),
    lane,
    signal: ctx.stopping,
  });
}

/** gitlab.com counts what comes from one address; other instances count, where they do, by user only. */
function addressLimit(
  { config }: Context,
  { hostUrl, id }: LinkedAccount,
): { perMinute: number; accountId: string } | undefined {
  const perMinute = config.gitlabRequestsPerMinute;
  return hostUrl === config.gitlabComUrl && perMinute > 0 ? { perMinute, accountId: id } : undefined;
}
