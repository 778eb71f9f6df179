import type { Context } from '../../../context.ts';
import { createGitlabClient, type GitlabClient } from '../../../gitlab/gitlab-client.ts';
import { userBudget } from '../../../gitlab/http/budgets.ts';
import { say } from '../../../lib/words/say.ts';
import { applicationOf } from '../application.ts';
import { leasedToken, type TokenHolder } from '../leased-token.ts';
import type { PersonAccess } from './person-token.store.ts';

/** @param who.gitlabUserId whose limits GitLab counts */
export type ActingPerson = { readonly tenantId: string; readonly gitlabUserId: number };

/**
 * GitLab as a person who has allowed it. The token is renewed as an account's is: by one process for all, under a lease.
 * @throws AppError `needs_authorization`, at once or from any call: the person has to allow it again
 */
export async function gitlabAsPerson(
  ctx: Context,
  { tenantId, gitlabUserId }: ActingPerson,
  access: PersonAccess,
): Promise<GitlabClient> {
  const holder = holderOf(ctx, tenantId, access);
  await leasedToken(ctx, holder);
  return createGitlabClient(ctx, {
    hostUrl: access.hostUrl,
    accessToken: (refused?: string) => leasedToken(ctx, holder, { refused }),
    budgetName: userBudget(access.hostUrl, gitlabUserId),
    lane: 'live',
    signal: ctx.stopping,
  });
}

function holderOf(ctx: Context, tenantId: string, { id, accountId }: PersonAccess): TokenHolder {
  const words = say('identity.act.refused');
  return {
    key: { of: 'person', tenantId, id },
    application: () => applicationOf(ctx, { tenantId, accountId }),
    // GitLab's two refusals mean the same for a person: allow it again.
    words: { invalid_client: words, invalid_grant: words },
  };
}
