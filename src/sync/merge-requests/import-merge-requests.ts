import type { Context } from '../../context.ts';
import type { GitlabMergeRequest } from '../../gitlab/merge-request.schema.ts';
import { asAppError } from '../../lib/errors.ts';
import type { Reading } from '../run/reading.ts';
import {
  advanceEnds,
  bothEnds,
  firstShown,
  haveMet,
  sidesToRead,
  type BothEnds,
  type EndPage,
} from './both-ends.ts';
import { advanceUpdates, byUpdate, wasListed, type ByUpdate } from './by-update.ts';
import { mergeRequestKeys } from './merge-request-entity.ts';
import { removeDeleted } from './remove-deleted.ts';
import { endMergeRequests, markOf, recordPage } from './save-merge-requests.ts';
import { countAgain, nothingSeen, seePages, watchedOf, type Seen, type Watched } from './watched.ts';

/** `path`: GraphQL finds a project by its path only, and a renamed one has a new one. */
type ByCursor = {
  readonly by: 'cursor';
  readonly ends: BothEnds;
  readonly path: string;
  /** Undefined in a reading that began before this was noted. */
  readonly seen?: Seen | undefined;
};
/** In the order of their last update, from `since` on; a keyset cursor goes on where updates move rows. */
type Updates = {
  readonly by: 'updates';
  readonly path: string;
  readonly since: number;
  readonly after: string | null;
  readonly isOver: boolean;
  /** As the reading before has left it. */
  readonly watched?: Watched | undefined;
  /** As the first page counts it. */
  readonly counted?: Watched | undefined;
};
/** `newest`: the last `updatedAt` of a listing in the order of updates that began at a mark. */
type Position = ByCursor | ((Updates | ByUpdate) & { readonly newest?: number | undefined });

/**
 * Reads merge requests, all or those that were updated since the mark: by GraphQL, or by REST where this GitLab's
 * GraphQL does not have what is needed.
 */
export async function importMergeRequests(ctx: Context, reading: Reading): Promise<'more' | 'finished'> {
  let position = (reading.cursor.position as Position | null) ?? (await firstPosition(ctx, reading));
  let ahead: Promise<Read> | undefined;
  for (;;) {
    if (isOver(position)) {
      await end(ctx, reading, position);
      return 'finished';
    }
    const read = await (ahead ?? readNext(ctx, reading, position));
    position = withNewest(position, read);
    const isTimeUp = reading.isTimeUp();
    // The next answer is on its way while this one is stored.
    ahead = isOver(position) || isTimeUp || read.failure ? undefined : readNext(ctx, reading, position);
    ahead?.catch(() => undefined);
    await savePage(ctx, reading, { ...read, position });
    if (read.failure) throw read.failure.reason;
    if (isTimeUp) return 'more';
  }
}

async function end(ctx: Context, reading: Reading, position: Position): Promise<void> {
  const newest = 'newest' in position ? position.newest : undefined;
  if (position.by === 'update') return endMergeRequests(ctx, reading, { newest, watched: undefined });
  if (position.by === 'cursor') {
    const watched = position.seen && watchedOf(position.seen);
    return endMergeRequests(ctx, reading, { newest, watched });
  }
  const { path, watched, counted } = position;
  const isFewer = watched !== undefined && counted !== undefined && counted.missing > watched.missing;
  const isSettled = !isFewer || (await removeDeleted(ctx, reading, { path, since: watched.since, position }));
  await endMergeRequests(ctx, reading, { newest, watched: isSettled ? counted : undefined });
}

// Reviewers with their verdict came to GraphQL in the course of 13.x.
const firstGraphqlMajor = 14;
const approvalsAtOnce = 4;

/** Undefined where this GitLab's GraphQL does not tell of reviewers. */
export function graphqlPath(gitlabVersion: string, path: string): string | undefined {
  return Number.parseInt(gitlabVersion, 10) >= firstGraphqlMajor ? path : undefined;
}

async function firstPosition(ctx: Context, reading: Reading): Promise<Position> {
  const { account, repository, run } = reading;
  const path = graphqlPath(account.gitlabVersion, repository.path);
  const mark = run.mode === 'soft' ? await markOf(ctx, reading) : undefined;
  if (mark !== undefined) {
    const { updatedAfter: since, watched } = mark;
    return path === undefined
      ? { ...byUpdate, updatedAfter: since, newest: since }
      : { by: 'updates', path, since, after: null, isOver: false, newest: since, watched };
  }
  return path === undefined ? byUpdate : { by: 'cursor', ends: bothEnds, path, seen: nothingSeen };
}

function isOver(position: Position): boolean {
  return position.by === 'cursor' ? haveMet(position.ends) : position.isOver;
}

/** What was read, and where that leads. Part of it may have failed. */
type Read = {
  readonly position: Position;
  readonly items: readonly GitlabMergeRequest[];
  /** Merge requests that had not been counted before; negative where reading begins anew. */
  readonly count: number;
  readonly total?: number | undefined;
  readonly failure?: { readonly reason: unknown } | undefined;
};

