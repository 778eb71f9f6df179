import type { Context } from '../../context.ts';
import { take } from '../../db/budget.store.ts';
import { AppError } from '../../lib/errors.ts';
import { say } from '../../lib/words/say.ts';

const windowMs = 60_000;
/** What a person who types needs, and far less than what would make this app a tool to knock at doors with. */
const mostPerWindow = 40;

/**
 * What is typed into the form makes this app call an address that a person names: so many times a minute for a site,
 * whoever types. @throws AppError `rate_limited`
 */
export async function allowCheck({ db, clock }: Context, tenantId: string): Promise<void> {
  const name = `account-check:${tenantId}`;
  const until = await take(db, { name, cost: 1, limit: mostPerWindow, windowMs, now: clock.now() });
  if (until === undefined) return;
  throw new AppError('rate_limited', say('account.check.tooMany'), { retryAt: until });
}
