import type { Db } from '../db.ts';

/** When an authorization has come to its end, well or not: the page that a person left from goes on then. */
export async function up(tx: Db): Promise<void> {
  await tx.run('alter table oauth_state add column ended_at timestamptz');
}
