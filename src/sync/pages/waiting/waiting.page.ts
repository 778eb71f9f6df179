import type { Account } from '../../../account/account.ts';
import type { Lane } from '../../../dev-info/entity.ts';
import { jiraApis, type JiraApi } from '../../../dev-info/jira-api.ts';
import type { LaneStates } from '../../../dev-info/outbox/lane.store.ts';
import { endpointInName } from '../../../gitlab/http/budgets.ts';
import { countOf, countWords, momentOf, type Moment } from '../../../lib/page-words.ts';
import type { WaitingReads } from './waiting.store.ts';

/** What `loadWaiting` found. Times are epoch ms. */
export type WaitingFacts = {
  readonly account: Account;
  readonly now: number;
  readonly blocks: readonly {
    readonly whom: 'user' | 'imports' | 'address' | 'endpoint';
    readonly name: string;
    readonly until: number;
  }[];
  /** The list of repositories. */
  readonly listingUntil: number | undefined;
  readonly runs: { readonly queued: number; readonly running: number };
  readonly reads: readonly WaitingReads[];
  readonly pending: Readonly<Record<Lane, number>>;
  readonly mostCounted: number;
  readonly jira: Readonly<Record<Lane, LaneStates>>;
};

type Row = {
  readonly what: string;
  readonly whom: 'GitLab' | 'Jira' | 'Its turn' | 'A Jira administrator';
  readonly until?: Moment | undefined;
  readonly why: string;
};

/** What waits for whom, until when, and why, in plain words. */
export function waitingPage(facts: WaitingFacts): Readonly<Record<string, unknown>> {
  const { account, now } = facts;
  const rows = [...gitlabRows(facts), ...readingRows(facts), ...jiraRows(facts)];
  return {
    title: 'What waits',
    url: `/accounts/${account.id}`,
    name: account.state === 'pending' ? account.namespacePath : account.name,
    asOf: momentOf(now),
    rows,
    moving: rows.length === 0 ? movingWords(facts) : undefined,
  };
}

function gitlabRows({ account, blocks, listingUntil, now }: WaitingFacts): Row[] {
  const host = new URL(account.hostUrl).host;
  const user = account.state === 'pending' ? 'this user' : `@${account.tokenOwner.username}`;
  const rows = blocks.map(({ whom, name, until }): Row => {
    const moment = momentOf(until);
    const words = {
      user: {
        what: `All that is read as ${user}`,
        why: `GitLab asks us to wait: ${user} has used up the requests that it takes from one user.`,
      },
      imports: {
        what: `Imports and full refreshes that are read as ${user}`,
        why: 'The rest of the requests that GitLab takes from this user now is kept for live changes.',
      },
      address: {
        what: `All that is read from ${host}`,
        why: `${host} asks this app to wait, whichever account it is for.`,
      },
      endpoint: {
        what: `Requests for ${endpointInName(name) ?? 'one thing'} as ${user}`,
        why: 'GitLab limits these by themselves. All other reading goes on.',
      },
    }[whom];
    return { ...words, whom: 'GitLab', until: moment };
  });
  if (listingUntil === undefined || listingUntil <= now) return rows;
  const why = 'GitLab has limited its requests. The list is read on by itself.';
  return [...rows, { what: 'The list of repositories', whom: 'GitLab', until: momentOf(listingUntil), why }];
}

function readingRows({ reads, runs, now }: WaitingFacts): Row[] {
  const rows = reads.map(({ repositories, error, until }): Row => ({
    what: `Reading of ${countOf(repositories, 'repository', 'repositories')}`,
    whom: 'GitLab',
    until: until !== null && until > now ? momentOf(until) : undefined,
    why:
      error ??
      'It goes on by itself when GitLab, or this account’s share of what GitLab allows, has room again.',
  }));
  if (runs.queued === 0) return rows;
  const busy = runs.running === 0 ? '' : ` ${countWords(runs.running)} of this account are being read now.`;
  const why = `Only some repositories of a Jira site are read at the same time.${busy}`;
  const what = `Import or refresh of ${countOf(runs.queued, 'repository', 'repositories')}`;
  return [...rows, { what, whom: 'Its turn', why }];
}

const laneWords = { live: 'Live changes', import: 'Imports and refreshes' } as const;
const apiWords: Readonly<Record<JiraApi, string>> = {
  devinfo: 'branches, commits and merge requests',
  builds: 'builds',
  deployments: 'deployments',
  feature_flags: 'feature flags',
};

function jiraRows({ jira, pending, now, mostCounted }: WaitingFacts): Row[] {
  return (['live', 'import'] as const).flatMap((lane) =>
    jiraApis.flatMap((api): Row[] => {
      const { waitingUntil, needsAttention, lastError } = jira[lane][api];
      if (waitingUntil === null || waitingUntil <= now) return [];
      return [
        {
          what: `${laneWords[lane]}: ${apiWords[api]} (${pendingWords(pending[lane], mostCounted)})`,
          whom: needsAttention ? 'A Jira administrator' : 'Jira',
          until: momentOf(waitingUntil),
          why:
            lastError ??
            'Jira takes no more requests for now. What has been read is kept, and sent by itself.',
        },
      ];
    }),
  );
}

function pendingWords(count: number, most: number): string {
  return `${countWords(count)}${count >= most ? ' or more' : ''} of this account ${count === 1 ? 'is' : 'are'} unsent`;
}

function movingWords({ pending, runs, mostCounted }: WaitingFacts): string {
  const unsent = pending.live + pending.import;
  if (unsent > 0) {
    const many = `${countWords(unsent)}${unsent >= mostCounted ? ' or more' : ''}`;
    return `Nothing waits for anybody. ${many} ${unsent === 1 ? 'change is' : 'changes are'} on the way to Jira.`;
  }
  if (runs.running > 0) {
    const many = countOf(runs.running, 'repository is', 'repositories are');
    return `Nothing waits for anybody. ${many} being read now.`;
  }
  return 'Nothing waits. All that was read has been sent to Jira.';
}
