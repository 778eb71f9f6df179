import { createHash } from 'node:crypto';
import type { History, HistoryBranch, HistoryCommit, HistoryMergeRequest } from './history.ts';
import { oddBranchNames, oddCommits } from './odd.ts';

export interface MakeHistory {
  readonly name?: string;
  /** The same seed makes the same history. */
  readonly seed?: number;
  /** Commits of the default branch and of the ordinary branches together. */
  readonly commits?: number;
  readonly branches?: number;
  readonly mergeRequests?: number;
  /** Issue keys are `<key>-1` to `<key>-<keys>`. */
  readonly key?: string;
  readonly keys?: number;
  /** Emoji, very long messages, 600 keys, dates in 1970 and 2038, odd branch names, a parent dated after its child. */
  readonly odd?: boolean;
  /** So many commits in a row carry one committer second: more than a page of them defeats a moving `until` alone. */
  readonly burst?: number;
  /** So many of the merge requests share one `updated_at`, as after a bulk change. */
  readonly tiedMergeRequests?: number;
  /** Epoch ms of the first commit. */
  readonly startMs?: number;
  /** From one commit to the next at least; at most twice as many. */
  readonly stepSeconds?: number;
}

interface Draft {
  readonly options: Required<MakeHistory>;
  readonly commits: HistoryCommit[];
  readonly random: () => number;
  at: number;
}

const defaults: Required<MakeHistory> = {
  name: 'sample',
  seed: 1,
  commits: 60,
  branches: 6,
  mergeRequests: 12,
  key: 'ABC',
  keys: 40,
  odd: true,
  burst: 0,
  tiedMergeRequests: 0,
  startMs: Date.UTC(2024, 0, 8, 9),
  stepSeconds: 3600,
};

/** A small history of its own, the same for the same options: a trunk with merged and open branches. */
export function makeHistory(given: MakeHistory = {}): History {
  const options = { ...defaults, ...given };
  const draft: Draft = { options, commits: [], random: randomFrom(options.seed), at: options.startMs / 1000 };
  const branches: HistoryBranch[] = [];
  let trunk = addCommit(draft, [], 'Initial commit');
  for (let i = 0; i < options.burst; i += 1)
    trunk = addCommitNow(draft, [trunk], keyed(draft, 'Imported change'));
  if (options.odd) trunk = addOdd(draft, trunk, branches);
  const perBranch = Math.max(1, Math.floor(options.commits / (options.branches + 1) / 2));
  for (let b = 0; b < options.branches; b += 1) {
    for (let i = 0; i < perBranch; i += 1) trunk = addCommit(draft, [trunk], keyed(draft, 'Work on trunk'));
    let head = trunk;
    for (let i = 0; i < perBranch; i += 1) head = addCommit(draft, [head], keyed(draft, `Step ${i + 1}`));
    const name = `feature/${options.key}-${b + 1}-part-${b + 1}`;
    branches.push({ name, commit_id: head, default: false });
    if (b % 2 === 0) trunk = addCommit(draft, [trunk, head], `Merge branch '${name}' into 'main'`);
  }
  while (draft.commits.length < options.commits) trunk = addCommit(draft, [trunk], keyed(draft, 'More work'));
  branches.push({ name: 'main', commit_id: trunk, default: true });
  const mergeRequests = makeMergeRequests(draft, branches);
  return { name: options.name, defaultBranch: 'main', commits: draft.commits, branches, mergeRequests };
}

/** A person of the small histories; commits and merge requests are theirs. */
function person(n: number): { name: string; email: string } {
  return { name: `Author ${n}`, email: `author${n}@example.com` };
}

/** The next commit, by default an hour or two later. */
function addCommit(draft: Draft, parents: readonly string[], message: string): string {
  const { stepSeconds } = draft.options;
  draft.at += stepSeconds + Math.floor(draft.random() * stepSeconds);
  return addCommitNow(draft, parents, message);
}

function addCommitNow(draft: Draft, parents: readonly string[], message: string): string {
  const { name, email } = person(1 + Math.floor(draft.random() * 5));
  const count = 1 + Math.floor(draft.random() * 12);
  const date = iso(draft.at);
  const id = sha(`${draft.options.name}:${draft.options.seed}:${draft.commits.length}:${message}`);
  draft.commits.push({
    id,
    parent_ids: parents,
    author_name: name,
    author_email: email,
    authored_date: date,
    committer_name: name,
    committer_email: email,
    committed_date: date,
    message,
    file_count: count,
    files: Array.from({ length: Math.min(10, count) }, (_, i) => ({
      path: `src/part-${i + 1}.ts`,
      status: (['modified', 'added', 'deleted'] as const)[i % 3] ?? 'modified',
    })),
  });
  return id;
}

function addOdd(draft: Draft, trunk: string, branches: HistoryBranch[]): string {
  let head = trunk;
  for (const odd of oddCommits(draft.options.key, iso(draft.at + 30 * 86_400))) {
    head = addCommit(draft, [head], odd.message);
    const made = draft.commits.at(-1);
    if (made === undefined || odd.date === undefined) continue;
    draft.commits[draft.commits.length - 1] = { ...made, authored_date: odd.date, committed_date: odd.date };
  }
  for (const name of oddBranchNames(draft.options.key)) {
    branches.push({
      name,
      commit_id: addCommit(draft, [head], keyed(draft, 'On an odd branch')),
      default: false,
    });
  }
  return head;
}

function keyed(draft: Draft, text: string): string {
  const roll = draft.random();
  const key = `${draft.options.key}-${1 + Math.floor(draft.random() * draft.options.keys)}`;
  return roll < 0.6 ? `${key} ${text}\n\nWhat and why.` : `${text}\n\nNo key here.`;
}

function makeMergeRequests(draft: Draft, branches: readonly HistoryBranch[]): HistoryMergeRequest[] {
  const { mergeRequests, key, keys, tiedMergeRequests } = draft.options;
  // Later than anything that is derived for the others.
  const tied = iso(draft.at + 2 * 86_400);
  const sources = branches.filter((row) => !row.default);
  return Array.from({ length: mergeRequests }, (_, i) => {
    const source = sources[i % Math.max(1, sources.length)];
    const state = (['merged', 'opened', 'closed'] as const)[i % 3] ?? 'opened';
    const draftPrefix = state === 'opened' && i % 2 === 0 ? 'Draft: ' : '';
    const merged = draft.commits[Math.floor((draft.commits.length - 1) * ((i + 1) / mergeRequests))];
    return {
      iid: i + 1,
      title:
        i % 4 === 3
          ? 'No key in this title'
          : `${draftPrefix}${key}-${(i % keys) + 1} Merge request ${i + 1}`,
      description: i % 4 === 3 ? `It belongs to ${key}-${(i % keys) + 1}.` : null,
      sha: source?.commit_id ?? draft.commits.at(-1)?.id ?? '',
      source_branch: source?.name ?? 'topic',
      target_branch: 'main',
      state,
      merge_commit_sha: state === 'merged' ? (merged?.id ?? null) : null,
      merged_at: state === 'merged' ? (merged?.committed_date ?? null) : null,
      updated_at: i < tiedMergeRequests ? tied : undefined,
    };
  });
}

function iso(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}+00:00`;
}

function sha(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}

/** Mulberry32: small, fast and the same everywhere. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
