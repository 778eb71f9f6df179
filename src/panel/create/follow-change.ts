import type { Context } from '../../context.ts';
import { inTransaction } from '../../db/db.ts';
import type { Repository } from '../../repository/repository.store.ts';
import { noteChanges, type ChangeKind } from '../../webhook/change.store.ts';
import { repositoryChanged } from '../../webhook/tasks.ts';

/** Something was made in GitLab: it is read at once, as if a webhook had named it, so that nobody waits for one. */
export async function followChange(
  ctx: Context,
  { tenantId, id: repositoryId }: Pick<Repository, 'tenantId' | 'id'>,
  change: { kind: ChangeKind; id: string },
): Promise<void> {
  const key = { tenantId, repositoryId };
  await inTransaction(ctx.db, async (tx) => {
    await noteChanges(tx, [{ ...key, ...change, dueAt: ctx.clock.now() }]);
    await ctx.jobs.add(tx, repositoryChanged, { payload: key });
  });
}
