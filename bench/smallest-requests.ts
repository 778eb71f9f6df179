import type { History } from '../test/sandbox/history/history.ts';

const perPage = 100;

/** What an import must at least ask GitLab for, files and changed lines aside. */
export type SmallestRequests = {
  readonly commits: number;
  /** Heads that no other head's history shows: each costs a request of its own. */
  readonly heads: number;
  readonly branches: number;
  readonly mergeRequests: number;
  readonly total: number;
};

/** Commits that a branch reaches, and those of them whose message names a key: what an import has to bring. */
export function reachable(history: History): { all: ReadonlySet<string>; messages: string[] } {
  const byId = new Map(history.commits.map((commit) => [commit.id, commit]));
  const all = new Set<string>();
  const waiting = history.branches.map((branch) => branch.commit_id);
  const messages: string[] = [];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const commit = byId.get(id);
    if (commit === undefined || all.has(id)) continue;
    all.add(id);
    messages.push(commit.message);
    waiting.push(...commit.parent_ids);
  }
  return { all, messages };
}

/**
 * The lower bound of the figure "requests to GitLab": full pages of 100, and one request more for each head, apart
 * from the default branch, that is nobody's ancestor (no page of another head can show it).
 */
export function smallestRequests(history: History): SmallestRequests {
  const { all } = reachable(history);
  const parents = new Set(history.commits.filter((c) => all.has(c.id)).flatMap((c) => c.parent_ids));
  const defaultHead = history.branches.find((branch) => branch.default)?.commit_id;
  const heads = new Set(history.branches.map((branch) => branch.commit_id));
  heads.delete(defaultHead ?? '');
  const commits = Math.ceil(all.size / perPage);
  const lonely = [...heads].filter((head) => !parents.has(head)).length;
  const branches = Math.ceil(history.branches.length / perPage);
  const mergeRequests = Math.ceil(history.mergeRequests.length / perPage);
  return {
    commits,
    heads: lonely,
    branches,
    mergeRequests,
    total: commits + lonely + branches + mergeRequests,
  };
}
