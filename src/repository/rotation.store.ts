import type { Db } from '../db/db.ts';

/** Everything of this repository has been looked at, by a run that began then. @param at epoch ms */
export async function noteRotated(
  tx: Db,
  { tenantId, repositoryId, at }: { tenantId: string; repositoryId: string; at: number },
): Promise<void> {
  await tx.run(
    'update repository set rotated_at = greatest(rotated_at, $3) where tenant_id = $1 and id = $2',
    [tenantId, repositoryId, new Date(at)],
  );
}

/** When the newest look at all of a repository began, epoch ms; undefined before the first was complete. */
export async function rotatedAt(
  db: Db,
  { tenantId, repositoryId }: { tenantId: string; repositoryId: string },
): Promise<number | undefined> {
  const [row] = await db.rows<{ at: Date | null }>(
    'select rotated_at as at from repository where tenant_id = $1 and id = $2',
    [tenantId, repositoryId],
  );
  return row?.at?.getTime();
}
