import type { Rejection } from '../../dev-info/rejection.store.ts';
import { webAddress } from '../../lib/page-words.ts';
import { say } from '../../lib/words/say.ts';
import { textOfStored } from '../../lib/words/stored-text.ts';

/** How many rejections of one repository the page lists. */
export const rejectionsShown = 50;

/** What Jira rejected of one repository, with Jira's reasons. @param rejected one more than is shown, if there is more */
export function rejectionsPage(rejected: readonly Rejection[]): Readonly<Record<string, unknown>> {
  const rows = rejected.slice(0, rejectionsShown).map(({ kind, label, url, reason }) => ({
    kind: say(`sync.kind.${kind}`),
    label,
    reason: textOfStored(reason),
    url: webAddress(url),
  }));
  return { rows, more: rejected.length > rejectionsShown };
}
