import type { Context } from '../../context.ts';
import { takeAll, type Take } from '../../db/budget.store.ts';
import { AppError } from '../../lib/errors.ts';
import { clockTime, say } from '../../lib/words/say.ts';
import { findTenantById } from '../tenant.store.ts';

const windowMs = 5 * 60_000;
const ofAll: Take = { name: 'sign-in', cost: 1, limit: 120, windowMs };
const mostOfOne = 20;

/**
 * Counts an attempt to sign in, in the database, so that it holds for all processes: for everybody together, and for the
 * site that is named. The caller's address is not looked at, for behind a proxy it is a header that anyone can write.
 *
 * @param tenantId as the caller claims; one that nobody has counts for all alone, so that nobody fills the table
 * @throws AppError `rate_limited`, with the time from which it goes on
 */
export async function countSignIn(ctx: Context, tenantId: string | undefined): Promise<void> {
  const tenant = tenantId === undefined ? undefined : await findTenantById(ctx.db, tenantId);
  const ofOne = tenant && { ...ofAll, name: `sign-in ${tenant.id}`, limit: mostOfOne };
  const takes = ofOne === undefined ? [ofAll] : [ofAll, ofOne];
  const refused = await takeAll(ctx.db, { takes, now: ctx.clock.now() });
  if (refused === undefined) return;
  throw new AppError('rate_limited', say('tenant.signIn.tooMany', { until: clockTime(refused.until) }), {
    retryAt: refused.until,
  });
}
