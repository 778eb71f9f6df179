import type { MergeRequest } from './model.ts';

const none = new Int32Array();

/**
 * The commits a merge request brings, newest first: from its head, without what the target had. For a merged one
 * that is what the merge commit's first parent reaches. Empty where the history does not have the head.
 */
export function mergeRequestCommits(row: MergeRequest): Int32Array {
  const { repository, defaultBranch } = row.project;
  const { store } = repository;
  const head = store.find(row.sha);
  if (head === undefined) return none;
  const mergeCommit = row.mergeCommitSha === null ? undefined : store.find(row.mergeCommitSha);
  const before = mergeCommit === undefined ? undefined : store.parents[mergeCommit]?.[0];
  const target = repository.resolve(row.targetBranch, defaultBranch);
  const exclude = before ?? target;
  return store.walk({ heads: [head], exclude: exclude === undefined ? [] : [exclude] });
}

/** Kept with the row: it is asked for whole lists of merge requests. */
const counts = new WeakMap<MergeRequest, { sha: string; merged: string | null; count: number }>();

export function commitCount(row: MergeRequest): number {
  const known = counts.get(row);
  if (known?.sha === row.sha && known.merged === row.mergeCommitSha) return known.count;
  const count = mergeRequestCommits(row).length;
  counts.set(row, { sha: row.sha, merged: row.mergeCommitSha, count });
  return count;
}
