import type { Db } from '../db.ts';

/** The clientKey of a site that had the app through Connect before it had it through Forge: the way back. */
export async function up(tx: Db): Promise<void> {
  await tx.run('alter table tenant add column connect_key text');
}
