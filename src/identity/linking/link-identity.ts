import type { Consent, Ending, Errand } from '../../account/authorization/ending.ts';
import { giveTokenBack } from '../../account/tokens/give-token-back.ts';
import { endPersonAccess } from '../../account/tokens/persons/end-person-access.ts';
import type { Context } from '../../context.ts';
import { inTransaction, type Db } from '../../db/db.ts';
import { readCurrentUser, type CurrentUser } from '../../gitlab/user/current-user.client.ts';
import { getUser } from '../../jira/users.client.ts';
import { AppError } from '../../lib/errors.ts';
import { say } from '../../lib/words/say.ts';
import { jiraPageUrl } from '../../tenant/jira-page-url.ts';
import { askingAsApp } from '../asking-jira.ts';
import { linksOfPerson, putLink } from './link.store.ts';

/**
 * Somebody shows who they are in GitLab: they sign in there, we read name and confirmed addresses once, and give the
 * token back: at once, or by a job where GitLab does not answer. Nobody's password, and no access, is kept.
 */
export const linkIdentity: Ending = {
  words: {
    again: say('authorization.identity.again'),
    client: say('authorization.identity.client'),
    gone: say('authorization.identity.gone'),
    failed: say('authorization.identity.failed'),
  },
  async leaving(ctx, errand, of) {
    const { name } = await personOf(ctx, errand);
    return say('authorization.identity.asks', { ...of, name });
  },
  async admit(ctx, errand) {
    await personOf(ctx, errand);
  },
  async finish(ctx, consent) {
    const user = await readOnce(ctx, consent);
    const { name: jiraName } = await personOf(ctx, consent);
    const { tenant, account, startedBy: jiraAccountId } = consent;
    const who = { tenantId: tenant.id, jiraAccountId };
    const before = (await linksOfPerson(ctx.db, who)).find(({ hostUrl }) => hostUrl === account.hostUrl);
    await inTransaction(ctx.db, (tx) => storeLink(ctx, tx, { consent, user, jiraName }));
    // What they let the app do as somebody else is not theirs any more.
    if (before !== undefined && before.gitlabUserId !== user.id)
      await endPersonAccess(ctx, { ...who, hostUrl: account.hostUrl });
  },
  backUrl: ({ config }, { tenant }) => jiraPageUrl(config, tenant, { page: 'identity' }),
};

/** The return carries no Jira token, so Jira is asked whether the person is still there. */
export async function personOf(ctx: Context, { tenant, startedBy }: Errand): Promise<{ name: string }> {
  const user = await getUser(await askingAsApp(ctx, { tenantId: tenant.id }), startedBy);
  if (user?.isActive === true) return user;
  throw new AppError('forbidden', say('identity.notActive'));
}

async function readOnce(ctx: Context, { account, application, pair }: Consent): Promise<CurrentUser> {
  try {
    return await readCurrentUser(ctx, {
      hostUrl: account.hostUrl,
      accessToken: () => Promise.resolve(pair.accessToken),
      budgetName: `gitlab:${account.hostUrl}:link`,
      lane: 'live',
      signal: ctx.stopping,
    });
  } finally {
    // One call ends both: GitLab keeps a refresh token and its access token in one row.
    const key = { tenantId: account.tenantId, accountId: account.id };
    await giveTokenBack(ctx, key, { application, token: pair.refreshToken });
  }
}

type Proven = { readonly consent: Consent; readonly user: CurrentUser; readonly jiraName: string };

/** In a transaction, which has to be undone where this throws. @throws AppError `conflict` */
export async function storeLink(
  ctx: Context,
  tx: Db,
  { consent: { tenant, account, startedBy }, user, jiraName }: Proven,
): Promise<void> {
  const { id: gitlabUserId, username, name, confirmedEmails } = user;
  if (confirmedEmails.length === 0) {
    throw new AppError('conflict', say('authorization.identity.unconfirmed', { username }));
  }
  const who = { tenantId: tenant.id, hostUrl: account.hostUrl, jiraAccountId: startedBy, jiraName };
  const link = { ...who, gitlabUserId, username, name, linkedAt: ctx.clock.now() };
  if (await putLink(tx, link, { emails: confirmedEmails, sealer: ctx.sealer })) return;
  throw new AppError('conflict', say('authorization.identity.taken', { username }));
}
