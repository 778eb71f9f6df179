import type { RepositoryCounts } from '../../dev-info/ledger.store.ts';
import type { Discovery } from '../../repository/discovery.store.ts';
import type { AccountHookState, HookState } from '../../repository/hooks/hook-states.ts';
import { letterOf, momentOf, webAddress, type Moment } from '../../lib/page-words.ts';
import { say } from '../../lib/words/say.ts';
import type { Text } from '../../lib/words/text.ts';
import type { Repository } from '../../repository/repository.store.ts';
import type { SyncState } from '../sync-state.ts';
import { listingActivity, pollOf, together, type Activity } from './activity.ts';
import { discoveryAttention, jiraAttention, type JiraSide } from './attention.page.ts';
import { isBusy, syncCell, type SyncCell } from './sync-cell.page.ts';
import { summaryActivity, summaryOf, type SummaryFacts } from './table/summary.page.ts';
import { queryOf, shows, type Sort, type TableChoice } from './table/table-choice.ts';
import { webhookCell, webhooksAttention, webhookWords } from './webhook.page.ts';

/** What `loadRepositories` found. */
export type RepositoriesFacts = {
  readonly accountId: string;
  /** Of its group or user in GitLab. */
  readonly namespacePath: string;
  readonly choice: TableChoice;
  readonly pageSize: number;
  /** Repositories that match, on all pages. */
  readonly total: number;
  readonly discovery: Discovery | undefined;
  readonly summary: SummaryFacts;
  readonly repositories: readonly Repository[];
  readonly states: ReadonlyMap<string, SyncState>;
  readonly counts: ReadonlyMap<string, RepositoryCounts>;
  readonly jira: JiraSide;
  readonly hooks: ReadonlyMap<string, HookState>;
  readonly webhooks: AccountHookState;
  /** Repositories of this account that are listed with another, by that account's path in GitLab. */
  readonly elsewhere: readonly { readonly path: string; readonly count: number }[];
};

type Row = {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly letter: string;
  readonly avatarUrl: string | undefined;
  /** Its own page. */
  readonly detailsUrl: string;
  readonly webUrl: string | undefined;
  readonly enabled: boolean;
  readonly smartCommits: boolean;
  readonly archived: boolean;
  readonly lastActivity: Moment | undefined;
  readonly sync: SyncCell & {
    readonly retryUrl: string | undefined;
    readonly rejectionsUrl: string | undefined;
  };
  /** Absent where the repository is off. */
  readonly refresh:
    { readonly url: string; readonly fullUrl: string; readonly isPossible: boolean } | undefined;
  readonly hook: ReturnType<typeof webhookCell> | undefined;
  readonly webhook: ReturnType<typeof webhookWords>;
  /** What the webhook told last; absent where there is none. */
  readonly deliveriesUrl: string | undefined;
  readonly enabledUrl: string;
  readonly smartCommitsUrl: string;
};

/** The table of an account's repositories. Switches answer with the same page, so that their addresses carry it. */
export function repositoriesPage(facts: RepositoriesFacts, now: number): Readonly<Record<string, unknown>> {
  const { choice, pageSize, total } = facts;
  const { page } = choice;
  const url = `/accounts/${facts.accountId}/repositories`;
  const urlOf = (other: Partial<TableChoice>) => `${url}${queryOf({ ...choice, ...other })}`;
  const last = Math.max(1, Math.ceil(total / pageSize));
  return {
    url,
    search: choice.search,
    sort: choice.sort,
    shows: shows.map((value) => ({
      value,
      label: say(`sync.show.${value}`),
      selected: value === choice.show,
    })),
    isFiltered: choice.search !== '' || choice.show !== 'all',
    refreshUrl: `${url}/refresh`,
    switchUrl: `${url}/switch${queryOf(choice)}`,
    poll: pollOf(activityOf(facts, now), urlOf({})),
    discovery: discoveryWords(facts.discovery),
    summary: facts.summary.progress.enabled > 0 ? summaryOf(facts.summary, now) : undefined,
    attention: [...discoveryAttention(facts.discovery), ...jiraAttention(facts.jira, now)],
    webhooks: webhooksAttention(facts.webhooks, { accountId: facts.accountId, now }),
    columns: {
      name: sortable(choice, ['name', 'name-desc'], urlOf),
      activity: sortable(choice, ['activity', 'activity-asc'], urlOf),
    },
    rows: facts.repositories.map((repository) => rowOf(repository, { facts, now })),
    elsewhere: facts.elsewhere.map(elsewhereWords),
    namespacePath: facts.namespacePath,
    total,
    pages: say('sync.table.range', {
      from: (page - 1) * pageSize + 1,
      to: Math.min(page * pageSize, total),
      total,
    }),
    manyPages: last > 1,
    previousUrl: page > 1 ? urlOf({ page: page - 1 }) : undefined,
    nextUrl: page < last ? urlOf({ page: page + 1 }) : undefined,
  };
}

