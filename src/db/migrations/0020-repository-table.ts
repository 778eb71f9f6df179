import type { Db } from '../db.ts';

/** What the table of repositories asks for: runs that have failed, and repositories by path, thousands of them in one account. */
export async function up(tx: Db): Promise<void> {
  // A newer run stops the failed one before it: where a repository has one, it is its newest.
  await tx.run(`create index sync_run_failed on sync_run (tenant_id, repository_id) where state = 'failed'`);
  await tx.run(
    `create index repository_by_path on repository (tenant_id, account_id, lower(path), id) where vanished_at is null`,
  );
}
