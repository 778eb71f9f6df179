import type { Db } from '../../db/db.ts';
import type { CommandState } from '../command.ts';
import { countByDay, type CommandFilter, type DayCount } from './command-list.store.ts';
import { loadListPage, type ListPage } from './list-page.ts';

/** What an administrator chooses; empty: all. `waiting` is also what is running. */
export const stateChoices = ['done', 'failed', 'unknown', 'skipped', 'waiting'] as const;
export type StateChoice = (typeof stateChoices)[number];

/** What the form of the page asks for; '' where a field is empty. */
export type CommandsQuery = {
  readonly repository: string;
  readonly author: string;
  readonly issue: string;
  readonly state: StateChoice | '';
  readonly from: ListPage['from'];
};

export type CommandsFacts = {
  readonly query: CommandsQuery;
  readonly list: ListPage;
  readonly counts: readonly DayCount[];
  /** Where people find this Jira. */
  readonly siteUrl: string;
  readonly now: number;
};

const dayMs = 86_400_000;
const chartDays = 30;

/** The days that the chart shows, today the last: their beginnings, epoch ms, UTC. */
export function chartedDays(now: number): number[] {
  const today = now - (now % dayMs);
  return Array.from({ length: chartDays }, (_, index) => today - (chartDays - 1 - index) * dayMs);
}

/** One page of the list and the figures of its chart, which follow the same choice but for the state. */
export async function loadCommands(
  db: Db,
  { tenantId, query }: { tenantId: string; query: CommandsQuery },
  now: number,
): Promise<Omit<CommandsFacts, 'siteUrl'>> {
  const filter: CommandFilter = {
    tenantId,
    repository: query.repository || undefined,
    author: query.author || undefined,
    issue: query.issue || undefined,
  };
  const [list, counts] = await Promise.all([
    loadListPage(db, { ...filter, states: statesOf(query.state) }, query.from),
    countByDay(db, filter, chartedDays(now)[0] ?? now),
  ]);
  return { query: { ...query, from: list.from }, list, counts, now };
}

function statesOf(choice: StateChoice | ''): CommandState[] | undefined {
  if (choice === '') return undefined;
  return choice === 'waiting' ? ['waiting', 'running'] : [choice];
}
