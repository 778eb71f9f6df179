import type { Context } from '../../context.ts';
import { inTransaction } from '../../db/db.ts';
import type { JiraCall } from '../../jira/devinfo.client.ts';
import { asAppError, jobRuleOf, type AppError } from '../../lib/errors.ts';
import { jiraConnection } from '../../tenant/jira-connection.ts';
import { getTenant, type Tenant } from '../../tenant/tenant.store.ts';
import type { Lane } from '../entity.ts';
import { sendTaskOf, type SendPayload } from '../tasks.ts';
import { idleLane, laneState, saveLaneState, type LaneKey, type LaneState } from './lane.store.ts';
import { sendBatch, type BatchEnd } from '../batch/send-batch.ts';
import { sendRemovals } from '../batch/send-deletes.ts';

const hour = 3_600_000;
const firstBackoff = 2_000;
const longestBackoff = 15 * 60_000;
/** Then the next tenant has its turn. */
const requestsAJob = 20;

/**
 * The job of a lane: sends until nothing waits, or plans the next job. It never fails for what Jira does: the lane
 * keeps what went wrong in words and goes on later, and nothing is lost.
 *
 * @throws AppError `cancelled` when the process stops
 */
export async function sendLane(ctx: Context, lane: Lane, payload: SendPayload): Promise<void> {
  const key = { tenantId: payload.tenantId, lane };
  const tenant = await getTenant(ctx.db, payload.tenantId);
  const before = await laneState(ctx.db, key);
  const notBefore = startTime(ctx, tenant, before);
  if (notBefore === 'never') return;
  if (notBefore > ctx.clock.now()) return again(ctx, key, { ...payload, at: notBefore });
  try {
    const next = await sendSome(ctx, tenant, { lane, flush: payload.flush === true });
    if (isMarked(before)) await saveLaneState(ctx.db, key, idleLane);
    if (next !== 'empty') await again(ctx, key, { ...payload, at: next === 'more' ? undefined : next });
  } catch (thrown) {
    await waitAfter(ctx, key, { payload, before, error: asAppError(thrown) });
  }
}

/** A site that uninstalled us is filled again when it returns; one that switched us off is asked for every hour. */
function startTime(ctx: Context, tenant: Tenant, state: LaneState): number | 'never' {
  if (tenant.state === 'uninstalled') return 'never';
  if (tenant.state === 'disabled') return ctx.clock.now() + hour;
  return state.waitingUntil ?? 0;
}

async function sendSome(
  ctx: Context,
  tenant: Tenant,
  { lane, flush }: { lane: Lane; flush: boolean },
): Promise<BatchEnd['next']> {
  const call: JiraCall = { connection: jiraConnection(ctx, tenant), now: ctx.clock.now() };
  // Before anything is sent: a repository that was removed and is back would lose what is sent first.
  await sendRemovals(ctx, call);
  const flushUpTo = flush ? ctx.clock.now() : 0;
  for (let requests = 0; requests < requestsAJob && !ctx.stopping.aborted;) {
    const end = await sendBatch(ctx, call, { lane, flushUpTo });
    if (end.next !== 'more') return end.next;
    requests += Math.max(end.requests, 1);
  }
  return 'more';
}

async function again(
  ctx: Pick<Context, 'jobs' | 'db'>,
  { tenantId, lane }: LaneKey,
  { flush, at }: { flush?: boolean | undefined; at: number | undefined },
): Promise<void> {
  await ctx.jobs.add(ctx.db, sendTaskOf[lane], { payload: { tenantId, flush }, at });
}

type Failure = { payload: SendPayload; before: LaneState; error: AppError };

/** Waiting for a limit is no failure; what only a person can mend is tried again every hour, for they may have. */
async function waitAfter(ctx: Context, key: LaneKey, { payload, before, error }: Failure): Promise<void> {
  const rule = jobRuleOf[error.code];
  if (rule === 'again') throw error;
  const failures = rule === 'retry' || rule === 'patient' ? before.failures + 1 : before.failures;
  const backoff = Math.min(longestBackoff, firstBackoff * 2 ** Math.min(failures, 20));
  const waitingUntil = error.retryAt ?? ctx.clock.now() + (rule === 'stop' ? hour : backoff);
  ctx.log.warn({ ...key, code: error.code, err: error, waitingUntil }, 'outbox waits');
  await inTransaction(ctx.db, async (tx) => {
    await saveLaneState(tx, key, {
      failures,
      waitingUntil,
      needsAttention: rule === 'stop',
      lastError: error.message,
    });
    await again({ jobs: ctx.jobs, db: tx }, key, { ...payload, at: waitingUntil });
  });
}

function isMarked(state: LaneState): boolean {
  return state.failures > 0 || state.waitingUntil !== null || state.lastError !== null;
}
