import type { Db } from '../../db/db.ts';
import { laneState } from '../../dev-info/outbox/lane.store.ts';
import type { JiraSide } from './attention.page.ts';

/** Both lanes together: what holds up one of them is worth knowing. */
export async function loadJiraSide(db: Db, tenantId: string): Promise<JiraSide> {
  const lanes = await Promise.all([
    laneState(db, { tenantId, lane: 'live' }),
    laneState(db, { tenantId, lane: 'import' }),
  ]);
  const waits = lanes.flatMap(({ waitingUntil }) => waitingUntil ?? []);
  return {
    waitingUntil: waits.length === 0 ? undefined : Math.max(...waits),
    needsAttention: lanes.some(({ needsAttention }) => needsAttention),
    lastError: lanes.find(({ lastError }) => lastError !== null)?.lastError ?? undefined,
  };
}
