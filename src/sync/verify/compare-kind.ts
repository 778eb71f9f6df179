import { inTransaction } from '../../db/db.ts';
import {
  compareEntities,
  ledgerAfter,
  requeueEntities,
  type LedgerEntry,
} from '../../dev-info/compare.store.ts';
import type { EntityKind, ReadEntity } from '../../dev-info/entity.ts';
import { recordEntities, removeEntities } from '../../dev-info/ledger.store.ts';
import { wakeOutbox } from '../../dev-info/outbox/wake-outbox.ts';
import { inParts } from '../../lib/in-parts.ts';
import { differenceOf, waitingOf, type Difference, type Found } from './difference.ts';
import type { Subject } from './subject.ts';

const rowsAtOnce = 1_000;
const confirmedAtOnce = 4;

export type KindToCompare = {
  readonly kind: EntityKind;
  /** All that GitLab has of it and that names an issue, in any order, as the importers would record it. */
  readonly pages: AsyncIterable<readonly ReadEntity[]>;
  /**
   * Of one that no page has shown: whether it is gone, or names no issue any more. A listing can lose one, so GitLab is
   * asked for it. Default: it is gone.
   */
  readonly isGone?: ((entry: LedgerEntry) => Promise<boolean>) | undefined;
};

/** Compares one kind in both directions; a page at a time, keeping ids only. */
export async function* compareKind(
  subject: Subject,
  { kind, pages, isGone }: KindToCompare,
): AsyncGenerator<Difference> {
  const seen = new Set<string>();
  for await (const entities of pages) {
    for (const { id } of entities) seen.add(id);
    const deviations = await compareEntities(subject.ctx.db, subject.key, entities);
    const found = deviations.flatMap((one) => differenceOf(one) ?? []);
    if (subject.repair) await heal(subject, { kind, found, entities });
    yield* found.map((one) => ({ ...one, kind, repositoryId: subject.key.repositoryId }));
  }
  yield* compareLedger(subject, { kind, seen, isGone });
}

async function* compareLedger(
  subject: Subject,
  { kind, seen, isGone }: Pick<KindToCompare, 'kind' | 'isGone'> & { seen: ReadonlySet<string> },
): AsyncGenerator<Difference> {
  const { ctx, key, startedAt } = subject;
  for (let after: string | undefined = ''; after !== undefined;) {
    const rows: LedgerEntry[] = await ledgerAfter(ctx.db, key, { kind, after, limit: rowsAtOnce });
    const unseen = rows.filter(({ id, removed }) => removed || !seen.has(id));
    const checked = await inParts(unseen, confirmedAtOnce, async (row): Promise<Found[]> => {
      if (row.removed) return [waitingOf(row) ?? []].flat();
      if (row.seenAt > startedAt || !((await isGone?.(row)) ?? true)) return [];
      return [
        {
          id: row.id,
          problem: 'surplus',
          detail: 'GitLab does not have it any more, or it names no issue there.',
        },
      ];
    });
    const found = checked.flat();
    if (subject.repair) await heal(subject, { kind, found, entities: [] });
    yield* found.map((one) => ({ ...one, kind, repositoryId: key.repositoryId }));
    after = rows.length < rowsAtOnce ? undefined : rows.at(-1)?.id;
  }
}

/** What was read is recorded, what is gone removed, and what Jira does not have sent once more. */
async function heal(
  { ctx, key }: Subject,
  { kind, found, entities }: { kind: EntityKind; found: readonly Found[]; entities: readonly ReadEntity[] },
): Promise<void> {
  if (found.length === 0) return;
  const idsOf = (...problems: readonly Found['problem'][]) =>
    found.filter(({ problem }) => problems.includes(problem)).map(({ id }) => id);
  const toRecord = new Set(idsOf('missing', 'outdated', 'keys'));
  const now = ctx.clock.now();
  await inTransaction(ctx.db, async (tx) => {
    await recordEntities(tx, {
      ...key,
      now,
      lane: 'import',
      entities: entities.filter(({ id }) => toRecord.has(id)),
    });
    await removeEntities(tx, { ...key, now, lane: 'import', kind, ids: idsOf('surplus') });
    await requeueEntities(tx, key, { kind, ids: idsOf('rejected'), now });
    await wakeOutbox(ctx, tx, { tenantId: key.tenantId, lane: 'import', importIsRunning: false });
  });
}
