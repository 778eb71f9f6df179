import type { Db } from '../../../db/db.ts';
import { pendingOfAccount } from '../waiting/waiting.store.ts';
import { mostCounted, paceMs, type SummaryFacts } from './summary.page.ts';
import { accountProgress, importPace, sentOfBeingRead } from './summary.store.ts';

/** How an account as a whole stands, in a few statements that take a few milliseconds with 5,000 repositories. */
export async function loadSummary(
  db: Db,
  key: { tenantId: string; accountId: string },
  now: number,
): Promise<SummaryFacts> {
  const [progress, pending, sent, pace] = await Promise.all([
    accountProgress(db, key, now),
    pendingOfAccount(db, key, mostCounted),
    sentOfBeingRead(db, key, mostCounted),
    importPace(db, key, now - paceMs),
  ]);
  return { progress, pending, sent, pace };
}
