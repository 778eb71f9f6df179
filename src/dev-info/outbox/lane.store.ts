import type { Db } from '../../db/db.ts';
import type { Lane } from '../entity.ts';

/** What a lane waits for. Times are epoch ms. */
export type LaneState = {
  /** Failures in a row; waiting for a limit is none. */
  readonly failures: number;
  readonly waitingUntil: number | null;
  /** A Jira administrator has to do something; it is tried again all the same. */
  readonly needsAttention: boolean;
  /** In plain words. */
  readonly lastError: string | null;
};

export const idleLane: LaneState = {
  failures: 0,
  waitingUntil: null,
  needsAttention: false,
  lastError: null,
};

export type LaneKey = { readonly tenantId: string; readonly lane: Lane };

export async function laneState(db: Db, { tenantId, lane }: LaneKey): Promise<LaneState> {
  const [row] = await db.rows<LaneState>(
    `select failures, waiting_until as "waitingUntil", needs_attention as "needsAttention", last_error as "lastError"
     from outbox_lane where tenant_id = $1 and lane = $2`,
    [tenantId, lane],
  );
  return row ?? idleLane;
}

export async function saveLaneState(db: Db, { tenantId, lane }: LaneKey, state: LaneState): Promise<void> {
  await db.run(
    `insert into outbox_lane (tenant_id, lane, failures, waiting_until, needs_attention, last_error)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (tenant_id, lane) do update set failures = excluded.failures, waiting_until = excluded.waiting_until,
       needs_attention = excluded.needs_attention, last_error = excluded.last_error`,
    [tenantId, lane, state.failures, state.waitingUntil, state.needsAttention, state.lastError],
  );
}

/** How many entities wait in a lane; counting stops at `limit`. */
export async function countPending(db: Db, { tenantId, lane }: LaneKey, limit: number): Promise<number> {
  const [row] = await db.rows<{ count: number }>(
    `select count(*)::int as count from (
       select from entity where tenant_id = $1 and lane = $2 and state = 'pending' limit $3) p`,
    [tenantId, lane, limit],
  );
  return row?.count ?? 0;
}
