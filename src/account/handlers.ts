import type { Context } from '../context.ts';
import { handle, type Handler } from '../queue/run-task.ts';
import { forgetOwedToken, revokeOwed } from './tokens/give-token-back.ts';
import type { OwedTokenKey } from './tokens/owed-token.store.ts';
import { forgetTokens, revokeAccountTokens } from './tokens/revoke-account-tokens.ts';
import { revokeOwedToken, revokeTokens } from './tasks.ts';

/** The account's part of the job map. */
export const accountHandlers: readonly Handler<Context>[] = [
  handle<Context, { tenantId: string; accountId: string }>(revokeTokens, {
    run: revokeAccountTokens,
    onGiveUp: (ctx, key) => forgetTokens(ctx, key),
  }),
  handle<Context, OwedTokenKey>(revokeOwedToken, {
    run: revokeOwed,
    onGiveUp: (ctx, key) => forgetOwedToken(ctx, key),
  }),
];
