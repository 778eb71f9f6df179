import type { Db } from '../../db/db.ts';

const tables = [
  'sync_run',
  'sync_cursor',
  'walk_commit',
  'walk_missing',
  'branch',
  'open_merge_request',
] as const;

/** Everything that reading these repositories has left behind. */
export async function deleteRepositoryRows(
  tx: Db,
  tenantId: string,
  repositoryIds: readonly string[],
): Promise<void> {
  for (const table of tables) {
    await tx.run(`delete from ${table} where tenant_id = $1 and repository_id = any($2::uuid[])`, [
      tenantId,
      repositoryIds,
    ]);
  }
}
