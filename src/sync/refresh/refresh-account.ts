import { getAccount, listAccounts } from '../../account/account.store.ts';
import type { Context } from '../../context.ts';
import type { EventsMissed } from '../../repository/hooks/tasks.ts';
import { requestDiscovery } from '../../repository/request-discovery.ts';
import { findTenantById, listTenants } from '../../tenant/tenant.store.ts';
import { repositoriesMoved, repositoriesRead, repositoriesToRotate } from '../run/moved.store.ts';
import { startImport } from '../run/start-import.ts';
import { checkHook, checkHooks, refreshAccountTask, type AccountKey } from '../tasks.ts';
import { refreshIfEnabled } from './refresh-repository.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** `last_activity_at` moves once an hour at most (Event::RESET_PROJECT_ACTIVITY_INTERVAL); and clocks differ. */
const activitySlackMs = 70 * minuteMs;

/** Lists the projects of an account; when that is done, what moved is refreshed (`onListed`). */
export async function refreshAccount(ctx: Context, key: AccountKey): Promise<void> {
  await requestDiscovery(ctx, key, { ifRunning: 'enough' });
}

/** Every REFRESH_MINUTES, at a time of the account's own: all accounts together are spread over the interval. */
export async function onRefreshDue(ctx: Context, key: AccountKey): Promise<void> {
  const account = await getAccount(ctx.db, key.tenantId, key.accountId);
  if (account?.state !== 'active') return;
  await scheduleRefresh(ctx, key);
  // A site that has switched us off for a while is looked at when it has us on again.
  if ((await findTenantById(ctx.db, key.tenantId))?.state !== 'active') return;
  await refreshAccount(ctx, key);
  await ctx.jobs.add(ctx.db, checkHooks, { payload: key });
}

/** The next turn of an account; one that waits keeps its time. */
async function scheduleRefresh(ctx: Context, key: AccountKey): Promise<void> {
  const at = nextTurn(key.accountId, {
    now: ctx.clock.now(),
    interval: ctx.config.refreshMinutes * minuteMs,
  });
  await ctx.jobs.add(ctx.db, refreshAccountTask, { payload: key, at });
}

/** Hourly: whatever became of an account's turn, it has one again. */
export async function scheduleRefreshes(ctx: Context): Promise<void> {
  for (const { id: tenantId } of await listTenants(ctx.db)) {
    for (const { id: accountId, state } of await listAccounts(ctx.db, tenantId)) {
      if (state === 'active') await scheduleRefresh(ctx, { tenantId, accountId });
    }
  }
}

/** @param id a UUID. @returns the first time after `now` that is the id's own place within an interval, epoch ms */
export function nextTurn(id: string, { now, interval }: { now: number; interval: number }): number {
  const place = Number.parseInt(id.slice(0, 8), 16) % interval;
  return (Math.floor((now - place) / interval) + 1) * interval + place;
}

/**
 * The projects of an account have been listed: some are read as a whole in turn, the others where there was activity
 * since they were read. In this order, for one that moves every hour would never have its turn.
 */
export async function onListed(ctx: Context, { tenantId, accountId }: AccountKey): Promise<void> {
  await rotate(ctx, { tenantId, accountId });
  const moved = await repositoriesMoved(ctx.db, { tenantId, accountId, slack: activitySlackMs });
  for (const repositoryId of moved) await refreshIfEnabled(ctx, { tenantId, repositoryId, mode: 'soft' });
}

/**
 * Not everything moves `last_activity_at` (pipelines, deployments, feature flags), nor does the deletion of a merge
 * request: each repository is looked at as a whole once a day, a few with every refresh.
 */
async function rotate(ctx: Context, { tenantId, accountId }: AccountKey): Promise<void> {
  const interval = ctx.config.refreshMinutes * minuteMs;
  // A turn is noticed by the next refresh, and takes a while: both fit into the day.
  const period = Math.max(12 * hourMs, 24 * hourMs - 2 * interval);
  const now = ctx.clock.now();
  const read = await repositoriesRead(ctx.db, { tenantId, accountId });
  // After a day of silence all are due at once: twice the usual number, until that is made up for.
  const limit = Math.max(5, Math.ceil((2 * read.length * interval) / period));
  for (const repositoryId of await repositoriesToRotate(ctx.db, {
    tenantId,
    accountId,
    period,
    limit,
    now,
  })) {
    if (!(await startImport(ctx, { tenantId, repositoryId, mode: 'rotation' }))) continue;
    await ctx.jobs.add(ctx.db, checkHook, { payload: { tenantId, repositoryId } });
  }
}

/** What has been read before is looked at again: nobody told us of anything meanwhile. */
export async function refreshRepositories(ctx: Context, missed: EventsMissed): Promise<void> {
  const { tenantId, accountId, repositoryIds } = missed;
  for (const repositoryId of await repositoriesRead(ctx.db, { tenantId, accountId })) {
    if (repositoryIds !== undefined && !repositoryIds.includes(repositoryId)) continue;
    await refreshIfEnabled(ctx, { tenantId, repositoryId, mode: 'soft' });
  }
}

/** New tokens: the account has its turns again, and what it could not read meanwhile is read. */
export async function onAuthorizedAgain(ctx: Context, key: AccountKey): Promise<void> {
  await scheduleRefresh(ctx, key);
  await refreshRepositories(ctx, key);
}
