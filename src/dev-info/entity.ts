/**
 * What the ledger holds: facts read from GitLab, before anything Jira-shaped is made of them.
 * Times are epoch ms. `keyText` is every text whose issue keys count for this entity; it is not stored.
 */
export type Person = {
  readonly name: string;
  readonly email?: string | undefined;
  readonly username?: string | undefined;
  readonly url?: string | undefined;
  readonly avatar?: string | undefined;
};

export type CommitFacts = {
  readonly sha: string;
  /** Whole message; cut only when it is sent. */
  readonly message: string;
  readonly author: Person;
  readonly authoredAt: number;
  readonly committedAt: number;
  readonly url: string;
  readonly isMerge: boolean;
  /** Absent until the diff has been read; then at most 10 files and the count of all. */
  readonly files?: readonly ChangedFile[] | undefined;
  readonly fileCount?: number | undefined;
};

export type ChangedFile = {
  readonly path: string;
  readonly change: 'ADDED' | 'COPIED' | 'DELETED' | 'MODIFIED' | 'MOVED' | 'UNKNOWN';
  readonly linesAdded: number;
  readonly linesRemoved: number;
  readonly url: string;
};

export type BranchFacts = {
  readonly name: string;
  readonly url: string;
  readonly createMergeRequestUrl: string;
  readonly lastCommit: CommitFacts;
};

export type MergeRequestFacts = {
  /** GitLab's global id, the id in Jira. */
  readonly id: number;
  readonly iid: number;
  readonly title: string;
  readonly reference: string;
  readonly url: string;
  readonly state: 'opened' | 'closed' | 'merged' | 'locked';
  readonly draft: boolean;
  readonly author: Person;
  readonly sourceBranch: string;
  readonly sourceBranchUrl?: string | undefined;
  readonly targetBranch: string;
  readonly targetBranchUrl: string;
  readonly commentCount: number;
  readonly updatedAt: number;
  readonly createdAt: number;
  readonly reviewers: readonly Reviewer[];
};

export type Reviewer = Person & { readonly approval: 'APPROVED' | 'NEEDSWORK' | 'UNAPPROVED' };

/** Builds, deployments and feature flags come with their own facts. */
export type EntityFacts =
  | { readonly kind: 'commit'; readonly facts: CommitFacts }
  | { readonly kind: 'branch'; readonly facts: BranchFacts }
  | { readonly kind: 'pull_request'; readonly facts: MergeRequestFacts };

export type EntityKind = EntityFacts['kind'];

/** One entity as a reader hands it to the ledger. */
export type ReadEntity = EntityFacts & {
  /** Id in Jira: sha, sha256 of the branch name, global merge request id. */
  readonly id: string;
  /** Every issue key the texts name, in order, without repeats; never empty. */
  readonly issueKeys: readonly string[];
  /** Provider's version: `updated_at` in ms, or the counter taken before the read. A lower one never overwrites. */
  readonly version: number;
};

/** Live changes overtake a running import. */
export type Lane = 'live' | 'import';
