import type { Context } from '../context.ts';
import { inTransaction } from '../db/db.ts';
import { askAgain, beginDiscovery, getDiscovery } from './discovery.store.ts';
import { discoverRepositories, type AccountPayload } from './tasks.ts';

/** A listing of an account's projects from its first page; one under way is replaced. */
export async function startDiscovery(ctx: Context, key: AccountPayload): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    await beginDiscovery(tx, { ...key, now: ctx.clock.now() });
    await ctx.jobs.add(tx, discoverRepositories, { payload: key });
  });
}

/**
 * The same where none is under way. One that is: it is `enough`, since it has to show everything too; or another
 * follows it, since what it has shown already may have changed.
 */
export async function requestDiscovery(
  ctx: Context,
  key: AccountPayload,
  { ifRunning }: { ifRunning: 'enough' | 'again' },
): Promise<void> {
  const discovery = await getDiscovery(ctx.db, key.tenantId, key.accountId);
  if (discovery?.state !== 'running') return startDiscovery(ctx, key);
  if (ifRunning === 'again' && (await askAgain(ctx.db, key))) return;
  if (ifRunning === 'again') return startDiscovery(ctx, key);
  // Were its job lost, it would be under way for ever; one that waits for a limit is left to wait.
  if ((discovery.waitingUntil ?? 0) > ctx.clock.now()) return;
  await ctx.jobs.add(ctx.db, discoverRepositories, { payload: key });
}
