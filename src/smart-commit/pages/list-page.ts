import type { Db } from '../../db/db.ts';
import { listCommands, type CommandFilter, type ListedCommand, type ListPart } from './command-list.store.ts';

/** A page of a list of commands, newest first. */
export type ListPage = {
  readonly commands: readonly ListedCommand[];
  /** Where it begins; undefined: at the newest. */
  readonly from: ListPart['from'];
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
};

const pageSize = 25;

export async function loadListPage(db: Db, filter: CommandFilter, from: ListPart['from']): Promise<ListPage> {
  const found = await listCommands(db, filter, { limit: pageSize + 1, from });
  const isMore = found.length > pageSize;
  const isNewer = from?.towards === 'newer';
  // Back at the newest ones: a whole page of them, with those that have come meanwhile.
  if (isNewer && !isMore) return loadListPage(db, filter, undefined);
  return {
    commands: isNewer ? found.slice(-pageSize) : found.slice(0, pageSize),
    from,
    // Whoever came from a page has that one behind them.
    hasOlder: isNewer || isMore,
    hasNewer: from !== undefined,
  };
}
