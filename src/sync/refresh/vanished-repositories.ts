import type { Context } from '../../context.ts';
import { inTransaction } from '../../db/db.ts';
import { forgetRepositories } from '../../dev-info/outbox/forget-repositories.ts';
import { forgetCommitsImported } from '../../repository/commits-imported.store.ts';
import { ensureAccountHooks } from '../../repository/hooks/tasks.ts';
import { getRepositories } from '../../repository/repository.store.ts';
import type { RepositoriesPayload } from '../../repository/tasks.ts';
import { dropHeld } from '../../smart-commit/note/note.store.ts';
import { releaseFiles } from '../run/end-stream.ts';
import { deleteRepositoryRows } from '../run/repository-rows.store.ts';
import { lockRuns } from '../run/run.store.ts';
import { announceStreams } from '../run/start-import.ts';
import { startWaitingRuns } from '../tasks.ts';

/**
 * Nobody reaches these any more: deleted, moved out of every linked group, archived, or hidden. What Jira shows of them
 * goes. The repository's row stays with its switches: one that comes back is imported again.
 */
export async function onRepositoriesVanished(
  ctx: Context,
  { tenantId, repositoryIds }: RepositoriesPayload,
): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    // What was begun before it vanished ends here; what would begin now looks first, and does not.
    for (const repositoryId of [...repositoryIds].sort()) await lockRuns(tx, repositoryId);
    const found = await getRepositories(tx, tenantId, repositoryIds);
    // One may have come back since this was announced, and what was being read of it stood still meanwhile.
    const back = found.filter(({ vanishedAt }) => vanishedAt === null);
    await announceStreams(ctx, tx, { tenantId, repositoryIds: back.map(({ id }) => id) });
    const repositories = found.filter(({ vanishedAt }) => vanishedAt !== null);
    if (repositories.length === 0) return;
    const ids = repositories.map(({ id }) => id);
    await forgetRepositories(ctx, tx, { tenantId, repositories });
    await deleteRepositoryRows(tx, tenantId, ids);
    await forgetCommitsImported(tx, tenantId, ids);
    await dropHeld(tx, tenantId, ids);
    await ctx.jobs.add(tx, startWaitingRuns, { payload: { tenantId } });
    for (const accountId of new Set(repositories.map((one) => one.accountId))) {
      await releaseFiles(ctx, tx, { tenantId, accountId });
      await ctx.jobs.add(tx, ensureAccountHooks, { payload: { tenantId, accountId } });
    }
  });
}
