import type { Context } from '../../context.ts';
import { inTransaction } from '../../db/db.ts';
import type { Item } from '../batch/prepare.ts';
import { settle, type Outcome } from './outbox.store.ts';
import { addRemovals, missingEntities } from './removal.store.ts';
import { wakeOutbox } from './wake-outbox.ts';

/**
 * Records what Jira said of what it was sent. A build, deployment or flag whose repository was forgotten meanwhile is
 * one that Jira has and the list of removals has not: it is added.
 */
export async function settleSent(
  ctx: Context,
  tenantId: string,
  { items, outcomes }: { items: readonly Item[]; outcomes: readonly Outcome[] },
): Promise<void> {
  await settle(ctx.db, tenantId, outcomes);
  const [first] = items;
  if (first === undefined || first.api === 'devinfo') return;
  const sent = new Set(outcomes.filter(({ outcome }) => outcome === 'sent').map(({ row }) => row));
  const rows = items.flatMap(({ row }) => (sent.has(row) ? [row] : []));
  const missing = await missingEntities(ctx.db, tenantId, rows);
  if (missing.size === 0) return;
  const removals = items
    .filter(({ row }) => missing.has(`${row.repositoryId} ${row.id}`))
    .map(({ api, key, row }) => ({ kind: 'entity', api, id: key, sequence: row.sequence }) as const);
  await inTransaction(ctx.db, async (tx) => {
    await addRemovals(tx, tenantId, removals);
    await wakeOutbox(ctx, tx, { tenantId, lane: 'live' });
  });
}
