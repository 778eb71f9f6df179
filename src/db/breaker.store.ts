import type { Block } from './budget.store.ts';
import type { Db } from './db.ts';

/**
 * A budget's row as a breaker that all processes share: `used` counts the failures since the last success, and the block
 * stays in the row when it is over, so that one caller tries what all others wait for. Times are epoch ms.
 */
export type Passage =
  | { readonly isOpen: true; readonly failures: number }
  | { readonly isOpen: false; readonly until: number; readonly reason: string };

/**
 * Whether there may be a call now. After a block the first who asks tries, and holds back the others for `tryMs`.
 */
export async function pass(
  db: Db,
  { name, now, tryMs }: { name: string; now: number; tryMs: number },
): Promise<Passage> {
  const until = now + tryMs;
  const [row] = await db.rows<{ used: number; until: Date | null; reason: string | null; tries: boolean }>(
    `with was as materialized (select used, blocked_until, blocked_reason from budget where name = $1),
     tried as (
       update budget set blocked_until = $3 where name = $1 and blocked_until <= $2 returning 1)
     select used, blocked_until as until, blocked_reason as reason, exists (select from tried) as tries from was`,
    [name, new Date(now), new Date(until)],
  );
  if (row === undefined) return { isOpen: true, failures: 0 };
  if (row.until === null || row.tries) return { isOpen: true, failures: row.used };
  // One that is over was taken by another at the same moment.
  const ends = row.until.getTime();
  return { isOpen: false, until: ends > now ? ends : until, reason: row.reason ?? '' };
}

/** Notes a failure: from `most` on, with no success between, all wait until then. */
export async function noteFailure(
  db: Db,
  { name, until, reason, now, most }: Block & { now: number; most: number },
): Promise<void> {
  await db.run(
    `insert into budget as b (name, window_start, used, blocked_until, blocked_reason)
     values ($1, $2, 1, case when 1 >= $5::int then $3::timestamptz end, $4)
     on conflict (name) do update set window_start = excluded.window_start, used = b.used + 1,
       blocked_until = case when b.used + 1 >= $5::int then $3::timestamptz end, blocked_reason = excluded.blocked_reason`,
    [name, new Date(now), new Date(until), reason, most],
  );
}

/** A call has succeeded: nobody waits any more. */
export async function noteSuccess(db: Db, name: string): Promise<void> {
  await db.run('delete from budget where name = $1', [name]);
}
