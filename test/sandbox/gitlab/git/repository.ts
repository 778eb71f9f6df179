import type { HistoryCommit } from '../../history/history.ts';
import { CommitStore } from './commit-store.ts';

/** A project's Git repository: commits, branches and the heads of its merge requests. */
export class GitRepository {
  readonly branches = new Map<string, string>();
  /** `refs/merge-requests/<iid>/head` */
  readonly mergeRequestHeads = new Map<number, string>();
  private shared: boolean;
  private commits: CommitStore;

  constructor(shared?: CommitStore) {
    this.commits = shared ?? new CommitStore();
    this.shared = shared !== undefined;
  }

  get store(): CommitStore {
    return this.commits;
  }

  add(commit: HistoryCommit): void {
    if (this.shared) {
      this.commits = this.commits.copy();
      this.shared = false;
    }
    this.commits.add(commit);
  }

  /** Drops all commits that neither a branch, a merge request nor one of `kept` reaches. */
  prune(kept: readonly string[]): void {
    const heads = [...this.branches.values(), ...this.mergeRequestHeads.values(), ...kept];
    const reached = this.store.reachable(heads.flatMap((sha) => this.store.find(sha) ?? []));
    this.commits = CommitStore.of(this.store.records.filter((_, commit) => reached[commit] === 1));
    this.shared = false;
  }

  /** The commit's number for a branch, a full ref name or a sha; undefined for what does not exist. */
  resolve(ref: string, defaultBranch: string | null): number | undefined {
    if (ref === 'HEAD') return defaultBranch === null ? undefined : this.resolveBranch(defaultBranch);
    const mergeRequest = /^refs\/merge-requests\/(\d+)\/head$/.exec(ref);
    if (mergeRequest !== null)
      return this.store.find(this.mergeRequestHeads.get(Number(mergeRequest[1])) ?? '');
    return this.resolveBranch(ref.replace(/^refs\/heads\//, '')) ?? this.store.findByPrefix(ref);
  }

  private resolveBranch(name: string): number | undefined {
    const sha = this.branches.get(name);
    return sha === undefined ? undefined : this.store.find(sha);
  }
}
