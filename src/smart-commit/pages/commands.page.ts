import { stackedBars, type Series, type StackedBars } from '../../lib/charts/stacked-bars.ts';
import { momentOf, webAddress, type Moment } from '../../lib/page-words.ts';
import { textOfStored } from '../../lib/words/stored-text.ts';
import { dayOf, say, verbatim } from '../../lib/words/say.ts';
import type { Text } from '../../lib/words/text.ts';
import { canRunAgain } from '../can-run-again.ts';
import { lozengeOf, writtenWords, type Lozenge } from '../command-words.ts';
import type { Command, CommandState } from '../command.ts';
import type { DayCount, ListedCommand } from './command-list.store.ts';
import { chartedDays, stateChoices, type CommandsFacts, type CommandsQuery } from './load-commands.ts';

const page = '/smart-commits';

type Row = {
  readonly id: string;
  readonly sha: string;
  readonly line: string;
  readonly commitUrl: string | undefined;
  readonly author: string;
  readonly repository: Text;
  readonly issueKey: string;
  readonly issueUrl: string | undefined;
  readonly written: string;
  readonly state: Lozenge;
  readonly reason: Text | undefined;
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
    title: say('smartCommit.title'),
    url: page,
    repository: query.repository,
    author: query.author,
    issue: query.issue,
    states: stateChoices.map((value) => ({
      value,
      label: say(`smartCommit.choice.${value}`),
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
    repository: repositoryPath === null ? say('smartCommit.removedRepository') : verbatim(repositoryPath),
    issueKey,
    issueUrl: webAddress(`${siteUrl}/browse/${encodeURIComponent(issueKey)}`),
    written: writtenWords(command),
    state: lozengeOf[state],
    reason: command.reason === null ? undefined : textOfStored(command.reason),
    resultUrl: command.url === null ? undefined : webAddress(command.url),
    person: jiraName,
    at: momentOf(seenAt),
    againUrl: canRunAgain(command) ? `${page}/${id}/run-again${queryOf(query)}` : undefined,
  };
}

/** Of each day, with those that nobody can tell about among the failed: both want a person's eye. */
const series: readonly Series[] = [
  { key: 'done', label: say('smartCommit.chart.done'), look: 'success' },
  { key: 'failed', label: say('smartCommit.chart.failed'), look: 'danger' },
  { key: 'skipped', label: say('smartCommit.chart.skipped'), look: 'plain' },
  { key: 'waiting', label: say('smartCommit.chart.waiting'), look: 'info' },
];
const seriesOf: Readonly<Record<CommandState, string>> = {
  done: 'done',
  failed: 'failed',
  unknown: 'failed',
  skipped: 'skipped',
  waiting: 'waiting',
  running: 'waiting',
};

function chartOf(counts: readonly DayCount[], now: number): StackedBars {
  const byDay = new Map<string, Record<string, number>>();
  for (const { day, state, count } of counts) {
    const of = byDay.get(day) ?? {};
    of[seriesOf[state]] = (of[seriesOf[state]] ?? 0) + count;
    byDay.set(day, of);
  }
  return stackedBars({
    id: 'commands-by-day',
    title: say('smartCommit.chart'),
    series,
    bars: chartedDays(now).map((at) => ({
      label: dayOf(at),
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
