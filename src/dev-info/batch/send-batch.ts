import type { Context } from '../../context.ts';
import type { JiraCall } from '../../jira/bulk.client.ts';
import type { Lane } from '../entity.ts';
import { apiOf, kindsFor, type JiraApi } from '../jira-api.ts';
import { settleSent } from '../outbox/settle-sent.ts';
import { settle, takePending } from '../outbox/outbox.store.ts';
import { fullBatch, longestWait } from '../outbox/wake-outbox.ts';
import { lookAgainLater } from '../projects/known-projects.ts';
import { tryEach, type Failures } from './failures.ts';
import { fewEntities, packLimits } from './limits.ts';
import { pack } from './pack.ts';
import { plan, type Plan } from './plan.ts';
import type { Item } from './prepare.ts';
import { sendRequest } from './request.ts';
import { sendDeletions } from './send-deletes.ts';
import { sendItems } from './send-items.ts';

export type Batch = {
  readonly lane: Lane;
  /** What was queued up to here does not wait for more. Epoch ms. */
  readonly flushUpTo: number;
  /** Those that are not waited for. */
  readonly apis: readonly JiraApi[];
};

export type BatchEnd = {
  readonly requests: number;
  /** `empty`: nothing waits. `more`: go on. A time, epoch ms: what is left waits for company until then. */
  readonly next: 'empty' | 'more' | number;
  readonly failures: Failures;
};

/** Sends what has waited longest in a lane, packed across repositories: to each API by itself. */
export async function sendBatch(
  ctx: Context,
  call: JiraCall,
  { lane, flushUpTo, apis }: Batch,
): Promise<BatchEnd> {
  const { tenantId } = call.connection;
  const failures: Failures = new Map();
  const taken = { kinds: kindsFor(apis), limit: fullBatch };
  const rows = await takePending(ctx.db, { tenantId, lane }, taken);
  const [oldest] = rows;
  if (oldest === undefined) return { requests: 0, next: 'empty', failures };
  const work = await plan(ctx, call, { lane, rows });
  await settle(ctx.db, tenantId, work.settled);
  if (work.settled.some(({ outcome }) => outcome === 'held')) await lookAgainLater(ctx, tenantId);
  const due = lane === 'live' || oldest.queuedAt <= Math.max(flushUpTo, ctx.clock.now() - longestWait);
  const parts = apis.map((api) => partOf(work, api, due));
  await sendParts(ctx, call, { lane, parts, failures });
  const requests = parts.reduce((sum, part) => sum + part.requests.length, 0);
  const nothingDone = requests + work.deletions.length + work.settled.length === 0;
  const next = nothingDone ? Math.min(oldest.queuedAt, ctx.clock.now()) + longestWait : 'more';
  return { requests, next, failures };
}

/** What one API is sent. */
type Part = {
  readonly api: JiraApi;
  readonly deletions: Plan['deletions'];
  readonly requests: readonly (readonly Item[])[];
};

function partOf({ items, deletions }: Plan, api: JiraApi, due: boolean): Part {
  const ofApi = items.filter((item) => item.api === api);
  return {
    api,
    deletions: deletions.filter(({ row }) => apiOf[row.kind] === api),
    requests: pack(ofApi, packLimits[api]).filter((request) => due || request.length >= fewEntities[api]),
  };
}

/**
 * All at once, but deployments after development information: a deployment's issues are those of its commits that
 * Jira has when it comes. They go all the same where that failed, for their issue keys are theirs without commits.
 */
async function sendParts(
  ctx: Context,
  call: JiraCall,
  { lane, parts, failures }: { lane: Lane; parts: readonly Part[]; failures: Failures },
): Promise<void> {
  const last = parts.filter(({ api }) => api === 'deployments');
  const send = (part: Part) => sendPart(ctx, call, { lane, part });
  const first = parts.filter((part) => !last.includes(part));
  for (const together of [first, last]) await tryEach(failures, together, send);
}

async function sendPart(
  ctx: Context,
  call: JiraCall,
  { lane, part }: { lane: Lane; part: Part },
): Promise<void> {
  await sendDeletions(ctx, call, part.deletions);
  for (const items of part.requests) {
    await sendItems(items, {
      send: (some) => sendRequest(call, some, { lane, product: ctx.config.appName, now: ctx.clock.now() }),
      settle: (outcomes) => settleSent(ctx, call.connection.tenantId, { lane, items, outcomes }),
    });
  }
}
