import { getAccount } from '../../account/account.store.ts';
import type { Db } from '../../db/db.ts';
import { countShortened, ledgerCounts } from '../../dev-info/ledger.store.ts';
import { mondays } from '../../lib/charts/weeks.ts';
import { hookStates } from '../../repository/hooks/hook-states.ts';
import type { Repository } from '../../repository/repository.store.ts';
import { loadJiraSide } from '../pages/load-jira-side.ts';
import { syncStates } from '../sync-state.ts';
import { shownWeeks } from './activity.page.ts';
import { weeksOfRepository } from './activity.store.ts';
import type { DetailsFacts } from './details.page.ts';
import { runsShown } from './runs.page.ts';
import { runsOf } from './runs.store.ts';

/** All that the page of one repository shows, in a handful of statements. @param page of its runs, from 1 */
export async function loadDetails(
  db: Db,
  repository: Repository,
  { page, now }: { page: number; now: number },
): Promise<DetailsFacts> {
  const { tenantId, id: repositoryId, accountId } = repository;
  const one = { tenantId, repositoryIds: [repositoryId] };
  const weeks = mondays(now, shownWeeks);
  const [account, states, counts, shortened, jira, hooks, runs, activity] = await Promise.all([
    getAccount(db, tenantId, accountId),
    syncStates(db, one),
    ledgerCounts(db, one),
    countShortened(db, { tenantId, repositoryId }),
    loadJiraSide(db, tenantId),
    hookStates(db, one),
    runsOf(db, { tenantId, repositoryId }, { limit: runsShown + 1, offset: (page - 1) * runsShown }),
    weeksOfRepository(db, { tenantId, repositoryId, since: weeks[0] ?? now, weeks: shownWeeks }),
  ]);
  return {
    ...{ repository, account, shortened, jira, runs, page, activity, weeks, now },
    state: states.get(repositoryId),
    counts: counts.get(repositoryId),
    hook: hooks.get(repositoryId),
  };
}
