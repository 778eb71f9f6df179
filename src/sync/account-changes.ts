import type { Context } from '../context.ts';
import { inTransaction, type Db } from '../db/db.ts';
import { forgetRepositories } from '../dev-info/outbox/forget-repositories.ts';
import { resendRepositories } from '../dev-info/outbox/resend-repositories.ts';
import { startDiscovery } from '../repository/request-discovery.ts';
import { ensureAccountHooks } from '../repository/hooks/tasks.ts';
import { deleteRepositories, releaseReach } from '../repository/reach.store.ts';
import { getRepositories } from '../repository/repository.store.ts';
import type { AccountPayload } from '../repository/tasks.ts';
import { dropHeld } from '../smart-commit/note/note.store.ts';
import { listTenants } from '../tenant/tenant.store.ts';
import { deleteOldRuns, deleteRepositoryRows, followOwner } from './run/repository-rows.store.ts';
import { announceStreams, importAccount } from './run/start-import.ts';
import { startWaitingRuns } from './tasks.ts';

/** New tokens: look what there is, and go on with what stood still without them. */
export async function onAccountAuthorized(ctx: Context, key: AccountPayload): Promise<void> {
  await startDiscovery(ctx, key);
  await importAccount(ctx, key);
}

/** Archived projects may be wanted now; another rule for issue keys means reading all texts again. */
export async function onAccountSettingsChanged(ctx: Context, key: AccountPayload): Promise<void> {
  await startDiscovery(ctx, key);
  await importAccount(ctx, key);
}

/** The repositories of a removed account go, except those that another account of the site reaches. */
export async function onAccountRemoved(ctx: Context, { tenantId, accountId }: AccountPayload): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const released = await releaseReach(tx, { tenantId, accountId }, { now: ctx.clock.now() });
    const repositories = await getRepositories(tx, tenantId, released.unreached);
    // One call of Jira's removes all that was sent under the account's id: only where nothing of it stays.
    const isAll = released.handedOver.length === 0;
    await forgetRepositories(ctx, tx, { tenantId, repositories, accountId: isAll ? accountId : undefined });
    await deleteRepositoryRows(tx, tenantId, released.unreached);
    await dropHeld(tx, tenantId, released.unreached);
    await deleteRepositories(tx, tenantId, released.unreached);
    await handOver(ctx, tx, { tenantId, repositoryIds: released.handedOver });
    await ctx.jobs.add(tx, startWaitingRuns, { payload: { tenantId } });
  });
}

type HandedOver = { readonly tenantId: string; readonly repositoryIds: readonly string[] };

/** A project was moved from one linked group to another: its repository has a new owner. */
export function onRepositoriesHandedOver(ctx: Context, moved: HandedOver): Promise<void> {
  return inTransaction(ctx.db, (tx) => handOver(ctx, tx, moved));
}

/** What is under way is read with the new owner's token, and what Jira has is sent anew under the new owner's id. */
async function handOver(ctx: Context, tx: Db, { tenantId, repositoryIds }: HandedOver): Promise<void> {
  await resendRepositories(ctx, tx, { tenantId, repositoryIds });
  await followOwner(tx, tenantId, repositoryIds);
  await announceStreams(ctx, tx, { tenantId, repositoryIds });
  // The webhooks of its former owner are answered by nobody once that one is removed.
  const owners = new Set((await getRepositories(tx, tenantId, repositoryIds)).map((one) => one.accountId));
  await ctx.jobs.addMany(
    tx,
    ensureAccountHooks,
    [...owners].map((accountId) => ({ tenantId, accountId })),
  );
}

const dayMs = 86_400_000;
const keptDays = 90;

/** Sync runs are kept 90 days (design, rule 11). */
export async function forgetOldRuns(ctx: Context): Promise<void> {
  const endedBefore = ctx.clock.now() - keptDays * dayMs;
  for (const { id } of await listTenants(ctx.db)) await deleteOldRuns(ctx.db, id, { endedBefore });
}
