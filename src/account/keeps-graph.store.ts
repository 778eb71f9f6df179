import type { Db } from '../db/db.ts';
import type { AccountKey } from './account.ts';

/**
 * The account is for a Jira that walks histories by itself and runs Smart Commits by itself: everything that its
 * repositories have is kept, and we run none.
 */
export async function keepWholeGraph(tx: Db, { tenantId, accountId }: AccountKey): Promise<void> {
  await tx.run(
    `update account set keeps_graph = true, smart_commit_runner = 'nobody' where tenant_id = $1 and id = $2`,
    [tenantId, accountId],
  );
}
