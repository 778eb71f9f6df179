import { say } from '../../lib/words/say.ts';
import { commandRow, isMoving, pagerOf } from '../pages/command-row.page.ts';
import type { ListPage } from '../pages/list-page.ts';
import { listQuery } from '../pages/place-in-query.ts';

type Mine = {
  readonly list: ListPage;
  readonly isNotDone: boolean;
  /** Where people see their Jira. */
  readonly siteUrl: string;
  /** It stands in another page. */
  readonly isPart: boolean;
};

const page = '/smart-commits/mine';

/** What the commits of one person asked of Jira. */
export function minePage({ list, isNotDone, siteUrl, isPart }: Mine): Readonly<Record<string, unknown>> {
  const addressFrom = (from: ListPage['from']) =>
    `${page}${listQuery({ notDone: isNotDone ? 'true' : '' }, from)}`;
  const rows = list.commands.map((command) => commandRow(command, siteUrl));
  return {
    title: say('smartCommit.mine.title'),
    url: page,
    isPart,
    isNotDone,
    hasFilter: isNotDone || rows.length > 0,
    rows,
    poll: isMoving(list) ? addressFrom(list.from) : undefined,
    ...pagerOf(list, addressFrom),
  };
}
