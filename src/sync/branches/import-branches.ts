import type { Context } from '../../context.ts';
import type { Db } from '../../db/db.ts';
import { branchId } from '../../dev-info/entity-id.ts';
import type { BranchFacts, CommitFacts, ReadEntity } from '../../dev-info/entity.ts';
import { issueKeys } from '../../dev-info/issue-keys.ts';
import { branchUrl, type Repository } from '../../repository/repository.ts';
import { nextReadCounter } from '../../repository/repository.store.ts';
import { commitFacts } from '../commits/commit-entity.ts';
import { listCursors, noteState } from '../run/cursor.store.ts';
import type { Reading } from '../run/reading.ts';
import { importStream, type StreamPayload } from '../tasks.ts';
import { branchesWithKeys, countListed, dropUnlisted, storeBranches } from './branch.store.ts';

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
  const page = await gitlab.branches({ projectId: repository.gitlabProjectId, page: position.page });
  let next: Position = { ...position, page: position.page + 1 };
  await reading.save(async (tx) => {
    const { added, unknown } = await storeBranches(tx, key, {
      branches: page.items,
      version: position.version,
    });
    // Where GitLab pages branches by key, one answer may hold all of them while the headers tell of more pages.
    const isLast = page.nextPage === undefined || (added === 0 && position.round === 1);
    if (isLast) {
      // A branch that is deleted meanwhile moves the others up, over the edge of a page: some were not shown.
      const isShort = page.total !== undefined && (await countListed(tx, key)) < page.total;
      if (isShort && position.round < mostRounds) next = await newRound(tx, reading, position.round + 1);
      else {
        await listed(ctx, tx, reading);
        next = { phase: 'keys', after: '' };
      }
    }
    const entities = entitiesByName(reading, page.items, position).filter(({ id }) => unknown.includes(id));
    return { position: next, read: added, total: page.total, entities, isProvisional: true };
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

/** All heads are known: the commit walk can begin. */
async function listed(ctx: Context, tx: Db, { key }: Reading): Promise<void> {
  await dropUnlisted(tx, key);
  await noteState(tx, { ...key, stream: 'commits', state: 'running', now: ctx.clock.now() });
  const payload: StreamPayload = { ...key, stream: 'commits' };
  await ctx.jobs.add(tx, importStream, { payload });
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
  const branches = await branchesWithKeys(ctx.db, key, { after, limit: keysAtOnce });
  const last = branches.at(-1);
  if (!last) return undefined;
  const position: Position = { phase: 'keys', after: last.id };
  const entities = branches.flatMap(({ name, head, version, mergeRequestKeys }) => {
    const keys = [...new Set([...issueKeys(name, { lowerCase: run.lowerCaseKeys }), ...mergeRequestKeys])];
    return keys.length === 0 ? [] : [branchEntity(repository, { name, head, keys, version })];
  });
  await reading.save(async () => ({ position, read: 0, entities }));
  return position;
}

type Branch = {
  readonly name: string;
  readonly head: CommitFacts;
  readonly keys: readonly string[];
  readonly version: number;
};

function branchEntity({ webUrl }: Repository, { name, head, keys, version }: Branch): ReadEntity {
  const facts: BranchFacts = {
    name,
    url: branchUrl(webUrl, name),
    createMergeRequestUrl: `${webUrl}/-/merge_requests/new?merge_request%5Bsource_branch%5D=${encodeURIComponent(name)}`,
    lastCommit: head,
  };
  return { kind: 'branch', id: branchId(name), facts, issueKeys: keys, version };
}
