import type { Context } from '../../context.ts';
import { AppError } from '../../lib/errors.ts';
import { say } from '../../lib/words/say.ts';
import { findTenantById } from '../../tenant/tenant.store.ts';
import { countTokens } from './token.store.ts';

const hourMs = 60 * 60_000;
const longestWaitMs = 24 * hourMs;

/**
 * Keeps a site that has left from being erased while GitLab has yet to be told to forget its tokens and webhooks: with
 * its rows would go what these are taken away with. For a day at most.
 * @throws AppError `rate_limited`: the job waits
 */
export async function awaitRelease(ctx: Context, { tenantId }: { tenantId: string }): Promise<void> {
  const tenant = await findTenantById(ctx.db, tenantId);
  if (tenant?.uninstalledAt == null) return;
  const now = ctx.clock.now();
  if (now - tenant.uninstalledAt >= longestWaitMs || (await countTokens(ctx.db, tenantId)) === 0) return;
  throw new AppError('rate_limited', say('account.token.siteLeft'), {
    retryAt: now + hourMs,
  });
}
