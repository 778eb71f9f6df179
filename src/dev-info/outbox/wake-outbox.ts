import type { Context } from '../../context.ts';
import type { Db } from '../../db/db.ts';
import type { Lane } from '../entity.ts';
import { sendTaskOf } from '../tasks.ts';
import { kindsFor } from '../jira-api.ts';
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
  const isFull =
    !waits ||
    (await countPending(tx, { tenantId, lane }, { kinds: kindsFor(apis), limit: fullBatch })) >= fullBatch;
  const at = apis.length === 0 ? firstOpening(states) : isFull ? now : now + longestWait;
  await ctx.jobs.add(tx, sendTaskOf[lane], { payload: { tenantId, flush }, at });
}
