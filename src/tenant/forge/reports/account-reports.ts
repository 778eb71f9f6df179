import { z } from 'zod';
import type { Context } from '../../../context.ts';
import { block, blockedUntil } from '../../../db/budget.store.ts';
import { inTransaction } from '../../../db/db.ts';
import { noTenant } from '../../../queue/jobs.ts';
import { handle, type Handler } from '../../../queue/run-task.ts';
import { defineTask } from '../../../queue/task.ts';
import { asAppError } from '../../../lib/errors.ts';
import type { AccountPlace, KeptAccount, PersonOfSite } from './account-place.ts';
import { sendReport, type AccountReport, type ReportAnswer } from './account-report.client.ts';
import { reportingToken } from './reporting-token.ts';

/** Blocked while the app has reported, or is about to. */
const cycle = 'atlassian account reports';
/** Until the first answer says how long a cycle is. Longer than work that fails is tried again. */
const claimMs = 12 * 3_600_000;
/** Accounts in one call (User privacy guide, "Request"). */
const mostAtOnce = 90;
/** Jira's word for a person it will not name; not to be reported (User privacy guide). */
const nobody = 'unknown';

type Batch = { tenantId: string; after: string; startedAt: number };

const reportBatch = defineTask<Batch>({
  name: 'tenant.report-accounts',
  payload: z.object({ tenantId: z.uuid(), after: z.string(), startedAt: z.number() }),
  jobKey: () => 'batch',
  priority: 20,
});

/**
 * The report of stored Atlassian account ids that every app owes (Forge, "User privacy guide for app developers"):
 * once in a cycle, 7 days unless Atlassian says otherwise, all ids are sent; people who closed their account are erased,
 * what has changed is read anew. It is the app's, so a person who is known on several sites is reported once.
 *
 * @param places all that keep account ids
 * @returns what hourly housekeeping starts it with, and the job that sends one batch and queues the next
 */
export function accountReports(places: readonly AccountPlace[]): {
  readonly start: (ctx: Context) => Promise<void>;
  readonly handler: Handler<Context>;
} {
  return {
    start,
    handler: handle<Context, Batch>(reportBatch, { run: (ctx, batch) => send(ctx, places, batch) }),
  };
}

/** Nothing where a cycle is not over, or where no site can come through Forge, whose tokens are needed. */
async function start(ctx: Context): Promise<void> {
  const now = ctx.clock.now();
  if (ctx.config.forgeAppId === undefined) return;
  if ((await blockedUntil(ctx.db, { names: [cycle], now })) !== undefined) return;
  await inTransaction(ctx.db, async (tx) => {
    await block(tx, { name: cycle, until: now + claimMs, reason: 'account ids are being reported' });
    await ctx.jobs.add(tx, reportBatch, { payload: { tenantId: noTenant, after: '', startedAt: now } });
  });
}

type Found = { readonly place: AccountPlace; readonly account: KeptAccount };

async function send(ctx: Context, places: readonly AccountPlace[], batch: Batch): Promise<void> {
  const found = await nextOf(ctx, places, batch.after);
  const last = found.at(-1)?.account.accountId;
  if (last === undefined) return;
  const report = reportOf(found);
  if (report.length > 0) await act(ctx, found, await reported(ctx, report, batch.startedAt));
  await ctx.jobs.add(ctx.db, reportBatch, { payload: { ...batch, after: last } });
}

/** The next 90 people, with all places that know them. Sorted as the places sort, so that none is passed over. */
async function nextOf(ctx: Context, places: readonly AccountPlace[], after: string): Promise<Found[]> {
  const lists = await Promise.all(
    places.map(async (place) =>
      (await place.list(ctx, { after, limit: mostAtOnce })).map((account) => ({ place, account })),
    ),
  );
  const all = lists.flat();
  const ids = [...new Set(all.map(({ account }) => account.accountId))].sort(inOrder).slice(0, mostAtOnce);
  const taken = new Set(ids);
  return all
    .filter(({ account }) => taken.has(account.accountId))
    .sort((one, other) => inOrder(one.account.accountId, other.account.accountId));
}

function inOrder(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Each person with the time of the oldest that is kept of them, as Atlassian asks for. */
function reportOf(found: readonly Found[]): AccountReport[] {
  const readAt = new Map<string, number>();
  for (const { account } of found) {
    if (account.accountId === nobody) continue;
    readAt.set(account.accountId, Math.min(account.readAt, readAt.get(account.accountId) ?? Infinity));
  }
  return [...readAt].map(([accountId, at]) => ({ accountId, updatedAt: new Date(at).toISOString() }));
}

async function reported(
  ctx: Context,
  report: readonly AccountReport[],
  startedAt: number,
): Promise<ReportAnswer['accounts']> {
  try {
    const token = await reportingToken(ctx);
    const { accounts, cycleMs } = await sendReport(ctx, { token, report });
    await block(ctx.db, { name: cycle, until: startedAt + cycleMs, reason: 'account ids were reported' });
    return accounts;
  } catch (error) {
    const { retryAt } = asAppError(error);
    // The claim goes with the wait, so that no second report starts meanwhile.
    if (retryAt !== undefined)
      await block(ctx.db, { name: cycle, until: retryAt + claimMs, reason: 'reports wait' });
    throw error;
  }
}

async function act(ctx: Context, found: readonly Found[], answers: ReportAnswer['accounts']): Promise<void> {
  for (const { accountId, status } of answers) {
    for (const { place, account } of found.filter((one) => one.account.accountId === accountId)) {
      for (const tenantId of account.tenantIds) await actOn(ctx, place, { tenantId, accountId, status });
    }
  }
  if (answers.length > 0) ctx.log.info({ people: answers.length }, 'account ids were erased or read anew');
}

async function actOn(
  ctx: Context,
  place: AccountPlace,
  { status, ...person }: PersonOfSite & { status: 'closed' | 'updated' },
): Promise<void> {
  if (status === 'updated' && place.refresh !== undefined) await place.refresh(ctx, person);
  else await place.erase(ctx, person);
}
