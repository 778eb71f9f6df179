import type { GitlabCommit } from '../../src/gitlab/commit.schema.ts';

/** A history made of numbers, so that fast-check can shrink it. Commit 0 is the oldest. */
export type Shape = {
  readonly commits: number;
  readonly branches: number;
  readonly seed: number;
  /** Seconds that a date may be off; 0: every parent is older than its child. */
  readonly skew: number;
  /** Out of 100 commits, how many carry the date of the one before. */
  readonly ties: number;
  /** Out of 100 commits, how many are merges; and how many start a line of their own. */
  readonly merges: number;
  readonly forks: number;
  /** Out of 1,000 commits, how many have a parent that the repository does not have (a shallow import). */
  readonly lost: number;
};

export type RandomHistory = {
  readonly commits: ReadonlyMap<string, GitlabCommit>;
  /** Newest first is the default branch. */
  readonly heads: readonly string[];
};

export function randomHistory(shape: Shape): RandomHistory {
  const random = randomFrom(shape.seed);
  const chance = (of: number, outOf = 100) => random() * outOf < of;
  const pick = (below: number) => Math.floor(random() * below);
  const commits: GitlabCommit[] = [];
  let second = Date.UTC(2020, 0) / 1000;
  for (let i = 0; i < shape.commits; i += 1) {
    if (!chance(shape.ties)) second += 1 + pick(600);
    const off = chance(30) ? Math.round((random() - 0.5) * 2 * shape.skew) : 0;
    const parents = new Set<string>();
    if (i > 0) parents.add(shaOf(chance(shape.forks) ? pick(i) : i - 1));
    if (i > 2 && chance(shape.merges)) parents.add(shaOf(pick(i)));
    if (chance(shape.lost, 1000)) parents.add(shaOf(1_000_000 + i));
    commits.push(commit(shaOf(i), [...parents], (second + off) * 1000));
  }
  const heads = new Set([shaOf(shape.commits - 1)]);
  for (let b = 1; b < shape.branches; b += 1) heads.add(shaOf(pick(shape.commits)));
  return { commits: new Map(commits.map((one) => [one.sha, one])), heads: [...heads] };
}

export function reachableFrom({ commits, heads }: RandomHistory): Set<string> {
  const seen = new Set<string>();
  const open = [...heads];
  for (let sha = open.pop(); sha !== undefined; sha = open.pop()) {
    const found = commits.get(sha);
    if (!found || seen.has(sha)) continue;
    seen.add(sha);
    open.push(...found.parents);
  }
  return seen;
}

/**
 * `git log` as GitLab lists it: from the head, always the newest of the commits whose child has been shown; `A..B`
 * leaves out what A reaches; `until` hides newer commits and still walks through them.
 */
export function gitLog(history: RandomHistory, ref: string, until: number | undefined): GitlabCommit[] {
  const range = ref.split('..');
  const from = range.length === 2 ? range[0] : undefined;
  const to = range.at(-1);
  const excluded = from === undefined ? new Set<string>() : reachableFrom({ ...history, heads: [from] });
  const queue: GitlabCommit[] = [];
  const queued = new Set<string>();
  const shown: GitlabCommit[] = [];
  const add = (sha: string) => {
    const found = history.commits.get(sha);
    if (!found || queued.has(sha) || excluded.has(sha)) return;
    queued.add(sha);
    queue.push(found);
  };
  add(to ?? '');
  while (queue.length > 0) {
    let newest = 0;
    queue.forEach(({ committedAt }, i) => {
      if (committedAt > (queue[newest]?.committedAt ?? 0)) newest = i;
    });
    const [next] = queue.splice(newest, 1);
    if (!next) break;
    if (until === undefined || next.committedAt <= until) shown.push(next);
    next.parents.forEach(add);
  }
  return shown;
}

function shaOf(i: number): string {
  return i.toString(16).padStart(40, 'c0ffee');
}

function commit(sha: string, parents: readonly string[], at: number): GitlabCommit {
  const author = { name: 'Ada', email: 'ada@example.com' };
  return { sha, parents, message: `AB-1 ${sha}`, author, authoredAt: at, committedAt: at, webUrl: '' };
}

/** mulberry32 */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
