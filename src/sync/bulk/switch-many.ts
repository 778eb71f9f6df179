import type { Context } from '../../context.ts';
import { inTransaction, type Db } from '../../db/db.ts';
import { announceHooks } from '../../repository/hooks/handlers.ts';
import { getRepositories, setSwitchesOfMany, type Switches } from '../../repository/repository.store.ts';
import { refreshIfEnabled } from '../refresh/refresh-repository.ts';
import { followSwitch } from '../run/start-import.ts';
import { followSwitches, type ManyPayload } from '../tasks.ts';

export const bulkActions = ['enable', 'disable', 'smart-on', 'smart-off', 'refresh'] as const;
type BulkAction = (typeof bulkActions)[number];

/** Rows of one transaction: short enough that nobody waits for it. */
const batchSize = 500;
/** Repositories of one job. */
const jobSize = 50;
/** What the person looks at is done before the answer. */
const atOnce = 25;

const switchesOf: Readonly<Record<Exclude<BulkAction, 'refresh'>, Switches>> = {
  enable: { enabled: true },
  disable: { enabled: false },
  'smart-on': { smartCommits: true },
  'smart-off': { smartCommits: false },
};

export type SwitchMany = {
  readonly tenantId: string;
  readonly accountId: string;
  readonly action: BulkAction;
  /** In the order of the page; what is not one of the account's is left alone. */
  readonly repositoryIds: readonly string[];
};

/**
 * Switches or refreshes many repositories of an account. The switches are set when this returns; reading begins and
 * ends at once for the first of them, and by jobs for the others. @returns how many it changed
 */
export async function switchMany(ctx: Context, change: SwitchMany): Promise<number> {
  const { tenantId, accountId, action, repositoryIds } = change;
  const why = action === 'refresh' ? 'refresh' : 'switched';
  const isFollowed = action !== 'smart-on' && action !== 'smart-off';
  let count = 0;
  for (const batch of partsOf(repositoryIds, batchSize)) {
    const first = await inTransaction(ctx.db, async (tx) => {
      const changed = await changeSome(tx, change, batch);
      const isFirst = count === 0;
      count += changed.length;
      if (!isFollowed) return [];
      const now = isFirst ? changed.slice(0, atOnce) : [];
      const later = partsOf(changed.slice(now.length), jobSize);
      await ctx.jobs.addMany(
        tx,
        followSwitches,
        later.map((part) => ({ tenantId, repositoryIds: part, why })),
      );
      return now;
    });
    if (first.length > 0) await onSwitched(ctx, { tenantId, repositoryIds: first, why });
  }
  if (count > 0 && (action === 'enable' || action === 'disable')) {
    await announceHooks(ctx, { tenantId, accountId });
  }
  return count;
}

/** @returns which of the batch were changed, in its order; for a refresh, which can be */
async function changeSome(
  tx: Db,
  { tenantId, accountId, action }: SwitchMany,
  batch: readonly string[],
): Promise<string[]> {
  if (action === 'refresh') {
    const known = await getRepositories(tx, tenantId, batch);
    const wanted = known.filter(
      (one) => one.accountId === accountId && one.enabled && one.vanishedAt === null,
    );
    const ids = new Set(wanted.map(({ id }) => id));
    return batch.filter((id) => ids.has(id));
  }
  const key = { tenantId, accountId };
  const ids = new Set(await setSwitchesOfMany(tx, key, { repositoryIds: batch, ...switchesOf[action] }));
  return batch.filter((id) => ids.has(id));
}

/** Begins or ends the reading of repositories as their switch stands now, whatever it was when this was asked for. */
export async function onSwitched(ctx: Context, { tenantId, repositoryIds, why }: ManyPayload): Promise<void> {
  for (const repositoryId of repositoryIds) {
    if (why === 'refresh') await refreshIfEnabled(ctx, { tenantId, repositoryId, mode: 'soft' });
    else await followSwitch(ctx, { tenantId, repositoryId });
  }
}

function partsOf(ids: readonly string[], size: number): string[][] {
  const count = Math.ceil(ids.length / size);
  return Array.from({ length: count }, (_, index) => ids.slice(index * size, (index + 1) * size));
}
