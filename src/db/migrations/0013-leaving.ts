import type { Db } from '../db.ts';

/**
 * A Jira site can go without a word: since when it has answered nothing but 401 or 404, and when it was asked last.
 */
export async function up(tx: Db): Promise<void> {
  await tx.run(
    'alter table tenant add column unanswered_since timestamptz, add column probed_at timestamptz',
  );
}
