import type { Account } from '../../account/account.ts';
import type { RepositoryCounts } from '../../dev-info/ledger.store.ts';
import { letterOf, webAddress } from '../../lib/page-words.ts';
import { say } from '../../lib/words/say.ts';
import { textOfStored } from '../../lib/words/stored-text.ts';
import type { HookState } from '../../repository/hooks/hook-states.ts';
import type { Repository } from '../../repository/repository.store.ts';
import { pollOf } from '../pages/activity.ts';
import { jiraAttention, type JiraSide } from '../pages/attention.page.ts';
import { streamLabel } from '../pages/stream-words.ts';
import { isBusy, syncCell } from '../pages/sync-cell.page.ts';
import { webhookCell, webhookWords } from '../pages/webhook.page.ts';
import type { StreamProgress, SyncState } from '../sync-state.ts';
import { activityCharts } from './activity.page.ts';
import type { WeekOfRepository } from './activity.store.ts';
import { runsView } from './runs.page.ts';
import type { PastRun } from './runs.store.ts';

/** What `loadDetails` found. */
export type DetailsFacts = {
  readonly repository: Repository;
  readonly account: Account | undefined;
  readonly state: SyncState | undefined;
  readonly counts: RepositoryCounts | undefined;
  /** Entities that Jira has shorter than GitLab. */
  readonly shortened: number;
  readonly jira: JiraSide;
  readonly hook: HookState | undefined;
  /** One more than is shown, if there is more. */
  readonly runs: readonly PastRun[];
  readonly page: number;
  readonly activity: readonly WeekOfRepository[];
  readonly weeks: readonly number[];
  readonly now: number;
};

type View = Readonly<Record<string, unknown>>;

/** One repository: how its import stands, what was read and when, its webhook, what Jira rejected, its activity. */
export function detailsPage(facts: DetailsFacts): View {
  const { repository, account, state, counts, jira, now, page } = facts;
  const { id, name, path, enabled, smartCommits, archived, defaultBranch } = repository;
  const url = `/repositories/${id}`;
  const urlOf = (of: number) => (of === 1 ? url : `${url}?runs=${of}`);
  const isVanished = repository.vanishedAt !== null;
  const sync = { enabled, isVanished, state, counts, jira, now };
  const cell = syncCell(sync);
  return {
    title: name,
    ...{ id, name, path, enabled, smartCommits, archived, defaultBranch, url },
    letter: letterOf(name),
    avatarUrl: repository.avatarUrl === null ? undefined : webAddress(repository.avatarUrl),
    webUrl: webAddress(repository.webUrl),
    hostName: repository.hostUrl.replace(/^https?:\/\//, ''),
    account: account && { name: accountName(account), url: `/accounts/${account.id}` },
    isVanished,
    poll: pollOf(isBusy(sync), urlOf(page)),
    attention: jiraAttention(jira, now),
    sync: cell,
    shortened: facts.shortened === 0 ? undefined : say('sync.shortened', { count: facts.shortened }),
    streams: enabled && state !== undefined && state.state !== 'finished' ? state.streams.map(streamRow) : [],
    actions: actionsOf(repository, cell),
    ...webhookView(facts),
    rejectionsUrl: cell.rejected === undefined ? undefined : `${url}/rejections`,
    charts: activityCharts(facts.activity, facts.weeks),
    runs: runsView(facts.runs, { page, now, urlOf }),
  };
}

function accountName(account: Account): string {
  return account.state === 'pending' ? account.namespacePath : account.name;
}

function actionsOf({ id, enabled }: Repository, cell: ReturnType<typeof syncCell>): View {
  const action = (verb: string) => `/repositories/${id}/${verb}?view=repository`;
  return {
    enabledUrl: action('enabled'),
    smartCommitsUrl: action('smart-commits'),
    refreshUrl: enabled && cell.canRefresh ? action('refresh') : undefined,
    fullUrl: enabled && cell.canRefresh ? action('full-refresh') : undefined,
    retryUrl: cell.canRetry ? action('import') : undefined,
  };
}

const kinds: Readonly<Record<StreamProgress['state'], string>> = {
  waiting: 'neutral',
  running: 'info',
  skipped: 'neutral',
  failed: 'danger',
  finished: 'success',
};

function streamRow({ stream, state, read, keyed, total, requests, error }: StreamProgress): View {
  return {
    ...{ read, total, keyed, requests },
    label: streamLabel(stream),
    state: { label: say(`sync.streamState.${state}`), kind: kinds[state] },
    error: error === undefined ? undefined : textOfStored(error),
  };
}

function webhookView({ repository, account, hook, now }: DetailsFacts): View {
  const { id, enabled, webUrl } = repository;
  if (!enabled) return { webhook: undefined };
  const isGroups = hook?.of === 'group';
  const groupUrl = account && `${account.hostUrl}/groups/${account.namespacePath}`;
  const settings = webAddress((isGroups ? groupUrl : undefined) ?? webUrl);
  return {
    webhook: {
      cell: webhookCell(hook),
      words: webhookWords(hook, { repositoryId: id, now }),
      settingsUrl: settings === undefined ? undefined : `${settings}/-/hooks`,
      isGroups,
      deliveriesUrl: `/repositories/${id}/deliveries`,
    },
  };
}
