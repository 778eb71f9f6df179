import type { Db } from '../../../db/db.ts';
import { pendingOfAccount } from '../waiting/waiting.store.ts';
import { mostCounted, paceMs, type SummaryFacts } from './summary.page.ts';
import { accountProgress, importPace, sentOfAccount } from './summary.store.ts';

/** How an account as a whole stands, in a few statements that take a few milliseconds with 5,000 repositories. */
export async function loadSummary(
  db: Db,
  key: { tenantId: string; accountId: string },
  now: number,
): Promise<SummaryFacts> {
  const [progress, pending, pace] = await Promise.all([
    accountProgress(db, key, now),
    pendingOfAccount(db, key, mostCounted),
    importPace(db, key, now - paceMs),
  ]);
  const isBusy = progress.queued + progress.running + pending.live + pending.import > 0;
  const sent = isBusy ? await sentOfAccount(db, key, mostCounted) : undefined;
  return { progress, pending, pace, sent };
}
