import type { Db } from '../../../db/db.ts';
import { branchId } from '../../../dev-info/entity-id.ts';
import { findGraphCommits, type GraphCommit, type GraphKey } from '../../../sync/graph/commit-graph.store.ts';
import { findGraphBranch } from '../../../sync/graph/graph-state.store.ts';
import type { GraphMergeRequest } from '../../../sync/graph/merge-request-graph.store.ts';

/** GitHub lists no more of one pull request. */
const mostCommits = 250;
/** Commits looked at for one merge request: a branch that left the target long ago has much between. */
const mostSteps = 3_000;

/**
 * The commits of a merge request, the oldest first, from what is kept: those that its head reaches and its target, as it
 * was before the merge, does not. None where its head is on no branch any more (squashed, rebased, from a fork), or
 * where it was merged without a merge commit.
 */
export async function mergeRequestCommits(
  db: Db,
  key: GraphKey,
  mergeRequest: GraphMergeRequest,
): Promise<GraphCommit[]> {
  const head = mergeRequest.ending?.headSha;
  if (head === undefined) return [];
  const target = await targetOf(db, key, mergeRequest);
  if (target === undefined || target === head) return [];
  const reached = await reachedBy(db, key, { head, target });
  return reached.slice(0, mostCommits).reverse();
}

/** Where the target stood: before the merge commit, or where it stands now. */
async function targetOf(
  db: Db,
  key: GraphKey,
  { ending, state, targetBranch }: GraphMergeRequest,
): Promise<string | undefined> {
  if (ending?.mergeSha !== undefined) {
    const [merge] = await findGraphCommits(db, key, [ending.mergeSha]);
    if (merge !== undefined && merge.parents.length > 1) return merge.parents[0];
  }
  if (state === 'merged') return undefined;
  return (await findGraphBranch(db, key, branchId(targetBranch)))?.sha;
}

/**
 * As Git walks `target..head`: the newest commit first, each handing what reached it on to its parents, until nothing is
 * left that the head alone reaches.
 */
async function reachedBy(
  db: Db,
  key: GraphKey,
  { head, target }: { head: string; target: string },
): Promise<GraphCommit[]> {
  const byTarget = new Set([target]);
  const known = new Map<string, GraphCommit>();
  const open = new Set([head, target]);
  const done: GraphCommit[] = [];
  for (let step = 0; step < mostSteps; step += 1) {
    await load(db, key, { shas: open, known });
    if (!known.has(head)) return [];
    const next = newest(open, known);
    if (next === undefined || [...open].every((sha) => byTarget.has(sha))) break;
    open.delete(next.sha);
    if (!byTarget.has(next.sha)) done.push(next);
    for (const parent of next.parents) {
      if (byTarget.has(next.sha)) byTarget.add(parent);
      open.add(parent);
    }
  }
  // Dates may lie: what the target was found to reach later is left out.
  return done.filter(({ sha }) => !byTarget.has(sha));
}

async function load(
  db: Db,
  key: GraphKey,
  { shas, known }: { shas: Set<string>; known: Map<string, GraphCommit> },
): Promise<void> {
  const missing = [...shas].filter((sha) => !known.has(sha));
  if (missing.length === 0) return;
  for (const commit of await findGraphCommits(db, key, missing)) known.set(commit.sha, commit);
  for (const sha of missing) if (!known.has(sha)) shas.delete(sha);
}

function newest(shas: ReadonlySet<string>, known: ReadonlyMap<string, GraphCommit>): GraphCommit | undefined {
  let found: GraphCommit | undefined;
  for (const sha of shas) {
    const commit = known.get(sha);
    if (commit !== undefined && (found === undefined || commit.committedAt > found.committedAt))
      found = commit;
  }
  return found;
}
