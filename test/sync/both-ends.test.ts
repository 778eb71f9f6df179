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

const listing = fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 700 }).map((steps) => {
  let at = 0;
  return steps.map(
    (step, id) => ({ id, createdAt: (at += Math.max(0, step - 40) * 1000) }) as GitlabMergeRequest,
  );
});

describe('merge requests read from both ends', () => {
  it('are all read, each counted once, with one request more than pages at most', () => {
    fc.assert(
      fc.property(listing, fc.integer({ min: 1, max: 100 }), (items, size) => {
        const page = (side: Side, after: string | null): EndPage => {
          const ordered = side === 'oldest' ? items : [...items].reverse();
          const from = Number(after ?? 0);
          const next = from + size < ordered.length ? String(from + size) : undefined;
          return { side, items: ordered.slice(from, from + size), next };
        };
        const counted: number[] = [];
        let requests = 0;
        let ends = bothEnds;
        while (!haveMet(ends)) {
          const pages = sidesToRead(ends).map((side) => page(side, ends[side].after));
          requests += pages.length;
          counted.push(...firstShown(ends, pages).map(({ id }) => id));
          ends = advanceEnds(ends, pages);
        }
        expect(counted.sort((a, b) => a - b)).toEqual(items.map(({ id }) => id));
        // One side may be a page ahead of the other when they meet; a second with many may be read by both.
        const tied = Math.max(
          0,
          ...items.map(({ createdAt }) => items.filter((o) => o.createdAt === createdAt).length),
        );
        expect(requests).toBeLessThanOrEqual(
          Math.max(1, Math.ceil(items.length / size)) + 2 + Math.ceil(tied / size),
        );
      }),
    );
  });
});
