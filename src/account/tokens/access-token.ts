import type { Context } from '../../context.ts';
import type { Db } from '../../db/db.ts';
import { say } from '../../lib/words/say.ts';
import type { Account, AccountKey } from '../account.ts';
import { markActive, markNeedsAuthorization } from '../account-state.store.ts';
import { applicationOf } from './application.ts';
import { leasedToken, type AccessTokenOptions } from './leased-token.ts';
import { tokensOfAccount } from './token.store.ts';

const words = {
  invalid_client: say('authorization.account.refusedClient'),
  invalid_grant: say('authorization.account.refused'),
};

/**
 * An access token of an account that is good for at least five more minutes (`leasedToken`). A refusal marks the account.
 * @throws AppError `needs_authorization` (GitLab refused the grant, or there is none), errors of `refreshTokens`
 */
export function accessToken(
  ctx: Context,
  account: Account,
  options: AccessTokenOptions = {},
): Promise<string> {
  const key: AccountKey = { tenantId: account.tenantId, accountId: account.id };
  const holder = {
    key: tokensOfAccount(key),
    application: () => applicationOf(ctx, key),
    words,
    onRefused: (tx: Db, reason: keyof typeof words) => markNeedsAuthorization(tx, key, words[reason]),
    onRevived: (tx: Db) => markActive(tx, key),
  };
  return leasedToken(ctx, holder, options);
}
