import { stackedBars, type Series, type StackedBars } from '../../lib/charts/stacked-bars.ts';
import { dayOf, say } from '../../lib/words/say.ts';
import { canRunAgain } from '../can-run-again.ts';
import type { CommandState } from '../command.ts';
import type { DayCount, ListedCommand } from './command-list.store.ts';
import { commandRow, isMoving, pagerOf } from './command-row.page.ts';
import { chartedDays, stateChoices, type CommandsFacts, type CommandsQuery } from './load-commands.ts';
import { listQuery } from './place-in-query.ts';

const page = '/smart-commits';

/** What commits have asked of Jira, for an administrator. Addresses carry the choice, so that each answer is this page. */
export function commandsPage(facts: CommandsFacts): Readonly<Record<string, unknown>> {
  const { query, list, now } = facts;
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
    rows: list.commands.map((command) => rowOf(command, facts)),
    isFiltered,
    poll: isMoving(list) ? `${page}${queryOf(query)}` : undefined,
    chart: facts.counts.length === 0 ? undefined : chartOf(facts.counts, now),
    ...pagerOf(list, (from) => `${page}${queryOf({ ...query, from })}`),
  };
}

function rowOf(command: ListedCommand, { query, siteUrl }: CommandsFacts) {
  return {
    ...commandRow(command, siteUrl),
    againUrl: canRunAgain(command) ? `${page}/${command.id}/run-again${queryOf(query)}` : undefined,
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

function queryOf({ from, ...fields }: CommandsQuery): string {
  return listQuery(fields, from);
}
