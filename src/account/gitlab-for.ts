import type { Context } from '../context.ts';
import { createGitlabClient, type GitlabClient } from '../gitlab/gitlab-client.ts';
import type { LinkedAccount } from './account.ts';
import { accessToken } from './tokens/access-token.ts';

/** Everything a user asks of one GitLab shares that user's limits, whichever account or tenant it is for. */
function budgetNameOf(account: Pick<LinkedAccount, 'hostUrl' | 'tokenOwner'>): string {
  return `gitlab:${account.hostUrl}:${account.tokenOwner.id}`;
}

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
    budgetName: budgetNameOf(account),
    lane,
    signal: ctx.stopping,
  });
}
