import type { Db } from '../../../db/db.ts';
import type { ChangedFile } from '../shapes.ts';

/** Changed files of a commit that names an issue, as far as they have been read; of others nothing is shown anywhere. */
export async function changedFilesOf(
  db: Db,
  { tenantId, repositoryId }: { tenantId: string; repositoryId: string },
  sha: string,
): Promise<readonly ChangedFile[]> {
  const [row] = await db.rows<{ files: readonly ChangedFile[] | null }>(
    `select files from entity
     where tenant_id = $1 and repository_id = $2 and kind = 'commit' and id = $3`,
    [tenantId, repositoryId, sha],
  );
  return row?.files ?? [];
}
