import { momentOf } from '../../lib/page-words.ts';
import { say, verbatim } from '../../lib/words/say.ts';
import type { Text } from '../../lib/words/text.ts';
import type { RecentDelivery } from './recent-deliveries.store.ts';

/** How many calls of one repository's webhook the page lists. */
export const deliveriesShown = 25;

const known = [
  'push',
  'tag_push',
  'merge_request',
  'note',
  'pipeline',
  'deployment',
  'feature_flag',
  'projects',
  'other',
  'unreadable',
] as const;

/** An event in words; one that this version does not know by its own name. */
function eventWords(event: string): Text {
  const one = known.find((name) => name === event);
  return one === undefined ? verbatim(event) : say(`webhook.event.${one}`);
}

/** What a webhook told of a repository. @param recent one more than is shown, if there is more; null: no webhook */
export function deliveriesPage(recent: readonly RecentDelivery[] | null): Readonly<Record<string, unknown>> {
  if (recent === null) return { hasHook: false };
  const rows = recent.slice(0, deliveriesShown).map(({ event, about, outcome, receivedAt }) => {
    return {
      ...{ at: momentOf(receivedAt), about },
      event: eventWords(event),
      outcome: say(`webhook.outcome.${outcome}`),
    };
  });
  return { hasHook: true, rows, more: recent.length > deliveriesShown };
}
