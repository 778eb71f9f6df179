import type { Context } from '../../context.ts';
import { deleteOldNative } from '../../dev-info/native/native-commit.store.ts';
import { listTenants } from '../../tenant/tenant.store.ts';
import { deleteOldCommands } from './old-commands.store.ts';

const dayMs = 86_400_000;
const rowsAtOnce = 1_000;

/** What commits did, or were left to Jira to do, is kept SMART_COMMIT_DAYS (design, rule 11). */
export async function forgetOldCommands(ctx: Context): Promise<void> {
  const seenBefore = ctx.clock.now() - ctx.config.smartCommitDays * dayMs;
  for (const { id } of await listTenants(ctx.db)) {
    await deleteOldNative(ctx.db, id, seenBefore);
    while ((await deleteOldCommands(ctx.db, id, { seenBefore, limit: rowsAtOnce })) === rowsAtOnce) {
      if (ctx.stopping.aborted) return;
    }
  }
}
