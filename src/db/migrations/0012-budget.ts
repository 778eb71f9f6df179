import type { Db } from '../db.ts';

/** Who shares a window: how many took from it in the present window and in the one before. */
export async function up(tx: Db): Promise<void> {
  await tx.run(`
    alter table budget
      add column holders integer not null default 0,
      add column holders_before integer not null default 0`);
}
