import type { Context } from '../../context.ts';
import { inTransaction } from '../../db/db.ts';
import type { AccountPayload } from '../../repository/tasks.ts';
import { startImport } from '../run/start-import.ts';
import { wantGraphs } from './graph-state.store.ts';

/**
 * Whole histories are kept from now on of what an account reaches, if it is for a Jira that walks them. What was read
 * before, without that, is read again; what was not is imported by whoever calls this.
 */
export async function keepGraphs(ctx: Context, key: AccountPayload): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    for (const repositoryId of await wantGraphs(tx, key, ctx.clock.now())) {
      await startImport({ ...ctx, db: tx }, { tenantId: key.tenantId, repositoryId, mode: 'full' });
    }
  });
}
