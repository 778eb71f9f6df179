import type { Context } from '../../context.ts';
import { inTransaction, type Db } from '../../db/db.ts';
import { branchId } from '../../dev-info/entity-id.ts';
import { recordEntities, removeEntities } from '../../dev-info/ledger.store.ts';
import { wakeOutbox } from '../../dev-info/outbox/wake-outbox.ts';
import type { GitlabBranch, GitlabCommit } from '../../gitlab/commit.schema.ts';
import { nextReadCounter } from '../../repository/repository.store.ts';
import { noteCommits } from '../../smart-commit/note/note-commits.ts';
import {
  getBranch,
  lockBranchKeys,
  markBranchRemoved,
  storeBranch,
  type KnownBranch,
} from '../branches/branch.store.ts';
import { commitEntities } from '../commits/commit-entity.ts';
import { basesOf, readRange } from '../commits/range.ts';
import { walkedHeads } from '../commits/range.store.ts';
import { announceGraph, keepCommits } from '../graph/keep-graph.ts';
import { reopenFiles } from '../run/cursor.store.ts';
import { newestRuns } from '../run/run.store.ts';
import { importFiles, refreshAgain, type RefreshPayload, type StreamPayload } from '../tasks.ts';
import { isShown, type Live } from './open-live.ts';
import { recordBranchKeys } from './record-branch-keys.ts';

/** A push is read up to so many pages of 100 commits; what is beyond is left to a refresh, which can be interrupted. */
const mostPages = 3;
/** Heads that a new branch may begin at. */
const mostBases = 3;

/** A branch was made, moved or deleted: reads it, and the commits between where it stood and where it stands. */
export async function readBranch(ctx: Context, live: Live, name: string): Promise<void> {
  const { tenantId, repositoryId } = live.key;
  const version = await nextReadCounter(ctx.db, tenantId, repositoryId);
  const branch = await live.gitlab.branch({ projectId: live.repository.gitlabProjectId, name });
  if (branch !== undefined) return keepBranch(ctx, live, { branch, version });
  if (await isShown(live)) await forgetBranch(ctx, live, { name, version });
}

type Read = { readonly branch: GitlabBranch; readonly version: number };

async function keepBranch(ctx: Context, live: Live, { branch, version }: Read): Promise<void> {
  const known = await getBranch(ctx.db, live.key, branch.name);
  if (isUnchanged(known, branch)) return;
  const { commits, isComplete } = await readCommits(ctx, live, { branch, known });
  await inTransaction(ctx.db, async (tx) => {
    await lockBranchKeys(tx, live.key.repositoryId);
    // Commits never change: they count even where a newer read has stored the branch.
    // Where the rest of a push is left to a refresh, which begins anew, nothing of it is carried out before that.
    const heldFor = isComplete ? undefined : branch.head.sha;
    await noteCommits(ctx, tx, { ...live.key, commits, heldFor });
    await keepCommits(tx, live.repository, commits);
    await recordCommits(ctx, tx, { live, commits });
    if (await storeBranch(tx, live.key, { branch, version, walked: isComplete })) {
      await recordBranchKeys(ctx, tx, { live, names: [branch.name] });
    }
    const refresh: RefreshPayload = { ...live.key, mode: 'soft' };
    if (!isComplete) await ctx.jobs.add(tx, refreshAgain, { payload: refresh });
    await announceGraph(ctx, tx, live.repository);
    await wakeOutbox(ctx, tx, { tenantId: live.key.tenantId, lane: 'live' });
  });
}

function isUnchanged(known: KnownBranch | undefined, { head, isDefault }: GitlabBranch): boolean {
  if (known === undefined || known.removed || known.isDefault !== isDefault) return false;
  return known.headSha === head.sha && known.walkedSha === head.sha;
}

type Commits = { readonly commits: readonly GitlabCommit[]; readonly isComplete: boolean };

/** What is new on the branch; all of it, unless that is much or nobody knows where it begins. */
async function readCommits(
  ctx: Context,
  { gitlab, repository, key }: Live,
  { branch: { head }, known }: { branch: GitlabBranch; known: KnownBranch | undefined },
): Promise<Commits> {
  const others = await walkedHeads(ctx.db, key, mostBases);
  const walkedSha = known?.removed === false ? known.walkedSha : null;
  if ([walkedSha, ...others].includes(head.sha)) return { commits: [], isComplete: true };
  const bases = basesOf(walkedSha, { others, lost: [] });
  // The first push to an empty project has no beginning; during a first import that import reads it.
  if (bases.length === 0 && !(await isImported(ctx, key))) return { commits: [], isComplete: false };
  const projectId = repository.gitlabProjectId;
  const range = { projectId, head: head.sha, base: bases[0] };
  const commits: GitlabCommit[] = [];
  for (let page = 1; page <= mostPages; page += 1) {
    const read = await readRange(gitlab, { ...range, page });
    if (read.isBaseLost) return { commits: [head], isComplete: false };
    commits.push(...read.commits);
    if (read.isLast) return { commits, isComplete: true };
  }
  return { commits, isComplete: false };
}

async function isImported(ctx: Context, { tenantId, repositoryId }: Live['key']): Promise<boolean> {
  const [run] = await newestRuns(ctx.db, tenantId, [repositoryId]);
  return run?.state === 'finished';
}

async function recordCommits(
  ctx: Context,
  tx: Db,
  { live: { key, account }, commits }: { live: Live; commits: readonly GitlabCommit[] },
): Promise<void> {
  const now = ctx.clock.now();
  const entities = commitEntities(commits, { lowerCase: account.lowerCaseKeys, version: now });
  if (entities.length === 0) return;
  await recordEntities(tx, { ...key, lane: 'live', entities, now });
  if (!ctx.config.changedFiles) return;
  const runId = await reopenFiles(tx, key, now);
  if (runId === undefined) return;
  const payload: StreamPayload = { ...key, stream: 'files', runId };
  await ctx.jobs.add(tx, importFiles, { payload });
}

async function forgetBranch(
  ctx: Context,
  { key, repository }: Live,
  { name, version }: { name: string; version: number },
): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    await lockBranchKeys(tx, key.repositoryId);
    if (!(await markBranchRemoved(tx, key, { name, version }))) return;
    const ids = [branchId(name)];
    await removeEntities(tx, { ...key, kind: 'branch', ids, version, now: ctx.clock.now() });
    await announceGraph(ctx, tx, repository);
    await wakeOutbox(ctx, tx, { tenantId: key.tenantId, lane: 'live' });
  });
}
