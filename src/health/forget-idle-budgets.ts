import type { Context } from '../context.ts';
import { forgetBudgets } from '../db/budget.store.ts';

/** The longest window is Jira's hour; two keep the one before. */
const keptMs = 2 * 3_600_000;

/** Budgets come with every user, endpoint and issue that is asked for, and are small: hourly housekeeping ends them. */
export async function forgetIdleBudgets(ctx: Context): Promise<void> {
  await forgetBudgets(ctx.db, ctx.clock.now() - keptMs);
}
