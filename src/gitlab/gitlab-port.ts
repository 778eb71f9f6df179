import type { GitlabBranch, GitlabCommit, GitlabDiff } from './commit.schema.ts';
import type { Approval, GitlabMergeRequest } from './merge-request.schema.ts';
import type { GitlabMetadata, GitlabNamespace, GitlabProject, GitlabUser } from './project.schema.ts';
import type { CiCalls } from './ci/ci-port.ts';
import type { CreateCalls } from './create/create.client.ts';
import type { HookCalls } from './hooks/hooks.client.ts';
import type { GitlabPage } from './page.ts';
import type { PushCalls } from './pushes/pushes.client.ts';
import type { RateLimit } from './http/rate-limit.ts';

export type { GitlabPage } from './page.ts';

/** One page of merge requests by GraphQL cursor; `next` is undefined on the last one. */
export type CursorPage<T> = { readonly items: readonly T[]; readonly next: string | undefined };

/** Merge requests that were made since a time: how many there are, and the number (iid) of the newest; 0 without any. */
export type WatchedCount = { readonly count: number; readonly newest: number };

export type ProjectListing = {
  readonly namespaceKind: 'group' | 'user';
  readonly namespaceId: number;
  readonly page: number;
  readonly includeArchived: boolean;
};

export type CommitListing = {
  readonly projectId: number;
  /** A sha or a range `A..B` of shas: pushes meanwhile do not shift such a list. */
  readonly ref: string;
  /** Committer date, epoch ms, inclusive. */
  readonly until?: number | undefined;
  readonly page: number;
};

/**
 * What this product asks of GitLab, as the user who authorized the account. Every answer has been checked; every
 * failure is an AppError: `needs_authorization`, `feature_disabled` (403), `not_found`, `rate_limited` (with retryAt),
 * `unavailable` (5xx), `unexpected_answer`, and those of `Http.send`.
 */
export type GitlabClient = HookCalls &
  CiCalls &
  CreateCalls &
  PushCalls & {
    readonly hostUrl: string;
    /** Requests sent so far, refused ones included. */
    sent(): number;
    /** GitLab's window as its newest answer told it; undefined where the instance has no limits. */
    limits(): RateLimit | undefined;
    metadata(): Promise<GitlabMetadata>;
    currentUser(): Promise<GitlabUser>;
    /** A group or personal namespace by its full path. */
    namespace(path: string): Promise<GitlabNamespace>;
    /** Projects with subgroups, not shared ones, in the order of their ids. */
    projects(listing: ProjectListing): Promise<GitlabPage<GitlabProject>>;
    project(projectId: number): Promise<GitlabProject>;
    /**
     * GitLab gives an answer once more to the same request for 30 s, whatever has been pushed since. @param query.listing
     * a number that is another one for each listing, and the same for all of its pages
     */
    branches(query: {
      projectId: number;
      page: number;
      listing?: number | undefined;
    }): Promise<GitlabPage<GitlabBranch>>;
    /** Undefined where the repository has no such branch, or is not shown. */
    branch(query: { projectId: number; name: string }): Promise<GitlabBranch | undefined>;
    /** Newest committer date first, as `git log` walks. */
    commits(listing: CommitListing): Promise<GitlabPage<GitlabCommit>>;
    /** Whether the repository still has this commit, on a branch or not. */
    hasCommit(query: { projectId: number; sha: string }): Promise<boolean>;
    /** The first 10 changed files of a commit and the count of all. */
    commitDiff(query: { projectId: number; sha: string }): Promise<GitlabDiff>;
    /**
     * By GraphQL, with approvals and reviewers. `not_found` when the path is gone. `updatedAfter`: epoch ms.
     * @param query.watch those made since then (epoch ms, inclusive; null: all) are counted in the same request. Newer
     * GitLabs answer 1,001 for whatever is more than 1,000 (app/graphql/types/limited_countable_connection_type.rb)
     * @param query.withEnding whether `ending` is asked for, which costs GitLab a little more
     */
    mergeRequestsByCursor(query: {
      path: string;
      order: 'CREATED_ASC' | 'CREATED_DESC' | 'UPDATED_ASC';
      after: string | undefined;
      updatedAfter?: number | undefined;
      watch?: { readonly since: number | null } | undefined;
      withEnding?: boolean | undefined;
    }): Promise<CursorPage<GitlabMergeRequest> & { readonly watched?: WatchedCount | undefined }>;
    /** By GraphQL: which of these numbers (at most 100) there are. Undefined where `path` does not name this project. */
    mergeRequestNumbers(query: {
      projectId: number;
      path: string;
      iids: readonly number[];
    }): Promise<ReadonlySet<number> | undefined>;
    /** By REST, in the order of their last update; without approvals and reviews. Times are epoch ms, inclusive. */
    mergeRequestsByUpdate(query: {
      projectId: number;
      updatedAfter: number | undefined;
      page: number;
    }): Promise<GitlabPage<GitlabMergeRequest>>;
    /**
     * Some merge requests (at most 100) with approvals and reviewers, in any order; those that are not there, or are
     * not shown, are left out. By GraphQL in one request where `path` is given and still names this project, otherwise
     * one by one by REST, which follows a project by its id.
     */
    mergeRequests(query: {
      projectId: number;
      path: string | undefined;
      iids: readonly number[];
      withEnding?: boolean | undefined;
    }): Promise<readonly GitlabMergeRequest[]>;
    /** Who approved or reviewed, by REST: two requests. */
    approvals(query: { projectId: number; iid: number }): Promise<readonly Approval[]>;
  };
