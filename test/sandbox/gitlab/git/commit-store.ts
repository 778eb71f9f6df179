import type { HistoryCommit } from '../../history/history.ts';
import { CommitHeap } from './commit-heap.ts';

export interface Walk {
  readonly heads: readonly number[];
  /** Nothing that these reach is shown. */
  readonly exclude?: readonly number[] | undefined;
  /** Epoch seconds: Git neither shows an older commit nor looks behind it. */
  readonly since?: number | undefined;
  readonly firstParent?: boolean | undefined;
}

const maxCachedCommits = 6_000_000;

/** All commits of a repository, by number. Projects with one history share a store until one of them writes. */
export class CommitStore {
  readonly records: HistoryCommit[] = [];
  /** Committer date, epoch seconds. */
  readonly dates: number[] = [];
  readonly parents: (readonly number[])[] = [];
  private readonly index = new Map<string, number>();
  private walks = new Map<string, Int32Array>();
  private cached = 0;
  private ancestors = new Map<string, Uint8Array>();
  private tipsAt: { size: number; tips: readonly number[] } = { size: -1, tips: [] };

  static of(commits: Iterable<HistoryCommit>): CommitStore {
    const store = new CommitStore();
    for (const commit of commits) store.add(commit);
    return store;
  }

  get size(): number {
    return this.records.length;
  }

  copy(): CommitStore {
    return CommitStore.of(this.records);
  }

  /** Adds a commit whose parents are there already; a parent that is not known stays a name. */
  add(commit: HistoryCommit): number {
    const number = this.records.length;
    this.records.push(commit);
    this.dates.push(Math.floor(Date.parse(commit.committed_date) / 1000));
    this.parents.push(commit.parent_ids.flatMap((id) => this.find(id) ?? []));
    this.index.set(commit.id, number);
    return number;
  }

  find(sha: string): number | undefined {
    return this.index.get(sha);
  }

  /** A full sha, or the beginning of one (at least seven digits) that only one commit has. */
  findByPrefix(prefix: string): number | undefined {
    const exact = this.index.get(prefix);
    if (exact !== undefined || prefix.length >= 40 || !/^[0-9a-f]{7,}$/.test(prefix)) return exact;
    const matches = this.records.flatMap((record, i) => (record.id.startsWith(prefix) ? [i] : []));
    return matches.length === 1 ? matches[0] : undefined;
  }

  record(commit: number): HistoryCommit {
    const record = this.records[commit];
    if (record === undefined) throw new Error(`There is no commit number ${commit}.`);
    return record;
  }

  /** Commits without children: what `--all` starts from, because merge-request and keep-around refs hold them. */
  tips(): readonly number[] {
    if (this.tipsAt.size === this.size) return this.tipsAt.tips;
    const hasChild = new Uint8Array(this.size);
    for (const parents of this.parents) for (const parent of parents) hasChild[parent] = 1;
    const tips: number[] = [];
    hasChild.forEach((child, commit) => {
      if (child === 0) tips.push(commit);
    });
    this.tipsAt = { size: this.size, tips };
    return tips;
  }

  /** Commits in the order of `git log`: from the heads by committer date, a parent once a child has been shown. */
  walk(walk: Walk): Int32Array {
    const exclude = walk.exclude ?? [];
    const key = `${walk.heads.join(',')}|${exclude.join(',')}|${walk.since ?? ''}|${walk.firstParent === true}`;
    const known = this.walks.get(key);
    if (known !== undefined) return known;
    const made = this.walkAfresh(walk, exclude.length === 0 ? undefined : this.reachable(exclude));
    if (this.cached + made.length > maxCachedCommits) {
      this.walks = new Map();
      this.cached = 0;
    }
    this.walks.set(key, made);
    this.cached += made.length + 100;
    return made;
  }

  /** 1 for each commit that the heads reach, the heads included. */
  reachable(heads: readonly number[]): Uint8Array {
    const key = `${this.size}|${heads.join(',')}`;
    const known = this.ancestors.get(key);
    if (known !== undefined) return known;
    const seen = new Uint8Array(this.size);
    const stack = [...heads];
    for (let commit = stack.pop(); commit !== undefined; commit = stack.pop()) {
      if (seen[commit] === 1) continue;
      seen[commit] = 1;
      for (const parent of this.parents[commit] ?? []) if (seen[parent] === 0) stack.push(parent);
    }
    if (this.ancestors.size >= 16) this.ancestors = new Map();
    this.ancestors.set(key, seen);
    return seen;
  }

  private walkAfresh(walk: Walk, excluded: Uint8Array | undefined): Int32Array {
    const seen = new Uint8Array(this.size);
    const heap = new CommitHeap();
    const shown: number[] = [];
    const enqueue = (commit: number): void => {
      if (seen[commit] === 1 || excluded?.[commit] === 1) return;
      seen[commit] = 1;
      heap.push(commit, this.dates[commit] ?? 0);
    };
    walk.heads.forEach(enqueue);
    for (let commit = heap.pop(); commit !== undefined; commit = heap.pop()) {
      if (walk.since !== undefined && (this.dates[commit] ?? 0) < walk.since) continue;
      shown.push(commit);
      const parents = this.parents[commit] ?? [];
      (walk.firstParent === true ? parents.slice(0, 1) : parents).forEach(enqueue);
    }
    return Int32Array.from(shown);
  }
}
