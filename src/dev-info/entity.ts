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
  /** Of a merged one, where GitLab knows when. */
  readonly mergedAt?: number | undefined;
  readonly reviewers: readonly Reviewer[];
};

export type Reviewer = Person & { readonly approval: 'APPROVED' | 'NEEDSWORK' | 'UNAPPROVED' };

/** A pipeline. Pipelines of one project share a number range (`iid`), so a project is one "pipeline" in Jira. */
export type BuildFacts = {
  /** GitLab's global id. */
  readonly id: number;
  /** Jira's build number. */
  readonly iid: number;
  readonly name: string;
  readonly url: string;
  readonly state: 'pending' | 'in_progress' | 'successful' | 'failed' | 'cancelled' | 'unknown';
  readonly sha: string;
  readonly commitUrl: string;
  /** The branch or tag; of a merge request's pipeline its source branch. */
  readonly ref: { readonly name: string; readonly url: string };
  /** Absent where the pipeline has no test reports, or they have not been read. */
  readonly tests?: { readonly total: number; readonly passed: number; readonly failed: number } | undefined;
  readonly createdAt: number;
  readonly updatedAt: number;
};

/** Production first. */
export const environmentTypes = ['production', 'staging', 'testing', 'development', 'unmapped'] as const;

export type EnvironmentType = (typeof environmentTypes)[number];

export type DeploymentFacts = {
  /** GitLab's global id. */
  readonly id: number;
  /** Jira's deployment sequence number: grows within a project. */
  readonly iid: number;
  readonly url: string;
  readonly state: 'pending' | 'in_progress' | 'successful' | 'failed' | 'cancelled' | 'unknown';
  readonly environment: { readonly id: number; readonly name: string; readonly type: EnvironmentType };
  /** Null for deployments that no pipeline made (API). */
  readonly pipeline: { readonly id: number; readonly name: string; readonly url: string } | null;
  readonly ref: string;
  readonly sha: string;
  /** Shas of the commits that it brought to the environment and that name an issue, newest first. */
  readonly commits: readonly string[];
  readonly createdAt: number;
  readonly updatedAt: number;
};

export type FeatureFlagFacts = {
  readonly name: string;
  readonly description: string;
  readonly url: string;
  readonly active: boolean;
  readonly environments: readonly {
    readonly name: string;
    readonly type: EnvironmentType;
    readonly active: boolean;
    /** Of users, where a strategy rolls it out to a part of them. */
    readonly percentage?: number | undefined;
    /** The strategies in words. */
    readonly strategy: string;
  }[];
  readonly createdAt: number;
  readonly updatedAt: number;
};

export type EntityFacts =
  | { readonly kind: 'commit'; readonly facts: CommitFacts }
  | { readonly kind: 'branch'; readonly facts: BranchFacts }
  | { readonly kind: 'pull_request'; readonly facts: MergeRequestFacts }
  | { readonly kind: 'build'; readonly facts: BuildFacts }
  | { readonly kind: 'deployment'; readonly facts: DeploymentFacts }
  | { readonly kind: 'feature_flag'; readonly facts: FeatureFlagFacts };

export type EntityKind = EntityFacts['kind'];

export const entityKinds: readonly EntityKind[] = [
  'commit',
  'branch',
  'pull_request',
  'build',
  'deployment',
  'feature_flag',
];

/** One entity as a reader hands it to the ledger. */
export type ReadEntity = EntityFacts & {
  /** Sha, sha256 of the branch name, GitLab's global id of what has one, or `flagId` (REST shows no id of flags). */
  readonly id: string;
  /** Every issue key the texts name, in order, without repeats; never empty. */
  readonly issueKeys: readonly string[];
  /** Provider's version: `updated_at` in ms, or the counter taken before the read. A lower one never overwrites. */
  readonly version: number;
};

/** Live changes overtake a running import. */
export type Lane = 'live' | 'import';
