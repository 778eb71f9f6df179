import type { Context } from '../../context.ts';
import { inTransaction, type Db } from '../../db/db.ts';
import type { JiraCall } from '../../jira/bulk.client.ts';
import { jobRuleOf, type AppError } from '../../lib/errors.ts';
import { soonAfter } from '../../lib/jitter.ts';
import { jiraConnection } from '../../tenant/jira-connection.ts';
import { canDo } from '../../tenant/kinds/abilities.ts';
import { isLetIn } from '../../tenant/self-hosted/is-let-in.ts';
import { getTenant, type Tenant } from '../../tenant/tenant.store.ts';
import { tryApi, withoutFailed, type Failures } from '../batch/failures.ts';
import { sendBatch, type BatchEnd } from '../batch/send-batch.ts';
import { sendRemovals } from '../batch/send-removals.ts';
import type { Lane } from '../entity.ts';
import { sendLinks } from '../links/send-links.ts';
import type { JiraApi } from '../jira-api.ts';
import { sendTaskOf, type SendPayload } from '../tasks.ts';
import { holdLane } from './hold-lane.ts';
import {
  firstOpening,
  idleLane,
  laneStates,
  openApis,
  saveLaneState,
  type LaneKey,
  type LaneState,
} from './lane.store.ts';

const hour = 3_600_000;
const firstBackoff = 2_000;
const longestBackoff = 15 * 60_000;
/** Then the next tenant has its turn. */
const requestsAJob = 20;

/**
 * The job of a lane: sends until nothing waits, or plans the next job. It never fails for what Jira does: for each API
 * the lane keeps what went wrong in words and goes on later, while the other APIs go on now, and nothing is lost.
 *
 * @throws AppError `cancelled` when the process stops
 */
export async function sendLane(ctx: Context, lane: Lane, payload: SendPayload): Promise<void> {
  const key = { tenantId: payload.tenantId, lane };
  const tenant = await getTenant(ctx.db, payload.tenantId);
  if (tenant.state === 'uninstalled') return;
  // A site that switched us off is asked for every hour; one that uninstalled us is filled again when it returns.
  if (tenant.state === 'disabled')
    return plan(ctx, { tx: ctx.db, key }, { ...payload, at: ctx.clock.now() + hour });
  if (!(await isLetIn(ctx.db, tenant))) {
    if (await holdLane(ctx, tenant, key)) await plan(ctx, { tx: ctx.db, key }, { ...payload, at: undefined });
    return;
  }
  const before = await laneStates(ctx.db, key);
  const apis = openApis(before, ctx.clock.now());
  const { next, failures } = await sendSome(ctx, tenant, { lane, apis, flush: payload.flush === true });
  await inTransaction(ctx.db, async (tx) => {
    for (const api of apis) {
      const error = failures.get(api);
      if (error !== undefined || isMarked(before[api]))
        await saveLaneState(tx, { ...key, api }, stateAfter(ctx, before[api], error));
    }
    if (next !== 'empty')
      await plan(ctx, { tx, key }, { ...payload, at: next === 'more' ? undefined : next });
    const opening = firstOpening(await laneStates(tx, key));
    if (opening !== undefined) {
      await plan(ctx, { tx, key }, { ...payload, at: soonAfter(opening, ctx.clock.now()) });
    }
  });
  for (const [api, err] of failures) ctx.log.warn({ ...key, api, code: err.code, err }, 'outbox waits');
}

type Some = { readonly lane: Lane; readonly apis: readonly JiraApi[]; readonly flush: boolean };

async function sendSome(
  ctx: Context,
  tenant: Tenant,
  { lane, apis, flush }: Some,
): Promise<Pick<BatchEnd, 'next' | 'failures'>> {
  const failures: Failures = new Map();
  const call: JiraCall = { connection: jiraConnection(ctx, tenant, { lane }), now: ctx.clock.now() };
  let next: BatchEnd['next'] = 'empty';
  const flushUpTo = flush ? ctx.clock.now() : 0;
  const send = canDo(tenant, 'development') ? sendBatch : sendLinks;
  // What fails beside the calls of one API (the database, Jira's projects) fails for all.
  await tryAll(apis, failures, async () => {
    const removed = await sendRemovals(ctx, call, { lane, apis });
    addAll(failures, removed.failures);
    for (let requests = 0; requests < requestsAJob && !ctx.stopping.aborted;) {
      const end = await send(ctx, call, { lane, flushUpTo, apis: withoutFailed(apis, failures) });
      addAll(failures, end.failures);
      next = end.next;
      if (next !== 'more') break;
      requests += Math.max(end.requests, 1);
    }
    if (removed.more) next = 'more';
  });
  return { next: failures.size === apis.length ? 'empty' : next, failures };
}

function addAll(failures: Failures, more: Failures): void {
  for (const [api, error] of more) failures.set(api, error);
}

async function tryAll(
  apis: readonly JiraApi[],
  failures: Failures,
  work: () => Promise<void>,
): Promise<void> {
  const failed: Failures = new Map();
  await tryApi(failed, 'devinfo', work);
  const error = failed.get('devinfo');
  if (error !== undefined) for (const api of withoutFailed(apis, failures)) failures.set(api, error);
}

async function plan(
  ctx: Pick<Context, 'jobs'>,
  { tx, key }: { tx: Db; key: LaneKey },
  { flush, at }: { flush?: boolean | undefined; at: number | undefined },
): Promise<void> {
  await ctx.jobs.add(tx, sendTaskOf[key.lane], { payload: { tenantId: key.tenantId, flush }, at });
}

/** Waiting for a limit is no failure; what only a person can mend is tried again every hour, for they may have. */
function stateAfter(ctx: Pick<Context, 'clock'>, before: LaneState, error: AppError | undefined): LaneState {
  if (error === undefined) return idleLane;
  const stops = jobRuleOf[error.code] === 'stop';
  const isFailure = !stops && error.code !== 'rate_limited';
  const failures = isFailure ? before.failures + 1 : before.failures;
  const backoff = Math.min(longestBackoff, firstBackoff * 2 ** Math.min(failures, 20));
  return {
    failures,
    waitingUntil: error.retryAt ?? ctx.clock.now() + (stops ? hour : backoff),
    needsAttention: stops,
    lastError: error.text,
  };
}

function isMarked(state: LaneState): boolean {
  return state.failures > 0 || state.waitingUntil !== null || state.lastError !== null;
}
