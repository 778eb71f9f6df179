import type { GitlabCommit } from '../../gitlab/commit.schema.ts';

/**
 * Walks every commit that a repository's branches reach, by listing pages of 100. Complete by construction: a walk is
 * over only when every parent of every commit seen has been seen itself. All of it is decided here, without effects.
 *
 * The default branch is walked first; every other head as the range `<default head>..<head>`, by shas, so that pushes
 * meanwhile shift no page. Deep pages cost GitLab more and more (each is a fresh `git log --skip`), so a walk moves
 * `until` down instead. `until` filters by committer date and a parent can be dated after its child: what such a step
 * leaves out shows as a missing parent, which becomes a head of its own.
 */
export type Walk = {
  readonly head: string;
  /** Committer date, epoch ms, inclusive; null at the start. */
  readonly until: number | null;
  /** The next page within `until`. */
  readonly page: number;
  /** Pages that are asked for at once: grows while they come back full, which hides latency and wastes few requests. */
  readonly width: number;
};

export type WalkPosition = {
  /** Where the walk began; absent where that is not known. Its branch may have moved on since. */
  readonly first?: string | undefined;
  /** Head whose history is complete, so that ranges may leave it out; null until then. */
  readonly base: string | null;
  readonly walks: readonly Walk[];
};

export type PageRequest = {
  readonly head: string;
  readonly ref: string;
  readonly until: number | undefined;
  readonly page: number;
};

const pageSize = 100;
/** Requests in flight for one repository. */
export const mostAtOnce = 8;

export function newWalk(head: string): Walk {
  return { head, until: null, page: 1, width: 1 };
}

/** The next pages of all walks under way, at most eight, each walk's in order. */
export function planPages({ base, walks }: WalkPosition): PageRequest[] {
  const share = Math.max(1, Math.floor(mostAtOnce / Math.max(1, walks.length)));
  return walks.flatMap((walk) =>
    Array.from({ length: Math.min(walk.width, share) }, (_, ahead) => ({
      head: walk.head,
      ref: base === null ? walk.head : `${base}..${walk.head}`,
      until: walk.until ?? undefined,
      page: walk.page + ahead,
    })),
  );
}

/** The beginning of a walk of everything. */
export function newWalkOfAll(head: string): WalkPosition {
  return { first: head, base: null, walks: [newWalk(head)] };
}

export type ReadPage = { readonly request: PageRequest; readonly commits: readonly GitlabCommit[] };

/**
 * Where a walk stands after its pages: undefined when the listing is at its end. The caller ends it earlier when no
 * parent is missing any more.
 */
export function advanceWalk(walk: Walk, pages: readonly ReadPage[]): Walk | undefined {
  if (pages.some(({ commits }) => commits.length < pageSize)) return undefined;
  const shown = pages.flatMap(({ commits }) => commits);
  const last = shown.at(-1);
  if (last === undefined) return walk;
  const width = Math.min(mostAtOnce, walk.width * 2);
  return stepsDown(walk, shown, last.committedAt)
    ? { ...walk, until: last.committedAt, page: 1, width }
    : { ...walk, page: walk.page + pages.length, width };
}

// Git reads some dates near the epoch as something else; nothing is lost by paging on there.
const earliestUntil = Date.UTC(1971, 0);

/**
 * Whether `until` may move to the date at which the pages ended. Where dates are in order that is their smallest one;
 * where they are not, the smallest would leave out much that has to be asked for again. It must be lower than before
 * (more than a page of commits with one date: page on), and few of the commits shown may come once more.
 */
function stepsDown(walk: Walk, shown: readonly GitlabCommit[], date: number): boolean {
  if (date < earliestUntil || (walk.until !== null && date >= walk.until)) return false;
  const again = shown.reduce((count, { committedAt }) => count + (committedAt <= date ? 1 : 0), 0);
  return again <= Math.max(5, shown.length / 20);
}

/** A head that its own listing does not show is not in this repository (a shallow or damaged one): nothing to wait for. */
export function isUnknownHead(walk: Walk, pages: readonly ReadPage[]): boolean {
  if (walk.until !== null || walk.page !== 1) return false;
  return !pages.some(({ commits }) => commits.some(({ sha }) => sha === walk.head));
}
