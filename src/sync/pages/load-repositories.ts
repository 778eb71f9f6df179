import { getAccount } from '../../account/account.store.ts';
import type { Db } from '../../db/db.ts';
import { ledgerCounts } from '../../dev-info/ledger.store.ts';
import { getDiscovery } from '../../repository/discovery.store.ts';
import { accountHookState, hookStates } from '../../repository/hooks/hook-states.ts';
import { countOwnedByOthers } from '../../repository/reach.store.ts';
import { loadJiraSide } from './load-jira-side.ts';
import type { RepositoriesFacts } from './repositories.page.ts';
import { syncStates } from '../sync-state.ts';
import { loadSummary } from './table/load-summary.ts';
import type { TableChoice } from './table/table-choice.ts';
import { countMatching, listMatching } from './table/table.store.ts';

/** Repositories on one page of the table. */
const pageSize = 25;

export type RepositoriesQuery = {
  readonly tenantId: string;
  readonly accountId: string;
  readonly choice: TableChoice;
};

/** All that the page shows about some repositories of an account, in a handful of statements whatever their number. */
export async function loadRepositories(
  db: Db,
  query: RepositoriesQuery,
  now: number,
): Promise<RepositoriesFacts> {
  const { tenantId, accountId, choice } = query;
  const { search, show, sort } = choice;
  const wanted = { tenantId, accountId, search, show };
  const listed = (page: number) =>
    listMatching(db, wanted, { sort, limit: pageSize, offset: (page - 1) * pageSize });
  const [account, total, asked, discovery, summary, jira, elsewhere, webhooks] = await Promise.all([
    getAccount(db, tenantId, accountId),
    countMatching(db, wanted),
    listed(choice.page),
    getDiscovery(db, tenantId, accountId),
    loadSummary(db, { tenantId, accountId }, now),
    loadJiraSide(db, tenantId),
    ownedByOthers(db, query),
    accountHookState(db, { tenantId, accountId }),
  ]);
  // Beyond the last page there is the last.
  const page = Math.min(choice.page, Math.max(1, Math.ceil(total / pageSize)));
  const repositories = page === choice.page ? asked : await listed(page);
  const repositoryIds = repositories.map(({ id }) => id);
  const [states, counts, hooks] = await Promise.all([
    syncStates(db, { tenantId, repositoryIds }),
    ledgerCounts(db, { tenantId, repositoryIds }),
    hookStates(db, { tenantId, repositoryIds }),
  ]);
  return {
    accountId,
    namespacePath: account?.namespacePath ?? '',
    choice: { ...choice, page },
    pageSize,
    total,
    discovery,
    summary,
    repositories,
    states,
    counts,
    jira,
    elsewhere,
    hooks,
    webhooks,
  };
}

/** A project that two accounts reach is one repository, listed with the account that linked it first. */
async function ownedByOthers(
  db: Db,
  { tenantId, accountId }: RepositoriesQuery,
): Promise<RepositoriesFacts['elsewhere']> {
  const owners = await countOwnedByOthers(db, { tenantId, accountId });
  const names = await Promise.all(owners.map(({ ownerId }) => getAccount(db, tenantId, ownerId)));
  return owners.map(({ count }, index) => ({
    count,
    path: names[index]?.namespacePath ?? 'another account',
  }));
}