/** A column's head: chosen again, it turns round. @param sorts the first is how it begins; names rise, times fall */
function sortable(
  { sort }: TableChoice,
  [first, second]: readonly [Sort, Sort],
  urlOf: (other: Partial<TableChoice>) => string,
): { readonly url: string; readonly direction: 'ascending' | 'descending' | undefined } {
  const isRising = sort === 'name' || sort === 'activity-asc';
  const isThis = sort === first || sort === second;
  return {
    url: urlOf({ sort: sort === first ? second : first, page: 1 }),
    direction: isThis ? (isRising ? 'ascending' : 'descending') : undefined,
  };
}

function rowOf(repository: Repository, { facts, now }: { facts: RepositoriesFacts; now: number }): Row {
  const { id, name, path, enabled, smartCommits, archived, lastActivityAt } = repository;
  const action = (verb: string) => `/repositories/${id}/${verb}${queryOf(facts.choice)}`;
  const cell = syncCell({
    enabled,
    state: facts.states.get(id),
    counts: facts.counts.get(id),
    jira: facts.jira,
    now,
  });
  return {
    ...{ id, name, path, enabled, smartCommits, archived },
    webUrl: webAddress(repository.webUrl),
    letter: letterOf(name),
    avatarUrl: repository.avatarUrl === null ? undefined : webAddress(repository.avatarUrl),
    detailsUrl: `/repositories/${id}`,
    lastActivity: lastActivityAt === null ? undefined : momentOf(lastActivityAt),
    sync: {
      ...cell,
      retryUrl: cell.canRetry ? action('import') : undefined,
      rejectionsUrl: cell.rejected === undefined ? undefined : `/repositories/${id}/rejections`,
    },
    refresh: enabled
      ? { url: action('refresh'), fullUrl: action('full-refresh'), isPossible: cell.canRefresh }
      : undefined,
    hook: enabled ? webhookCell(facts.hooks.get(id)) : undefined,
    webhook: enabled ? webhookWords(facts.hooks.get(id), { repositoryId: id, now }) : undefined,
    deliveriesUrl: enabled && hasCalls(facts.hooks.get(id)) ? `/repositories/${id}/deliveries` : undefined,
    enabledUrl: action('enabled'),
    smartCommitsUrl: action('smart-commits'),
  };
}

function hasCalls(hook: HookState | undefined): boolean {
  return hook !== undefined && hook.state !== 'missing' && hook.state !== 'pending';
}

function activityOf(facts: RepositoriesFacts, now: number): Activity {
  const account = summaryActivity(facts.summary);
  const rows = facts.repositories.map(({ id, enabled }) => {
    const [state, counts] = [facts.states.get(id), facts.counts.get(id)];
    // What stands in line moves when the runs before it do, and they are the account's.
    if (enabled && state?.state === 'queued' && account !== undefined) return account;
    return isBusy({ enabled, state, counts, jira: facts.jira, now });
  });
  return together([listingActivity(facts.discovery), account, ...rows]);
}

function discoveryWords(discovery: Discovery | undefined): Text | undefined {
  if (discovery === undefined) return say('sync.looking');
  if (discovery.state !== 'running' || discovery.waitingUntil !== null) return undefined;
  return discovery.found === 0 ? say('sync.looking') : say('sync.lookingFound', { count: discovery.found });
}

function elsewhereWords({ path, count }: RepositoriesFacts['elsewhere'][number]): Text {
  return say('sync.elsewhere', { count, path });
}
