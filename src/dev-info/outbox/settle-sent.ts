import type { Context } from '../../context.ts';
import { inTransaction } from '../../db/db.ts';
import type { Item } from '../batch/prepare.ts';
import type { Lane } from '../entity.ts';
import { endNative } from '../native/native-commit.store.ts';
import { settle, type Outcome } from './outbox.store.ts';
import { addRemovals, missingEntities } from './removal.store.ts';
import { wakeOutbox } from './wake-outbox.ts';

type Answered = {
  readonly lane: Lane;
  readonly items: readonly Item[];
  readonly outcomes: readonly Outcome[];
};

/**
 * Records what Jira said of what it was sent. A build, deployment or flag whose repository was forgotten meanwhile is
 * one that Jira has and the list of removals has not: it is added.
 */
export async function settleSent(
  ctx: Context,
  tenantId: string,
  { lane, items, outcomes }: Answered,
): Promise<void> {
  await settleAll(ctx, tenantId, { items, outcomes });
  measure(ctx, { lane, items, outcomes });
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

/** What Jira was to carry out it has been shown, whatever it made of it, and is not shown again. */
async function settleAll(
  ctx: Context,
  tenantId: string,
  { items, outcomes }: Pick<Answered, 'items' | 'outcomes'>,
): Promise<void> {
  const native = new Set<Outcome['row']>(items.flatMap(({ isNative, row }) => (isNative ? [row] : [])));
  if (native.size === 0) return settle(ctx.db, tenantId, outcomes);
  const shas = outcomes.flatMap(({ row }) => (native.has(row) ? [row.id] : []));
  await inTransaction(ctx.db, async (tx) => {
    await settle(tx, tenantId, outcomes);
    if (shas.length > 0) await endNative(tx, tenantId, shas);
  });
}

/** What people wait for: from the event that was received (or the page that was read) to Jira's answer. */
function measure(
  { metrics, clock }: Pick<Context, 'metrics' | 'clock'>,
  { lane, items, outcomes }: Answered,
): void {
  const itemOf = new Map<Outcome['row'], Item>(items.map((item) => [item.row, item]));
  const now = clock.now();
  for (const { row, outcome } of outcomes) {
    const item = itemOf.get(row);
    if (item === undefined || (outcome !== 'sent' && outcome !== 'rejected')) continue;
    const { kind, facts, queuedAt } = item.row;
    const changedAt = lane === 'live' && 'updatedAt' in facts ? facts.updatedAt : undefined;
    metrics.delivered({
      kind,
      lane,
      outcome,
      seconds: (now - queuedAt) / 1000,
      sinceGitlabSeconds: changedAt === undefined ? undefined : (now - changedAt) / 1000,
    });
  }
}
