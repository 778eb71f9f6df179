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
