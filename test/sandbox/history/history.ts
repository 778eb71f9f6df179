/** A project's history as data: what `load.ts` reads, `make.ts` makes and a sandbox project is filled with. */
export interface History {
  readonly name: string;
  readonly defaultBranch: string | null;
  /** Parents before children, so that one pass can index them. */
  readonly commits: readonly HistoryCommit[];
  readonly branches: readonly HistoryBranch[];
  readonly mergeRequests: readonly HistoryMergeRequest[];
}

/** Dates are ISO 8601 with an offset, in seconds, as Git keeps them. */
export interface HistoryCommit {
  readonly id: string;
  readonly parent_ids: readonly string[];
  readonly author_name: string;
  readonly author_email: string;
  readonly authored_date: string;
  readonly committer_name: string;
  readonly committer_email: string;
  readonly committed_date: string;
  readonly message: string;
  /** How many files the commit changed; `files` names at most ten of them. */
  readonly file_count: number;
  readonly files: readonly HistoryFile[];
}

export interface HistoryFile {
  readonly path: string;
  readonly status: 'added' | 'modified' | 'deleted' | 'renamed';
}

export interface HistoryBranch {
  readonly name: string;
  readonly commit_id: string;
  readonly default: boolean;
}

export interface HistoryMergeRequest {
  readonly iid: number;
  readonly title: string;
  readonly description?: string | null | undefined;
  /** The head; it may be a commit that the history does not have. */
  readonly sha: string;
  readonly source_branch: string;
  readonly target_branch: string;
  readonly state: 'opened' | 'closed' | 'merged' | 'locked';
  readonly merge_commit_sha: string | null;
  readonly merged_at: string | null;
  /** Absent: derived from the commits. */
  readonly updated_at?: string | undefined;
}
