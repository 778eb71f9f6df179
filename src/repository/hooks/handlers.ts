import { listAccounts, type AccountKey } from '../../account/account.store.ts';
import type { Context } from '../../context.ts';
import { handle, type Handler } from '../../queue/run-task.ts';
import { getRepositories } from '../repository.store.ts';
import { ensureHooks } from './ensure-hooks.ts';
import { ensureAccountHooks } from './tasks.ts';

/** The webhooks' part of the job map. */
export const hookHandlers: readonly Handler<Context>[] = [
  handle<Context, AccountKey>(ensureAccountHooks, { run: ensureHooks }),
];

/** Other accounts own these repositories now: they see to their webhooks. */
export async function ensureHooksOfOwners(
  ctx: Context,
  { tenantId, repositoryIds }: { tenantId: string; repositoryIds: readonly string[] },
): Promise<void> {
  const repositories = await getRepositories(ctx.db, tenantId, repositoryIds);
  for (const accountId of new Set(repositories.map((repository) => repository.accountId))) {
    await ctx.jobs.add(ctx.db, ensureAccountHooks, { payload: { tenantId, accountId } });
  }
}

/** A site was switched on again. */
export async function ensureHooksOfTenant(ctx: Context, { tenantId }: { tenantId: string }): Promise<void> {
  for (const { id, state } of await listAccounts(ctx.db, tenantId)) {
    if (state === 'active') await announceHooks(ctx, { tenantId, accountId: id });
  }
}

/** Announces a look at an account's webhooks: what it has was listed, switched or changed. */
export async function announceHooks(ctx: Context, { tenantId, accountId }: AccountKey): Promise<void> {
  await ctx.jobs.add(ctx.db, ensureAccountHooks, { payload: { tenantId, accountId } });
}
