import type { Context } from '../../context.ts';
import type { Db } from '../../db/db.ts';
import type { Lane } from '../entity.ts';
import { sendTaskOf } from '../tasks.ts';
import type { Jobs } from '../../queue/jobs.ts';
import { kindsFor, type JiraApi } from '../jira-api.ts';
import { countPending, firstOpening, laneStates, openApis } from './lane.store.ts';

/** Imports wait for this many entities, so that requests are large: each costs a point of the app's hourly budget. */
export const fullBatch = 1_000;
/** But no longer than this, ms. */
export const longestWait = 5_000;

export type WakeOutbox = {
  readonly tenantId: string;
  readonly lane: Lane;
  /** Whether more is about to come. False at the end of an import: then nothing is waited for. */
  readonly importIsRunning?: boolean | undefined;
};

/** A count reads a thousand rows: many pages of an import in the same second count once. */
const countedEveryMs = 1_000;
const countedAt = new WeakMap<Jobs, Map<string, number>>();

/** Announces, in the transaction that recorded something, that there is something to send. */
export async function wakeOutbox(
  ctx: Pick<Context, 'jobs' | 'clock'>,
  tx: Db,
  { tenantId, lane, importIsRunning = true }: WakeOutbox,
): Promise<void> {
  const now = ctx.clock.now();
  const states = await laneStates(tx, { tenantId, lane });
  const apis = openApis(states, now);
  const waits = lane === 'import' && importIsRunning;
  const flush = waits ? undefined : true;
  const isFull = !waits || (await isBatchFull(ctx, tx, { tenantId, apis }));
  const at = apis.length === 0 ? firstOpening(states) : isFull ? now : now + longestWait;
  await ctx.jobs.add(tx, sendTaskOf[lane], { payload: { tenantId, flush }, at });
}

async function isBatchFull(
  ctx: Pick<Context, 'jobs' | 'clock'>,
  tx: Db,
  { tenantId, apis }: { tenantId: string; apis: readonly JiraApi[] },
): Promise<boolean> {
  const counted = countedAt.get(ctx.jobs) ?? new Map<string, number>();
  countedAt.set(ctx.jobs, counted);
  const now = ctx.clock.now();
  for (const [tenant, at] of counted) if (at + countedEveryMs <= now) counted.delete(tenant);
  if (counted.has(tenantId)) return false;
  counted.set(tenantId, now);
  const asked = { kinds: kindsFor(apis), limit: fullBatch };
  return (await countPending(tx, { tenantId, lane: 'import' }, asked)) >= fullBatch;
}
