import type { Outcome } from '../targets-of.ts';
import type { RecentDelivery } from './recent-deliveries.store.ts';

/** How many calls of one repository's webhook the page lists. */
export const deliveriesShown = 25;

const events: Readonly<Record<string, string>> = {
  push: 'Push',
  tag_push: 'Tag',
  merge_request: 'Merge request',
  note: 'Comment',
  pipeline: 'Pipeline',
  deployment: 'Deployment',
  feature_flag: 'Feature flag',
  projects: 'Projects of the group',
  other: 'Another event',
  unreadable: 'No event',
};

const outcomes: Readonly<Record<Outcome, string>> = {
  queued: 'Looked up in GitLab',
  nothing: 'Nothing to do: it changes nothing in Jira',
  switched_off: 'Nothing to do: the repository was off',
  inactive: 'Nothing to do: the account or the app was off',
  unknown_project: 'Looked for new repositories',
  other_project: 'Not believed: it is about another project',
  unreadable: 'Not understood',
};

const clock = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'UTC' });

/** What a webhook told of a repository. @param recent one more than is shown, if there is more; null: no webhook */
export function deliveriesPage(recent: readonly RecentDelivery[] | null): Readonly<Record<string, unknown>> {
  if (recent === null) return { hasHook: false };
  const rows = recent.slice(0, deliveriesShown).map(({ event, about, outcome, receivedAt }) => {
    const date = new Date(receivedAt);
    return {
      at: { iso: date.toISOString(), text: `${clock.format(date)} UTC` },
      event: events[event] ?? event,
      about,
      outcome: outcomes[outcome],
    };
  });
  return { hasHook: true, rows, more: recent.length > deliveriesShown };
}
