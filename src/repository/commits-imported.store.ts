import type { Db } from '../db/db.ts';

/** All commits that were there have been read: what comes after is new. The first time counts. `at`: epoch ms. */
export async function noteCommitsImported(
  tx: Db,
  { tenantId, repositoryId, at }: { tenantId: string; repositoryId: string; at: number },
): Promise<void> {
  await tx.run(
    `update repository set commits_imported_at = $3
     where tenant_id = $1 and id = $2 and commits_imported_at is null`,
    [tenantId, repositoryId, new Date(at)],
  );
}

/** What was read of these repositories is forgotten: their commits will be history once more. */
export async function forgetCommitsImported(
  tx: Db,
  tenantId: string,
  repositoryIds: readonly string[],
): Promise<void> {
  await tx.run(
    'update repository set commits_imported_at = null where tenant_id = $1 and id = any($2::uuid[])',
    [tenantId, repositoryIds],
  );
}

export async function areCommitsImported(
  db: Db,
  { tenantId, repositoryId }: { tenantId: string; repositoryId: string },
): Promise<boolean> {
  const rows = await db.rows(
    'select 1 as one from repository where tenant_id = $1 and id = $2 and commits_imported_at is not null',
    [tenantId, repositoryId],
  );
  return rows.length > 0;
}
