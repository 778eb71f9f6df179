import type { Db } from '../../db/db.ts';
import type { EntityKind } from '../../dev-info/entity.ts';
import { entitiesNotShown } from '../../dev-info/named-issues.store.ts';
import { removeEntities } from '../../dev-info/ledger.store.ts';
import { getMark, saveMark } from '../run/mark.store.ts';
import type { Reading } from '../run/reading.ts';
import { laneOf } from '../stream.ts';

/** A row becomes visible when its transaction ends, a little after the time it carries; so do their clocks differ. */
const slackMs = 5 * 60_000;
/** What a rotation reads again even if it has not changed: what was deleted of it is found. */
const rotationMs = 30 * 86_400_000;

type Mark = { readonly updatedAt: number };

/**
 * From which change on (the provider's time, epoch ms) a run reads what is listed by its last update. Undefined: all,
 * for a full run and before the first complete read.
 */
export async function readFrom(db: Db, { key, run }: Reading, now: number): Promise<number | undefined> {
  if (run.mode === 'full') return undefined;
  const mark = (await getMark(db, key)) as Mark | undefined;
  if (mark === undefined) return undefined;
  const from = mark.updatedAt - slackMs;
  return Math.max(0, run.mode === 'rotation' ? Math.min(from, now - rotationMs) : from);
}

/** Where the next soft refresh begins; an empty list leaves the mark where it was. */
export async function keepMark(
  tx: Db,
  { key }: Reading,
  { updatedAt, now }: { updatedAt: number; now: number },
): Promise<void> {
  const before = (await getMark(tx, key)) as Mark | undefined;
  const mark: Mark = { updatedAt: Math.max(updatedAt, before?.updatedAt ?? 0) };
  await saveMark(tx, key, { mark, now });
}

/**
 * At the end of a listing that shows again whatever changed since `from`: what it should have shown and did not has
 * been deleted, or names no issue any more. @returns whether the ledger was changed
 */
export async function removeNotShown(
  tx: Db,
  { key, run }: Reading,
  { kind, from, now }: { kind: EntityKind; from: number; now: number },
): Promise<boolean> {
  const seenBefore = run.startedAt ?? run.queuedAt;
  const ids = await entitiesNotShown(tx, key, { kind, changedSince: from, seenBefore });
  await removeEntities(tx, { ...key, kind, ids, now, lane: laneOf(run.mode) });
  return ids.length > 0;
}
