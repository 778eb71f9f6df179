import type { Context } from '../../../context.ts';
import { findLink } from '../oauth/client.store.ts';
import { revoke } from '../oauth/oauth.client.ts';
import { forgetTokens, refreshTokensOf } from './token.store.ts';

/**
 * Ends everything that let the app into a site: Jira is told, as far as it listens, and nothing of it is kept. A personal
 * access token is revoked by whoever has made it.
 */
export async function endAuthorizations(ctx: Context, tenantId: string): Promise<void> {
  const link = await findLink(ctx, tenantId);
  const tokens = link === undefined ? [] : await refreshTokensOf(ctx.db, tenantId, ctx.sealer);
  for (const token of tokens) {
    if (link === undefined) break;
    await revoke(ctx, link, token).catch((err: unknown) =>
      ctx.log.warn({ tenantId, err }, 'a token of a self-hosted Jira was not revoked'),
    );
  }
  await forgetTokens(ctx.db, tenantId);
}
