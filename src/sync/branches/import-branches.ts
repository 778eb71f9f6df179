import type { Context } from '../../context.ts';
import type { Db } from '../../db/db.ts';
import type { ReadEntity } from '../../dev-info/entity.ts';
import { issueKeys } from '../../lib/naming/issue-keys.ts';
import { removeEntities } from '../../dev-info/ledger.store.ts';
import { nextReadCounter } from '../../repository/repository.store.ts';
import { commitFacts } from '../commits/commit-entity.ts';
import { listCursors, noteState } from '../run/cursor.store.ts';
import type { Reading } from '../run/reading.ts';
import { laneOf } from '../stream.ts';
import { importStream, type StreamPayload } from '../tasks.ts';
import { branchEntity, keyedBranches, type KeyedBranches } from './branch-entity.ts';
import {
  branchesWithKeys,
  countListed,
  dropUnlisted,
  lockBranchKeys,
  storeBranches,
} from './branch.store.ts';

/**
 * First all branches are listed; new ones that name an issue are recorded at once. When the merge requests are there,
 * all are gone through once more, for an open merge request links its branch to the issues that it names.
 */
type Position =
  | { readonly phase: 'list'; readonly page: number; readonly version: number; readonly round: number }
  | { readonly phase: 'keys'; readonly after: string };

/** A listing during which branches come and go is repeated this often at most. */
const mostRounds = 3;
const keysAtOnce = 200;

/** Reads all branches. `later`: the merge requests are not there yet; their end announces this stream again. */
export async function importBranches(ctx: Context, reading: Reading): Promise<'more' | 'finished' | 'later'> {
  const stored = reading.cursor.position as Position | null;
  let position: Position = stored ?? (await newRound(ctx.db, reading, 1));
  for (;;) {
    if (position.phase === 'list') position = await listPage(ctx, reading, position);
    else {
      if (!(await mergeRequestsAreRead(ctx, reading))) return 'later';
      const next = await addKeys(ctx, reading, position);
      if (!next) return 'finished';
      position = next;
    }
    if (reading.isTimeUp()) return 'more';
  }
}

async function newRound(db: Db, { key }: Reading, round: number): Promise<Position> {
  const version = await nextReadCounter(db, key.tenantId, key.repositoryId);
  return { phase: 'list', page: 1, round, version };
}

async function listPage(
  ctx: Context,
  reading: Reading,
  position: Position & { phase: 'list' },
): Promise<Position> {
  const { gitlab, repository, key } = reading;
  const projectId = repository.gitlabProjectId;
  const page = await gitlab.branches({ projectId, page: position.page, listing: position.version });
  let next: Position = { ...position, page: position.page + 1 };
  await reading.save(async (tx) => {
    const { version } = position;
    const { added, unknown } = await storeBranches(tx, key, { branches: page.items, version });
    // Where GitLab pages branches by key, one answer may hold all of them while the headers tell of more pages.
    const isLast = page.nextPage === undefined || (added === 0 && position.round === 1);
    let isChange = false;
    if (isLast) {
      // A branch that is deleted meanwhile moves the others up, over the edge of a page: some were not shown.
      const isShort = page.total !== undefined && (await countListed(tx, key)) < page.total;
      if (isShort && position.round < mostRounds) next = await newRound(tx, reading, position.round + 1);
      else {
        isChange = await listed(ctx, tx, { reading, version });
        next = { phase: 'keys', after: '' };
      }
    }
    const entities = entitiesByName(reading, page.items, position).filter(({ id }) => unknown.includes(id));
    return { position: next, read: added, total: page.total, entities, isProvisional: true, isChange };
  });
  return next;
}

function entitiesByName(
  { repository, run }: Reading,
  branches: Awaited<ReturnType<Reading['gitlab']['branches']>>['items'],
  { version }: { version: number },
): ReadEntity[] {
  return branches.flatMap(({ name, head }) => {
    const keys = issueKeys(name, { lowerCase: run.lowerCaseKeys });
    return keys.length === 0
      ? []
      : [branchEntity(repository, { name, head: commitFacts(head), keys, version })];
  });
}

/** All heads are known: what was not listed is gone, and the commit walk can begin. @returns whether any has gone */
async function listed(
  ctx: Context,
  tx: Db,
  { reading: { key, run }, version }: { reading: Reading; version: number },
): Promise<boolean> {
  const ids = await dropUnlisted(tx, key, { version });
  const now = ctx.clock.now();
  const { tenantId, repositoryId } = key;
  const lane = laneOf(run.mode);
  await removeEntities(tx, { tenantId, repositoryId, kind: 'branch', ids, version, lane, now });
  await noteState(tx, { ...key, stream: 'commits', state: 'running', now });
  const payload: StreamPayload = { ...key, stream: 'commits' };
  await ctx.jobs.add(tx, importStream, { payload });
  return ids.length > 0;
}

async function mergeRequestsAreRead(ctx: Context, { key }: Reading): Promise<boolean> {
  const cursors = await listCursors(ctx.db, key.tenantId, [key.repositoryId]);
  const state = cursors.find(({ stream }) => stream === 'merge_requests')?.state;
  return state !== 'running' && state !== 'waiting';
}

async function addKeys(
  ctx: Context,
  reading: Reading,
  { after }: Position & { phase: 'keys' },
): Promise<Position | undefined> {
  const { key, repository, run } = reading;
  let position: Position | undefined;
  await reading.save(async (tx) => {
    await lockBranchKeys(tx, key.repositoryId);
    const branches = await branchesWithKeys(tx, key, { after, limit: keysAtOnce });
    const last = branches.at(-1);
    position = last && { phase: 'keys', after: last.id };
    const { entities, keyless } = keyedBranches(repository, branches, { lowerCase: run.lowerCaseKeys });
    await removeKeyless(ctx, tx, { ...key, keyless, lane: laneOf(run.mode) });
    return {
      position: position ?? { phase: 'keys', after },
      read: 0,
      entities,
      isChange: keyless.length > 0,
    };
  });
  return position;
}

type RemoveKeyless = {
  readonly tenantId: string;
  readonly repositoryId: string;
  readonly keyless: KeyedBranches['keyless'];
  readonly lane: 'live' | 'import';
};

/**
 * Branches that no issue names (any more): one whose merge request has been closed or retitled. Their version stays,
 * for the same reading of the branch counts again when a merge request names an issue.
 */
export async function removeKeyless(
  ctx: Context,
  tx: Db,
  { tenantId, repositoryId, keyless, lane }: RemoveKeyless,
): Promise<void> {
  if (keyless.length === 0) return;
  const now = ctx.clock.now();
  await removeEntities(tx, { tenantId, repositoryId, kind: 'branch', ids: keyless, lane, now });
}
