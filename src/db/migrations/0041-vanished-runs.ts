import type { Db } from '../db.ts';

/**
 * A repository that GitLab shows no more could be switched on: its run was never read, never ended, and held a place
 * among those of its site. Nothing is begun there any more; what stands there goes, as it does when one vanishes.
 */
export async function up(tx: Db): Promise<void> {
  for (const table of ['sync_run', 'sync_cursor']) {
    await tx.run(`
      delete from ${table} s using repository p
      where p.tenant_id = s.tenant_id and p.id = s.repository_id and p.vanished_at is not null`);
  }
}
