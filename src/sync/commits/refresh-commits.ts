import type { Context } from '../../context.ts';
import { inTransaction } from '../../db/db.ts';
import { noteCommits, releaseCommits } from '../../smart-commit/note/note-commits.ts';
import { keepCommits } from '../graph/keep-graph.ts';
import type { Reading } from '../run/reading.ts';
import { commitEntities } from './commit-entity.ts';
import { importCommits } from './import-commits.ts';
import { basesOf, readRange } from './range.ts';
import {
  markTwins,
  markWalked,
  nextOpenBranch,
  openHeadsAmong,
  walkedHeads,
  type OpenBranch,
} from './range.store.ts';
import { newWalkOfAll, type WalkPosition } from './walk.ts';
import { firstHead } from './walk.store.ts';

/** Where the range of one branch stands. */
type RangePosition = {
  readonly by: 'range';
  readonly head: string;
  readonly base: string;
  readonly page: number;
  /** Heads of other branches that the range has shown: they are complete when it is. */
  readonly shown: readonly string[];
  /** Bases that GitLab has no more. */
  readonly lost: readonly string[];
};

/** Bases that are tried for one branch before its whole history is walked. */
const mostBases = 5;

/**
 * Reads what is new: of each branch whose head has moved, the default one first, the range from where it was read to.
 * Where nothing is left that a range could begin at, everything is walked as in a first import.
 */
export async function refreshCommits(ctx: Context, reading: Reading): Promise<'more' | 'finished'> {
  const position = reading.cursor.position as RangePosition | WalkPosition | null;
  if (position !== null && !('by' in position)) return importCommits(ctx, reading);
  let next: Next = position ?? (await nextRange(ctx, reading, []));
  for (;;) {
    if (next === 'finished') return 'finished';
    if (next === 'whole') return walkAll(ctx, reading);
    next = (await readPage(ctx, reading, next)) ?? (await nextRange(ctx, reading, []));
    if (reading.isTimeUp()) return 'more';
  }
}

type Next = RangePosition | 'finished' | 'whole';

async function nextRange(ctx: Context, { key }: Reading, lost: readonly string[]): Promise<Next> {
  await inTransaction(ctx.db, (tx) => markTwins(tx, key));
  const open = await nextOpenBranch(ctx.db, key);
  if (open === undefined) return 'finished';
  const base = await baseOf(ctx, { key, open, lost });
  return base === undefined ? 'whole' : { by: 'range', head: open.headSha, base, page: 1, shown: [], lost };
}

type BaseOf = { readonly key: Reading['key']; readonly open: OpenBranch; readonly lost: readonly string[] };

async function baseOf(ctx: Context, { key, open, lost }: BaseOf): Promise<string | undefined> {
  const others = await walkedHeads(ctx.db, key, mostBases);
  return basesOf(open.walkedSha, { others, lost })[0];
}

/** @returns where the range stands after its next page; null when it is complete */
async function readPage(ctx: Context, reading: Reading, position: RangePosition): Promise<Next | null> {
  const { gitlab, repository, run, key } = reading;
  const { head, base, page } = position;
  const read = await readRange(gitlab, { projectId: repository.gitlabProjectId, head, base, page });
  if (read.isBaseLost) return nextRange(ctx, reading, [...position.lost, base]);
  let after: RangePosition | null = null;
  await reading.save(async (tx) => {
    const isWhole = page === 1 && read.isLast;
    await keepCommits(tx, repository, read.commits);
    await noteCommits(ctx, tx, { ...key, commits: read.commits, heldFor: isWhole ? undefined : head });
    if (read.isLast && !isWhole) await releaseCommits(ctx, tx, { ...key, which: { head } });
    const shas = read.commits.map(({ sha }) => sha);
    const shown = [...position.shown, ...(await openHeadsAmong(tx, key, shas))];
    if (read.isLast) await markWalked(tx, key, [head, ...shown]);
    after = read.isLast ? null : { ...position, page: page + 1, shown };
    const entities = commitEntities(read.commits, {
      lowerCase: run.lowerCaseKeys,
      version: run.queuedAt,
    });
    return { position: after, read: read.commits.length, entities };
  });
  return after;
}

async function walkAll(ctx: Context, reading: Reading): Promise<'more' | 'finished'> {
  const head = await firstHead(ctx.db, reading.key);
  const position = head === undefined ? null : newWalkOfAll(head);
  return importCommits(ctx, { ...reading, cursor: { ...reading.cursor, position } });
}
