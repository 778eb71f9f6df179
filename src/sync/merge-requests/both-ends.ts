import type { GitlabMergeRequest } from '../../gitlab/merge-request.schema.ts';

/**
 * A listing in the order of creation, read from both ends until they meet: half the time where answers take long.
 * Complete by construction: `createdAt` never changes, so nothing moves from one side of an end to the other; what is
 * created meanwhile belongs to the refresh that follows.
 */
export type End = {
  /** Cursor behind the last page; null before the first. */
  readonly after: string | null;
  /** `createdAt` of the last merge request read from this end, epoch ms. */
  readonly at: number | null;
  /** Which ones were created in that very second: the other end may show them again. */
  readonly idsAt: readonly number[];
  readonly isExhausted: boolean;
};
export type BothEnds = { readonly oldest: End; readonly newest: End };
export type Side = keyof BothEnds;

export type EndPage = {
  readonly side: Side;
  readonly items: readonly GitlabMergeRequest[];
  readonly next: string | undefined;
};

const start: End = { after: null, at: null, idsAt: [], isExhausted: false };
export const bothEnds: BothEnds = { oldest: start, newest: start };

/** Whether every merge request has been read. Times have whole seconds: an equal one may have a sibling unread. */
export function haveMet({ oldest, newest }: BothEnds): boolean {
  if (oldest.isExhausted || newest.isExhausted) return true;
  return oldest.at !== null && newest.at !== null && oldest.at > newest.at;
}

/** One page from the newest first: most repositories have no second one. Then from both ends. */
export function sidesToRead(ends: BothEnds): readonly Side[] {
  if (haveMet(ends)) return [];
  return ends.newest.after === null ? ['newest'] : ['oldest', 'newest'];
}

export function advanceEnds(ends: BothEnds, pages: readonly EndPage[]): BothEnds {
  return pages.reduce<BothEnds>(
    (before, page) => ({ ...before, [page.side]: advanceEnd(before[page.side], page) }),
    ends,
  );
}

function advanceEnd(end: End, { items, next }: EndPage): End {
  const at = items.at(-1)?.createdAt ?? end.at;
  const ids = items.filter(({ createdAt }) => createdAt === at).map(({ id }) => id);
  return {
    after: next ?? end.after,
    at,
    idsAt: at === end.at ? [...end.idsAt, ...ids] : ids,
    isExhausted: next === undefined,
  };
}

/** Merge requests of these pages without those that the other end has shown before. */
export function firstShown(ends: BothEnds, pages: readonly EndPage[]): readonly GitlabMergeRequest[] {
  const shown = new Map<number, GitlabMergeRequest>();
  for (const { side, items } of pages) {
    const other = side === 'oldest' ? ends.newest : ends.oldest;
    for (const item of items) if (!wasShown(other, side, item)) shown.set(item.id, item);
  }
  return [...shown.values()];
}

function wasShown({ at, idsAt }: End, side: Side, { id, createdAt }: GitlabMergeRequest): boolean {
  if (at === null) return false;
  if (createdAt === at) return idsAt.includes(id);
  return side === 'oldest' ? createdAt > at : createdAt < at;
}
