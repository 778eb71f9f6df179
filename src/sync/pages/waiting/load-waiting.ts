import type { Account } from '../../../account/account.ts';
import { listBlocks } from '../../../db/budget.store.ts';
import type { Db } from '../../../db/db.ts';
import { laneStates } from '../../../dev-info/outbox/lane.store.ts';
import { addressBudget, endpointBudgets, importBudget, userBudget } from '../../../gitlab/http/budgets.ts';
import { getDiscovery } from '../../../repository/discovery.store.ts';
import { isLetIn } from '../../../tenant/self-hosted/is-let-in.ts';
import type { Tenant } from '../../../tenant/tenant.store.ts';
import type { WaitingFacts } from './waiting.page.ts';
import { countRuns, pendingOfAccount, waitingReads } from './waiting.store.ts';

const mostCounted = 100_000;
const errorsShown = 5;

/** All that this account waits for, in a handful of small statements. */
export async function loadWaiting(
  db: Db,
  { account, site }: { account: Account; site: Tenant },
  now: number,
): Promise<WaitingFacts> {
  const { tenantId, id: accountId } = account;
  const key = { tenantId, accountId };
  const [blocks, discovery, runs, reads, pending, live, imports, letIn] = await Promise.all([
    blocksOf(db, account, now),
    getDiscovery(db, tenantId, accountId),
    countRuns(db, key),
    waitingReads(db, key, { now, limit: errorsShown }),
    pendingOfAccount(db, key, mostCounted),
    laneStates(db, { tenantId, lane: 'live' }),
    laneStates(db, { tenantId, lane: 'import' }),
    isLetIn(db, site),
  ]);
  return {
    account,
    now,
    blocks,
    listingUntil: discovery?.waitingUntil ?? undefined,
    runs,
    reads,
    pending,
    mostCounted,
    jira: { live, import: imports },
    letIn,
  };
}

async function blocksOf(db: Db, account: Account, now: number): Promise<WaitingFacts['blocks']> {
  if (account.state === 'pending') return [];
  const user = userBudget(account.hostUrl, account.tokenOwner.id);
  const names = [user, importBudget(user), addressBudget(account.hostUrl)];
  const blocks = await listBlocks(db, { names, prefix: endpointBudgets(user), now });
  return blocks.map(({ name, until }) => {
    const at = names.indexOf(name);
    return { whom: (['user', 'imports', 'address'] as const)[at] ?? 'endpoint', name, until };
  });
}
