import type { Context } from '../../../context.ts';
import { systemTokenColumn } from '../installation.store.ts';
import { isUsable, waitsForToken } from '../system-token.ts';
import { newestToken } from './newest-token.store.ts';

/**
 * A token to speak as the app, not for a site: any installation's will do, and the newest lives longest.
 * @throws AppError `rate_limited` where no site has called within the life of a token
 */
export async function reportingToken(ctx: Context): Promise<string> {
  const now = ctx.clock.now();
  const newest = await newestToken(ctx.db);
  if (newest === undefined || !isUsable(newest.at, now)) throw waitsForToken(newest?.at, now);
  return ctx.sealer.open(newest.token, { tenantId: newest.tenantId, column: systemTokenColumn });
}
