import type { Context } from '../../context.ts';
import { jiraConnection } from '../../tenant/jira-connection.ts';
import type { Tenant } from '../../tenant/tenant.store.ts';
import { sendRemovals } from '../batch/send-removals.ts';
import { jiraApis } from '../jira-api.ts';
import { clearLaneStates, type LaneKey } from './lane.store.ts';

/**
 * What a lane does for a Jira that has not let the app in: nothing is sent and nothing is planned, which is no fault and
 * has no end of its own. Whoever authorizes the app wakes the lanes (resumeTenant).
 *
 * What is to be removed, and Jira has nothing of, needs no Jira: an account that goes is forgotten all the same.
 *
 * @returns whether there is more of that
 */
export async function holdLane(ctx: Context, tenant: Tenant, key: LaneKey): Promise<boolean> {
  const call = { connection: jiraConnection(ctx, tenant), now: ctx.clock.now() };
  const { more, failures } = await sendRemovals(ctx, call, { lane: key.lane, apis: jiraApis });
  await clearLaneStates(ctx.db, key);
  return more && failures.size === 0;
}
