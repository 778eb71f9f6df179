import type { Context } from '../../../context.ts';
import { inTransaction, type Db } from '../../../db/db.ts';
import type { EntityKind, ReadEntity } from '../../../dev-info/entity.ts';
import { recordEntities, removeEntities } from '../../../dev-info/ledger.store.ts';
import { wakeOutbox } from '../../../dev-info/outbox/wake-outbox.ts';
import type { Live } from '../../live/open-live.ts';
import type { CiSource } from '../ci-source.ts';

export function liveSource({ db, clock }: Pick<Context, 'db' | 'clock'>, live: Live): CiSource {
  return { ...live, db, lowerCase: live.account.lowerCaseKeys, now: clock.now() };
}

export type LiveChange = {
  readonly kind: EntityKind;
  readonly entities: readonly ReadEntity[];
  /** Gone in GitLab, or naming no issue any more. */
  readonly removed: readonly string[];
  /** What a later reading has shown is not removed. Absent: the version that each has. */
  readonly version?: number | undefined;
};

/** Keeps what an event led to, and sends it before anything that is imported. */
export async function recordLive(
  ctx: Context,
  { key }: Pick<Live, 'key'>,
  { kind, entities, removed, version, also }: LiveChange & { readonly also?: (tx: Db) => Promise<void> },
): Promise<void> {
  const now = ctx.clock.now();
  await inTransaction(ctx.db, async (tx) => {
    await recordEntities(tx, { ...key, lane: 'live', entities, now });
    await removeEntities(tx, { ...key, kind, ids: removed, version, now });
    await also?.(tx);
    await wakeOutbox(ctx, tx, { tenantId: key.tenantId, lane: 'live' });
  });
}
