import { stackedBars, type Series, type StackedBars } from '../../lib/charts/stacked-bars.ts';
import { momentOf, webAddress, type Moment } from '../../lib/page-words.ts';
import { canRunAgain } from '../can-run-again.ts';
import { lozengeOf, writtenWords, type Lozenge } from '../command-words.ts';
import type { Command, CommandState } from '../command.ts';
import type { DayCount, ListedCommand } from './command-list.store.ts';
import { chartedDays, stateChoices, type CommandsFacts, type CommandsQuery } from './load-commands.ts';

const page = '/smart-commits';
const stateWords = {
  done: 'Done',
  failed: 'Failed',
  unknown: 'Please look',
  skipped: 'Skipped',
  waiting: 'Waiting or running',
} as const satisfies Record<(typeof stateChoices)[number], string>;

type Row = {
  readonly id: string;
  readonly sha: string;
  readonly line: string;
  readonly commitUrl: string | undefined;
  readonly author: string;
  readonly repository: string;
  readonly issueKey: string;
  readonly issueUrl: string | undefined;
  readonly written: string;
  readonly state: Lozenge;
  readonly reason: string | undefined;
  readonly resultUrl: string | undefined;
  readonly person: string | null;
  readonly at: Moment;
  readonly againUrl: string | undefined;
};

/** What commits have asked of Jira, for an administrator. Addresses carry the choice, so that each answer is this page. */
export function commandsPage(facts: CommandsFacts): Readonly<Record<string, unknown>> {
  const { query, commands, hasOlder, hasNewer, now } = facts;
  const [first, last] = [commands.at(0), commands.at(-1)];
  const isMoving = commands.some(({ state }) => state === 'waiting' || state === 'running');
  const isFiltered = [query.repository, query.author, query.issue, query.state].some((field) => field !== '');
  return {
    title: 'Smart Commits',
    url: page,
    repository: query.repository,
    author: query.author,
    issue: query.issue,
    states: stateChoices.map((value) => ({
      value,
      label: stateWords[value],
      selected: value === query.state,
    })),
    rows: commands.map((command) => rowOf(command, facts)),
    isFiltered,
    poll: isMoving ? `${page}${queryOf(query)}` : undefined,
    chart: facts.counts.length === 0 ? undefined : chartOf(facts.counts, now),
    newerUrl: hasNewer && first ? pageFrom(query, first, 'newer') : undefined,
    olderUrl: hasOlder && last ? pageFrom(query, last, 'older') : undefined,
    manyPages: hasNewer || hasOlder,
  };
}

function rowOf(command: ListedCommand, { query, siteUrl }: CommandsFacts): Row {
  const { id, sha, commit, repositoryPath, issueKey, state, jiraName, seenAt } = command;
  const address = commit.authorEmail === '' ? '' : `, ${commit.authorEmail}`;
  return {
    id,
    sha: sha.slice(0, 8),
    line: commit.line,
    commitUrl: webAddress(commit.url),
    author: `${commit.authorName}${address}`,
    repository: repositoryPath ?? 'a repository that was removed',
    issueKey,
    issueUrl: webAddress(`${siteUrl}/browse/${encodeURIComponent(issueKey)}`),
    written: writtenWords(command),
    state: lozengeOf[state],
    reason: command.reason ?? undefined,
    resultUrl: command.url === null ? undefined : webAddress(command.url),
    person: jiraName,
    at: momentOf(seenAt),
    againUrl: canRunAgain(command) ? `${page}/${id}/run-again${queryOf(query)}` : undefined,
  };
}

/** Of each day, with those that nobody can tell about among the failed: both want a person's eye. */
const series: readonly Series[] = [
  { key: 'done', label: 'Done', look: 'success' },
  { key: 'failed', label: 'Failed or unknown', look: 'danger' },
  { key: 'skipped', label: 'Skipped', look: 'plain' },
  { key: 'waiting', label: 'Waiting', look: 'info' },
];
const seriesOf: Readonly<Record<CommandState, string>> = {
  done: 'done',
  failed: 'failed',
  unknown: 'failed',
  skipped: 'skipped',
  waiting: 'waiting',
  running: 'waiting',
};

const dayName = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

function chartOf(counts: readonly DayCount[], now: number): StackedBars {
  const byDay = new Map<string, Record<string, number>>();
  for (const { day, state, count } of counts) {
    const of = byDay.get(day) ?? {};
    of[seriesOf[state]] = (of[seriesOf[state]] ?? 0) + count;
    byDay.set(day, of);
  }
  return stackedBars({
    id: 'commands-by-day',
    title: 'Commands by the day their commit came, last 30 days (UTC)',
    series,
    bars: chartedDays(now).map((at) => ({
      label: dayName.format(at),
      counts: byDay.get(new Date(at).toISOString().slice(0, 10)) ?? {},
    })),
    labelEvery: 5,
  });
}

type Towards = 'older' | 'newer';

function pageFrom(query: CommandsQuery, command: Command, towards: Towards): string {
  return `${page}${queryOf({ ...query, from: { ...command, towards } })}`;
}

function queryOf({ repository, author, issue, state, from }: CommandsQuery): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ repository, author, issue, state })) {
    if (value !== '') query.set(name, value);
  }
  if (from !== undefined) query.set(from.towards, `${from.place}.${from.position}.${from.issueKey}`);
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}
