import type { BulkDetails } from './bulk.client.ts';

/** What Jira is sent: `POST /rest/devinfo/0.10/bulk`, as its schema has it. Sequence ids are put in when it is sent. */
export type AuthorPayload = {
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly username?: string | undefined;
  readonly url?: string | undefined;
  readonly avatar?: string | undefined;
};

export type FilePayload = {
  readonly path: string;
  readonly url: string;
  readonly changeType: 'ADDED' | 'COPIED' | 'DELETED' | 'MODIFIED' | 'MOVED' | 'UNKNOWN';
  readonly linesAdded: number;
  readonly linesRemoved: number;
};

export type CommitPayload = {
  readonly id: string;
  readonly displayId: string;
  readonly message: string;
  readonly author: AuthorPayload;
  readonly fileCount: number;
  readonly files?: readonly FilePayload[] | undefined;
  readonly url: string;
  readonly authorTimestamp: string;
  readonly flags?: readonly 'MERGE_COMMIT'[] | undefined;
  readonly issueKeys: readonly string[];
};

export type BranchPayload = {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly createPullRequestUrl?: string | undefined;
  readonly lastCommit: CommitPayload;
  readonly issueKeys: readonly string[];
};

export type ReviewerPayload = {
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly url?: string | undefined;
  readonly avatar?: string | undefined;
  readonly approvalStatus: 'APPROVED' | 'UNAPPROVED';
};

export type PullRequestPayload = {
  readonly id: string;
  readonly displayId: string;
  readonly title: string;
  readonly url: string;
  readonly status: 'OPEN' | 'MERGED' | 'DECLINED' | 'UNKNOWN';
  readonly author: AuthorPayload;
  readonly commentCount: number;
  readonly sourceBranch: string;
  readonly sourceBranchUrl?: string | undefined;
  readonly destinationBranch: string;
  readonly destinationBranchUrl?: string | undefined;
  readonly lastUpdate: string;
  readonly reviewers: readonly ReviewerPayload[];
  readonly issueKeys: readonly string[];
};

export type RepositoryPayload = {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly avatar?: string | undefined;
};

export type EntityPayload = CommitPayload | BranchPayload | PullRequestPayload;

/** Words for a kind of entity, in paths of the API. */
export type DevInfoKind = 'commit' | 'branch' | 'pull_request';

/** The name of a kind's list in a repository of the request and of the answer. */
export const listOfKind = {
  commit: 'commits',
  branch: 'branches',
  pull_request: 'pullRequests',
} as const satisfies Record<DevInfoKind, string>;

export type DevInfoRequest = BulkDetails & {
  readonly repositories: readonly object[];
  readonly operationType: 'NORMAL' | 'BACKFILL';
  readonly preventTransitions: boolean;
};
