import type { Context } from '../../context.ts';
import { inTransaction, type Db } from '../../db/db.ts';
import type { GitlabCommit } from '../../gitlab/commit.schema.ts';
import { noteCommits } from '../../smart-commit/note/note-commits.ts';
import { noteGraphWalked } from '../graph/graph-state.store.ts';
import { keepCommits } from '../graph/keep-graph.ts';
import type { Reading } from '../run/reading.ts';
import { commitEntities } from './commit-entity.ts';
import { markSeenHeads } from './range.store.ts';
import {
  advanceWalk,
  isUnknownHead,
  mostAtOnce,
  newWalk,
  newWalkOfAll,
  planPages,
  type PageRequest,
  type ReadPage,
  type Walk,
  type WalkPosition,
} from './walk.ts';
import {
  adoptMissing,
  dropUnknown,
  firstHead,
  forgetWalk,
  headsMissingParents,
  storeSeen,
  unseenHeads,
} from './walk.store.ts';

/** Reads every commit that a branch reaches; see `walk.ts`. Its branches must have been listed. */
export async function importCommits(ctx: Context, reading: Reading): Promise<'more' | 'finished'> {
  let position = reading.cursor.position as WalkPosition | null;
  for (;;) {
    const next = await addWalks(ctx, reading, position);
    if (!next) {
      await inTransaction(ctx.db, async (tx) => {
        await markSeenHeads(tx, reading.key);
        const { queuedAt } = reading.run;
        await noteGraphWalked(tx, reading.key, { queuedAt, now: ctx.clock.now() });
        await forgetWalk(tx, reading.key);
      });
      return 'finished';
    }
    const { pages, failure } = await readPages(reading, planPages(next));
    if (pages.length > 0) position = await savePages(ctx, reading, { position: next, pages });
    if (failure !== undefined) throw failure.reason;
    if (reading.isTimeUp()) return 'more';
  }
}

/** What commits are held for that no single range has shown. */
const wholeWalk = 'walk';

/** Gives the walk heads to go on from; undefined when every branch and every parent has been seen. */
async function addWalks(
  ctx: Context,
  { key }: Reading,
  position: WalkPosition | null,
): Promise<WalkPosition | undefined> {
  if (position === null) {
    const head = await firstHead(ctx.db, key);
    return head === undefined ? undefined : newWalkOfAll(head);
  }
  const { base, walks } = position;
  const active = walks.map(({ head }) => head);
  if (base === null && walks.length > 0) return position;
  // One left-behind parent at a time: its history usually holds the others.
  if (walks.length === 0) {
    const missing = await adoptMissing(ctx.db, key, active);
    if (missing !== undefined) return { ...position, walks: [newWalk(missing)] };
  }
  const heads = (await unseenHeads(ctx.db, key, mostAtOnce)).filter((head) => !active.includes(head));
  const added = heads.slice(0, mostAtOnce - walks.length).map(newWalk);
  if (walks.length + added.length === 0) return undefined;
  // Not where that branch stands by now: what was pushed to it meanwhile has not been seen.
  return { ...position, base: base ?? position.first ?? null, walks: [...walks, ...added] };
}

type PagesRead = { readonly pages: readonly ReadPage[]; readonly failure: { reason: unknown } | undefined };

/** Asks for all pages at once. Of a walk whose page failed, the pages behind it are read again later. */
async function readPages({ gitlab, repository }: Reading, plan: readonly PageRequest[]): Promise<PagesRead> {
  const settled = await Promise.allSettled(
    plan.map(({ ref, until, page }) =>
      gitlab.commits({ projectId: repository.gitlabProjectId, ref, until, page }),
    ),
  );
  const pages: ReadPage[] = [];
  const broken = new Set<string>();
  let failure: { reason: unknown } | undefined;
  settled.forEach((result, index) => {
    const request = plan[index];
    if (request === undefined) return;
    if (result.status === 'rejected') {
      failure ??= { reason: result.reason };
      broken.add(request.head);
    } else if (!broken.has(request.head)) pages.push({ request, commits: result.value.items });
  });
  return { pages, failure };
}

async function savePages(
  ctx: Context,
  reading: Reading,
  { position, pages }: { position: WalkPosition; pages: readonly ReadPage[] },
): Promise<WalkPosition> {
  let after = position;
  await reading.save(async (tx) => {
    const fresh = await storeSeen(
      tx,
      reading.key,
      pages.map(({ request, commits }) => ({ head: request.head, commits })),
    );
    const commits = [...freshCommits(pages, fresh)];
    await keepCommits(tx, reading.repository, commits);
    // Where a refresh has nothing to begin at, it walks everything: what is new among that is carried out at its end.
    if (reading.run.mode !== 'full')
      await noteCommits(ctx, tx, { ...reading.key, commits, heldFor: wholeWalk });
    after = { ...position, walks: await walksAfter(tx, reading, { walks: position.walks, pages }) };
    return {
      position: after,
      read: fresh.size,
      entities: commitEntities(commits, {
        lowerCase: reading.run.lowerCaseKeys,
        version: reading.run.queuedAt,
      }),
    };
  });
  return after;
}

function* freshCommits(pages: readonly ReadPage[], fresh: ReadonlySet<string>): Iterable<GitlabCommit> {
  const given = new Set<string>();
  for (const commit of pages.flatMap(({ commits }) => commits)) {
    if (!fresh.has(commit.sha) || given.has(commit.sha)) continue;
    given.add(commit.sha);
    yield commit;
  }
}

async function walksAfter(
  tx: Db,
  { key }: Reading,
  { walks, pages }: { walks: readonly Walk[]; pages: readonly ReadPage[] },
): Promise<Walk[]> {
  const pagesOf = (walk: Walk) => pages.filter(({ request }) => request.head === walk.head);
  const unknown = walks.filter((walk) => pagesOf(walk).length > 0 && isUnknownHead(walk, pagesOf(walk)));
  if (unknown.length > 0) {
    const shas = unknown.map(({ head }) => head);
    await dropUnknown(tx, key, shas);
  }
  const unfinished = await headsMissingParents(
    tx,
    key,
    walks.map(({ head }) => head),
  );
  return walks.flatMap((walk) => {
    const own = pagesOf(walk);
    if (own.length === 0) return [walk];
    const next = unfinished.has(walk.head) ? advanceWalk(walk, own) : undefined;
    return next ? [next] : [];
  });
}
