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

/** A page of GitLab's, and so what one transaction of an import records at most. */
const mostAtOnce = 100;
/** How many more pages of a tenant may come before a batch can be full: counting reads up to a thousand rows. */
const pagesToGo = new WeakMap<Jobs, Map<string, number>>();

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
  ctx: Pick<Context, 'jobs'>,
  tx: Db,
  { tenantId, apis }: { tenantId: string; apis: readonly JiraApi[] },
): Promise<boolean> {
  const pages = pagesToGo.get(ctx.jobs) ?? new Map<string, number>();
  pagesToGo.set(ctx.jobs, pages);
  const toGo = (pages.get(tenantId) ?? 0) - 1;
  if (toGo > 0) {
    pages.set(tenantId, toGo);
    return false;
  }
  const asked = { kinds: kindsFor(apis), limit: fullBatch };
  const count = await countPending(tx, { tenantId, lane: 'import' }, asked);
  pages.set(tenantId, Math.ceil((fullBatch - count) / mostAtOnce));
  return count >= fullBatch;
}
