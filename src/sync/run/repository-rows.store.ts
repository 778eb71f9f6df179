import type { Db } from '../../db/db.ts';
import { forgetGraphs } from '../graph/graph-state.store.ts';

const tables = [
  'sync_run',
  'sync_cursor',
  'sync_mark',
  'live_change',
  'walk_commit',
  'walk_missing',
  'branch',
  'deployment',
  'environment',
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
  await forgetGraphs(tx, tenantId, repositoryIds);
}

/** Another account owns these repositories from now on: what is being read of them is read with its token. */
export async function followOwner(tx: Db, tenantId: string, repositoryIds: readonly string[]): Promise<void> {
  for (const table of ['sync_run', 'sync_cursor']) {
    await tx.run(
      `update ${table} s set account_id = p.account_id from repository p
       where s.tenant_id = $1 and s.repository_id = any($2::uuid[]) and p.tenant_id = $1 and p.id = s.repository_id`,
      [tenantId, repositoryIds],
    );
  }
}

/** Runs that ended before this time only explain the past; the newest of each repository says that it was imported. */
export async function deleteOldRuns(
  db: Db,
  tenantId: string,
  { endedBefore }: { endedBefore: number },
): Promise<void> {
  await db.run(
    `delete from sync_run r where tenant_id = $1 and finished_at < $2 and exists (
       select from sync_run newer where newer.tenant_id = $1 and newer.repository_id = r.repository_id
         and newer.queued_at > r.queued_at)`,
    [tenantId, new Date(endedBefore)],
  );
}
