import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { GitlabMergeRequest } from '../../src/gitlab/merge-request.schema.ts';
import {
  advanceEnds,
  bothEnds,
  firstShown,
  haveMet,
  sidesToRead,
  type EndPage,
  type Side,
} from '../../src/sync/merge-requests/both-ends.ts';
import {
  countAgain,
  nothingSeen,
  seePages,
  watchedOf,
  type Watched,
} from '../../src/sync/merge-requests/watched.ts';

type One = Pick<GitlabMergeRequest, 'id' | 'iid' | 'createdAt'>;

/** In the order of creation, several in a second now and then, with numbers missing. */
const project = fc
  .array(fc.record({ wait: fc.nat(3), isMissing: fc.nat(9).map((n) => n === 0) }), { maxLength: 900 })
  .map((all) => {
    let second = 0;
    return all.flatMap(({ wait, isMissing }, n): One[] => {
      second += wait;
      return isMissing ? [] : [{ id: n, iid: n + 1, createdAt: second * 1_000 }];
    });
  });

function readAll(items: readonly One[]): Watched {
  let [ends, seen] = [bothEnds, nothingSeen];
  while (!haveMet(ends)) {
    const pages = sidesToRead(ends).map((side: Side): EndPage => {
      const ordered = side === 'oldest' ? items : [...items].reverse();
      const from = Number(ends[side].after ?? 0);
      const next = from + 100 < ordered.length ? String(from + 100) : undefined;
      return { side, items: ordered.slice(from, from + 100) as GitlabMergeRequest[], next };
    });
    seen = seePages(seen, pages, firstShown(ends, pages).length);
    ends = advanceEnds(ends, pages);
  }
  return watchedOf(seen);
}

function count(watched: Watched, items: readonly One[]): Watched | undefined {
  const counted = items.filter(({ createdAt }) => createdAt >= (watched.since ?? 0));
  return countAgain(watched, {
    count: Math.min(counted.length, 1_001),
    newest: counted.at(-1)?.iid ?? 0,
  });
}

describe('what is missing of the numbers of merge requests', () => {
  it('grows by each one that is deleted, and by nothing else', () => {
    fc.assert(
      fc.property(project, fc.array(fc.nat()), fc.nat(20), (items, picks, fresh) => {
        const watched = readAll(items);
        if (items.length <= 500) expect(watched.since).toBeNull();
        expect(count(watched, items)).toEqual(watched);
        const at = Math.max(watched.since ?? 0, items.at(-1)?.createdAt ?? 0);
        const next = watched.highest + 1;
        const made = Array.from({ length: fresh }, (_, n) => ({
          id: next + n,
          iid: next + n,
          createdAt: at,
        }));
        const gone = new Set(picks.map((pick) => items[pick % Math.max(1, items.length)]));
        const ofWatched = items.filter((one) => gone.has(one) && one.createdAt >= (watched.since ?? 0));
        const left = [...items.filter((one) => !gone.has(one)), ...made];
        expect(count(watched, left)?.missing).toBe(watched.missing + ofWatched.length);
      }),
    );
  });

  it('watches the newest hundreds of many', () => {
    const items = Array.from({ length: 3_000 }, (_, n) => ({ id: n, iid: n + 1, createdAt: n * 1_000 }));
    expect(readAll(items)).toEqual({ since: 2_501_000, highest: 3_000, missing: 3_000 - 499 });
    expect(countAgain(readAll(items), { count: 1_001, newest: 4_000 })).toBeUndefined();
  });
});
