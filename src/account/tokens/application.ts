import type { Context } from '../../context.ts';
import type { OauthApplication } from '../../gitlab/oauth.client.ts';
import { AppError } from '../../lib/errors.ts';
import { say } from '../../lib/words/say.ts';
import type { AccountKey } from '../account.ts';
import { clientSecretOf, getAccount } from '../account.store.ts';

/** The one Redirect URL of this installation; GitLab compares it with the registered one character by character. */
export function redirectUri(ctx: Pick<Context, 'config'>): string {
  return `${ctx.config.appBaseUrl}/oauth/gitlab/callback`;
}

/** The OAuth application an account uses, as stored now: an admin may have replaced it. @throws AppError `gone` */
export async function applicationOf(ctx: Context, key: AccountKey): Promise<OauthApplication> {
  const account = await getAccount(ctx.db, key.tenantId, key.accountId);
  if (account === undefined) throw new AppError('gone', say('account.linkAgain'));
  return {
    hostUrl: account.hostUrl,
    clientId: account.clientId,
    clientSecret: await clientSecretOf(ctx.db, key, ctx.sealer),
    redirectUri: redirectUri(ctx),
  };
}
