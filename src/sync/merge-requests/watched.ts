import type { WatchedCount } from '../../gitlab/gitlab-port.ts';
import type { EndPage } from './both-ends.ts';

/**
 * GitLab tells nobody of a deleted merge request. But it numbers them one by one for each project and never gives a
 * number twice (app/models/internal_id.rb): how many numbers up to the highest are not there grows with each deletion
 * and with nothing else. Gaps that were there before (an import leaves some) do not matter.
 */
export type Watched = {
  /** Those made since then are watched, epoch ms; null: all. */
  readonly since: number | null;
  /** The highest number ever seen. */
  readonly highest: number;
  /** The highest number less the count of those that are watched. */
  readonly missing: number;
};

/** What a complete listing has shown so far, read from both ends. */
export type Seen = {
  readonly all: number;
  readonly highest: number;
  /** From the newest on. `at`: when the last of them was made, epoch ms; `atOnce`: how many were, in that second. */
  readonly newest: { readonly count: number; readonly at: number; readonly atOnce: number };
};

export const nothingSeen: Seen = { all: 0, highest: 0, newest: { count: 0, at: 0, atOnce: 0 } };

/** Of more merge requests the newest are watched: GitLab counts to a thousand, and more are made until the next listing. */
const watchedAtMost = 500;
const countedAtMost = 1_000;

/** @param fresh how many of these pages were not shown before from the other end */
export function seePages(seen: Seen, pages: readonly EndPage[], fresh: number): Seen {
  return pages.reduce<Seen>(
    ({ highest, newest, all }, { side, items }) => ({
      all,
      highest: Math.max(highest, ...items.map(({ iid }) => iid)),
      newest: side === 'newest' && newest.count < watchedAtMost ? seeNewest(newest, items) : newest,
    }),
    { ...seen, all: seen.all + fresh },
  );
}

function seeNewest(newest: Seen['newest'], items: EndPage['items']): Seen['newest'] {
  const at = items.at(-1)?.createdAt;
  if (at === undefined) return newest;
  const atOnce = items.filter(({ createdAt }) => createdAt === at).length;
  return {
    count: newest.count + items.length,
    at,
    atOnce: at === newest.at ? newest.atOnce + atOnce : atOnce,
  };
}

/** What is watched from now on, after a complete listing. */
export function watchedOf({ all, highest, newest }: Seen): Watched {
  if (all <= watchedAtMost) return { since: null, highest, missing: highest - all };
  // GraphQL's times have whole seconds, and the last second may not have been shown wholly.
  return { since: newest.at + 1_000, highest, missing: highest - (newest.count - newest.atOnce) };
}

/** The same, counted anew; undefined where there are more than GitLab counts. */
export function countAgain(before: Watched, { count, newest }: WatchedCount): Watched | undefined {
  if (count > countedAtMost) return undefined;
  // The newest one may be what was deleted.
  const highest = Math.max(before.highest, newest);
  return { since: before.since, highest, missing: highest - count };
}