async function readNext(ctx: Context, reading: Reading, position: Position): Promise<Read> {
  if (position.by === 'update') return readByUpdate(reading, position);
  try {
    return await (position.by === 'cursor'
      ? readByCursor(reading, position)
      : readUpdates(reading, position));
  } catch (thrown) {
    const { code, message } = asAppError(thrown);
    if (code !== 'feature_disabled' && code !== 'not_found') throw thrown;
    ctx.log.info({ repositoryId: reading.key.repositoryId, message }, 'merge requests: GraphQL refused');
    return readOtherwise(reading, position);
  }
}

async function readByCursor({ gitlab, repository }: Reading, { path, ends, seen }: ByCursor): Promise<Read> {
  const sides = sidesToRead(ends);
  const settled = await Promise.allSettled(
    sides.map(async (side): Promise<EndPage> => {
      const order = side === 'oldest' ? 'CREATED_ASC' : 'CREATED_DESC';
      const after = ends[side].after ?? undefined;
      const withEnding = repository.keepsGraph;
      const page = await gitlab.mergeRequestsByCursor({ path, order, after, withEnding });
      return { side, ...page };
    }),
  );
  const pages = settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const failure = settled.find((result) => result.status === 'rejected');
  if (failure && pages.length === 0) throw failure.reason;
  const items = firstShown(ends, pages);
  // Numbers are given one by one, so the newest one says how many there are, deleted ones aside.
  const total = ends.newest.after === null ? Math.max(0, ...items.map(({ iid }) => iid)) : undefined;
  return {
    position: {
      ...{ by: 'cursor', path, ends: advanceEnds(ends, pages) },
      seen: seen && seePages(seen, pages, items.length),
    },
    items,
    count: items.length,
    total,
    failure,
  };
}

async function readUpdates({ gitlab, repository }: Reading, position: Updates): Promise<Read> {
  const { path, since, after, watched } = position;
  const page = await gitlab.mergeRequestsByCursor({
    ...{ path, order: 'UPDATED_ASC', after: after ?? undefined },
    updatedAfter: since,
    watch: after === null ? watched : undefined,
    withEnding: repository.keepsGraph,
  });
  const counted = watched && page.watched ? countAgain(watched, page.watched) : position.counted;
  const next = { ...position, after: page.next ?? after, isOver: page.next === undefined, counted };
  return { position: next, items: page.items, count: page.items.length };
}

/** The project has another path now, or GraphQL does not serve what REST does. @throws `not_found`: it has vanished */
async function readOtherwise(reading: Reading, position: ByCursor | Updates): Promise<Read> {
  const { repository, gitlab, cursor } = reading;
  const project = await gitlab.project(repository.gitlabProjectId);
  // The repository is renamed where its account's projects are listed, with what the ledger has of it.
  if (project.path !== position.path) {
    return { position: { ...position, path: project.path }, items: [], count: 0 };
  }
  if (position.by === 'updates') {
    return readByUpdate(reading, { ...byUpdate, updatedAfter: position.since });
  }
  return readByUpdate(reading, byUpdate, cursor.read);
}

async function readByUpdate(reading: Reading, position: ByUpdate, alreadyCounted = 0): Promise<Read> {
  const { gitlab, repository } = reading;
  const projectId = repository.gitlabProjectId;
  const { updatedAfter, page } = position;
  const answer = await gitlab.mergeRequestsByUpdate({
    projectId,
    updatedAfter: updatedAfter ?? undefined,
    page,
  });
  const items = await withApprovals(reading, answer.items);
  return {
    position: advanceUpdates(position, answer),
    items,
    count: items.filter((item) => !wasListed(position, item)).length - alreadyCounted,
    total: updatedAfter === null && page === 1 ? answer.total : undefined,
  };
}

/** Two requests each at this instance's pace: only for those that go to Jira, a few at once. */
async function withApprovals(
  { gitlab, repository, run }: Reading,
  items: readonly GitlabMergeRequest[],
): Promise<GitlabMergeRequest[]> {
  const read: GitlabMergeRequest[] = [];
  for (let from = 0; from < items.length; from += approvalsAtOnce) {
    const part = items.slice(from, from + approvalsAtOnce).map(async (item) => {
      if (mergeRequestKeys(item, { lowerCase: run.lowerCaseKeys }).length === 0) return item;
      const reviewers = await gitlab.approvals({ projectId: repository.gitlabProjectId, iid: item.iid });
      return { ...item, reviewers };
    });
    read.push(...(await Promise.all(part)));
  }
  return read;
}

/** Where a listing began at a mark, how far it has come: the next mark. */
function withNewest(before: Position, { position, items }: Read): Position {
  if (position.by === 'cursor' || !('newest' in before) || before.newest === undefined) return position;
  return { ...position, newest: Math.max(before.newest, ...items.map(({ updatedAt }) => updatedAt)) };
}

async function savePage(
  ctx: Context,
  reading: Reading,
  { position, items, count, total }: Read,
): Promise<void> {
  await reading.save(async (tx) => {
    const recorded = await recordPage(ctx, tx, { reading, items });
    return { position, read: count, total, ...recorded };
  });
}
