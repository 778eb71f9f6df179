import type { Discovery } from '../../repository/discovery.store.ts';

/** Whether a page should look again by itself; absent: nothing changes without a person. */
export type Activity = 'moving' | 'waiting' | undefined;

/** Soon while something is read or sent; seldom while all of it waits for a limit to end. */
const every = { moving: '2s', waiting: '15s' } as const;

export type Poll = { readonly url: string; readonly every: string };

export function pollOf(activity: Activity, url: string): Poll | undefined {
  return activity && { url, every: every[activity] };
}

/** What moves sets the pace for all. */
export function together(activities: readonly Activity[]): Activity {
  if (activities.includes('moving')) return 'moving';
  return activities.includes('waiting') ? 'waiting' : undefined;
}

/** Of the list of an account's projects; one that was never read is about to be. */
export function listingActivity(discovery: Discovery | undefined): Activity {
  if (discovery === undefined) return 'moving';
  if (discovery.state !== 'running') return undefined;
  return discovery.waitingUntil === null ? 'moving' : 'waiting';
}
