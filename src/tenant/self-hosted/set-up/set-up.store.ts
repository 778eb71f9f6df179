import type { Db } from '../../../db/db.ts';

/** Who has the secret: a link that nobody has opened yet, or the browser that has opened one. */
export type SetUpHolder = 'link' | 'browser';

/** @param endsAt epoch ms */
export async function insertSetUp(
  db: Db,
  { hash, holder, endsAt }: { hash: string; holder: SetUpHolder; endsAt: number },
): Promise<void> {
  await db.run('insert into set_up (secret_hash, holder, ends_at) values ($1, $2, $3)', [
    hash,
    holder,
    new Date(endsAt),
  ]);
}

/** Uses it up. @returns whether there was one that had not ended */
export async function takeSetUp(
  db: Db,
  { hash, holder, now }: { hash: string; holder: SetUpHolder; now: number },
): Promise<boolean> {
  const rows = await db.rows<{ ends_at: Date }>(
    'delete from set_up where secret_hash = $1 and holder = $2 returning ends_at',
    [hash, holder],
  );
  return rows.some((row) => row.ends_at.getTime() > now);
}

/** Whether this browser is setting something up. */
export async function isSettingUp(db: Db, { hash, now }: { hash: string; now: number }): Promise<boolean> {
  const rows = await db.rows(
    `select 1 as one from set_up where secret_hash = $1 and holder = 'browser' and ends_at > $2`,
    [hash, new Date(now)],
  );
  return rows.length > 0;
}

export async function forgetEndedSetUps(db: Db, now: number): Promise<void> {
  await db.run('delete from set_up where ends_at <= $1', [new Date(now)]);
}
