import { createHash } from 'node:crypto';
import type { History, HistoryBranch, HistoryCommit, HistoryMergeRequest } from './history.ts';

/**
 * The history `times` times over, each copy standing on the default branch of the one before: distinct shas,
 * later dates, branches `<name>-r<n>` (the last copy keeps the names), merge requests numbered on.
 * Idle time is shortened so that all copies fit into the span of the first; the order of dates, equal dates
 * and parents dated after their children stay as they are.
 */
export function repeatHistory(history: History, times: number): History {
  if (times <= 1) return history;
  const clock = shortenedTime(history, times);
  const commits: HistoryCommit[] = [];
  const branches: HistoryBranch[] = [];
  const mergeRequests: HistoryMergeRequest[] = [];
  const lastIid = history.mergeRequests.reduce((max, row) => Math.max(max, row.iid), 0);
  let base: string | null = null;
  for (let copy = 1; copy <= times; copy += 1) {
    const copyOf = {
      copy,
      base,
      clock,
      suffix: copy === times ? '' : `-r${copy}`,
      iidOffset: lastIid * (copy - 1),
    };
    for (const row of history.commits) commits.push(copyCommit(row, copyOf));
    for (const row of history.branches) branches.push(copyBranch(row, copyOf, copy === times));
    for (const row of history.mergeRequests) mergeRequests.push(copyMergeRequest(row, copyOf));
    const head = history.branches.find((row) => row.default);
    base = head === undefined ? null : shaOf(head.commit_id, copy);
  }
  return { name: history.name, defaultBranch: history.defaultBranch, commits, branches, mergeRequests };
}

interface CopyOf {
  readonly copy: number;
  readonly base: string | null;
  readonly clock: (iso: string, copy: number) => string;
  readonly suffix: string;
  readonly iidOffset: number;
}

function shaOf(id: string, copy: number): string {
  return createHash('sha1').update(`${copy}:${id}`).digest('hex');
}

function copyCommit(row: HistoryCommit, { copy, base, clock }: CopyOf): HistoryCommit {
  const parents = row.parent_ids.map((id) => shaOf(id, copy));
  return {
    ...row,
    id: shaOf(row.id, copy),
    parent_ids: parents.length === 0 && base !== null ? [base] : parents,
    authored_date: clock(row.authored_date, copy),
    committed_date: clock(row.committed_date, copy),
  };
}

function copyBranch(row: HistoryBranch, { copy, suffix }: CopyOf, last: boolean): HistoryBranch {
  return { name: row.name + suffix, commit_id: shaOf(row.commit_id, copy), default: row.default && last };
}

function copyMergeRequest(row: HistoryMergeRequest, copyOf: CopyOf): HistoryMergeRequest {
  const { copy, clock, suffix, iidOffset } = copyOf;
  return {
    ...row,
    iid: row.iid + iidOffset,
    sha: shaOf(row.sha, copy),
    source_branch: row.source_branch + suffix,
    merge_commit_sha: row.merge_commit_sha === null ? null : shaOf(row.merge_commit_sha, copy),
    merged_at: row.merged_at === null ? null : clock(row.merged_at, copy),
    updated_at: row.updated_at === undefined ? undefined : clock(row.updated_at, copy),
  };
}

/** Maps a date of the original to one in copy n: gaps between commits are cut to what lets all copies fit. */
function shortenedTime(history: History, times: number): (iso: string, copy: number) => string {
  const seconds = new Set<number>();
  for (const row of history.commits) seconds.add(epoch(row.committed_date)).add(epoch(row.authored_date));
  for (const row of history.mergeRequests) {
    if (row.merged_at !== null) seconds.add(epoch(row.merged_at));
    if (row.updated_at !== undefined) seconds.add(epoch(row.updated_at));
  }
  const sorted = [...seconds].sort((a, b) => a - b);
  const first = sorted[0] ?? 0;
  const share = Math.floor(((sorted.at(-1) ?? 0) - first) / times);
  const cap = largestGap(sorted, share);
  const offsets = new Map<number, number>();
  let total = 0;
  sorted.forEach((value, i) => {
    total += Math.min(value - (sorted[i - 1] ?? value), cap);
    offsets.set(value, total);
  });
  return (iso, copy) => {
    const at = first + (copy - 1) * (total + 60) + (offsets.get(epoch(iso)) ?? 0);
    return `${new Date(at * 1000).toISOString().slice(0, 19)}+00:00`;
  };
}

/** The largest cut (at least a second, so that no two dates fall together) whose sum stays within `share`. */
function largestGap(sorted: readonly number[], share: number): number {
  let low = 1;
  let high = Math.max(1, share);
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    let sum = 0;
    for (let i = 1; i < sorted.length; i += 1)
      sum += Math.min((sorted[i] ?? 0) - (sorted[i - 1] ?? 0), middle);
    if (sum <= share) low = middle;
    else high = middle - 1;
  }
  return low;
}

function epoch(iso: string): number {
  return Math.floor(Date.parse(iso) / 1000);
}
