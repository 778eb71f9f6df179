import type { Db } from '../../db/db.ts';
import type { Lane } from '../entity.ts';
import { jiraApis, kindsFor } from '../jira-api.ts';
import { countPending, laneState, type LaneState } from './lane.store.ts';

export type OutboxLane = Omit<LaneState, 'failures'> & {
  /** Entities that wait to be sent; 100,000 stands for that many or more. */
  readonly pending: number;
};

const mostCounted = 100_000;

/** What waits for Jira and why, for pages. */
export async function outboxState(db: Db, tenantId: string): Promise<Readonly<Record<Lane, OutboxLane>>> {
  const read = async (lane: Lane): Promise<OutboxLane> => {
    const { waitingUntil, needsAttention, lastError } = await laneState(db, { tenantId, lane });
    return {
      waitingUntil,
      needsAttention,
      lastError,
      pending: await countPending(db, { tenantId, lane }, { kinds: kindsFor(jiraApis), limit: mostCounted }),
    };
  };
  return { live: await read('live'), import: await read('import') };
}
