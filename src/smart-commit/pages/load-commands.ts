import type { Db } from '../../db/db.ts';
import type { CommandState } from '../command.ts';
import {
  countByDay,
  listCommands,
  type CommandFilter,
  type DayCount,
  type ListedCommand,
  type ListPart,
} from './command-list.store.ts';

/** What an administrator chooses; empty: all. `waiting` is also what is running. */
export const stateChoices = ['done', 'failed', 'unknown', 'skipped', 'waiting'] as const;
export type StateChoice = (typeof stateChoices)[number];

/** What the form of the page asks for; '' where a field is empty. */
export type CommandsQuery = {
  readonly repository: string;
  readonly author: string;
  readonly issue: string;
  readonly state: StateChoice | '';
  readonly from: ListPart['from'];
};

export type CommandsFacts = {
  readonly query: CommandsQuery;
  readonly commands: readonly ListedCommand[];
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
  readonly counts: readonly DayCount[];
  /** Where people find this Jira. */
  readonly siteUrl: string;
  readonly now: number;
};

const pageSize = 25;
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
  const { from } = query;
  const [found, counts] = await Promise.all([
    listCommands(db, { ...filter, states: statesOf(query.state) }, { limit: pageSize + 1, from }),
    countByDay(db, filter, chartedDays(now)[0] ?? now),
  ]);
  const isMore = found.length > pageSize;
  const isNewer = from?.towards === 'newer';
  // Back at the newest ones: a whole page of them, with those that have come meanwhile.
  if (isNewer && !isMore) return loadCommands(db, { tenantId, query: { ...query, from: undefined } }, now);
  return {
    query,
    commands: isNewer ? found.slice(-pageSize) : found.slice(0, pageSize),
    // Whoever came from a page has that one behind them.
    hasOlder: isNewer || isMore,
    hasNewer: from !== undefined,
    counts,
    now,
  };
}

function statesOf(choice: StateChoice | ''): CommandState[] | undefined {
  if (choice === '') return undefined;
  return choice === 'waiting' ? ['waiting', 'running'] : [choice];
}
