import type { GitRepository } from '../git/repository.ts';
import type { MergeRequestTable } from './merge-request-table.ts';

/** GitLab's access levels: 10 guest, 20 reporter, 30 developer, 40 maintainer, 50 owner. */
export type AccessLevel = 10 | 20 | 30 | 40 | 50;
export type Visibility = 'private' | 'internal' | 'public';
/** What a project can switch off; its endpoints then answer 403. */
export type Feature = 'repository' | 'merge_requests' | 'builds' | 'environments' | 'feature_flags';
type MergeRequestState = 'opened' | 'closed' | 'locked' | 'merged';
export type ReviewState =
  'unreviewed' | 'reviewed' | 'requested_changes' | 'approved' | 'unapproved' | 'review_started';

export interface User {
  readonly id: number;
  readonly username: string;
  readonly name: string;
  /** The primary address, which GitLab shows to nobody else. */
  readonly email: string;
  /** Whether the mail that GitLab sent there was answered. */
  readonly emailConfirmed: boolean;
  /** What GitLab puts into commits that are made in GitLab itself. */
  readonly commitEmail: string;
  /** Beside the primary one. */
  readonly otherEmails: {
    readonly id: number;
    readonly email: string;
    readonly confirmedAt: number | null;
  }[];
  readonly publicEmail: string | null;
  readonly password: string;
  readonly admin: boolean;
  readonly createdAt: number;
  readonly namespace: Namespace;
  state: 'active' | 'blocked';
}

/** A group, or the personal namespace of a user. */
export interface Namespace {
  readonly id: number;
  readonly kind: 'group' | 'user';
  name: string;
  path: string;
  readonly parent: Namespace | null;
  readonly visibility: Visibility;
  readonly members: Map<number, AccessLevel>;
  readonly createdAt: number;
  readonly ownerId: number | null;
}

export interface Project {
  /** Names, or beginnings followed by `*`, of branches that only a Maintainer makes. */
  protectedBranches?: readonly string[] | undefined;
  readonly id: number;
  name: string;
  path: string;
  namespace: Namespace;
  readonly description: string | null;
  readonly visibility: Visibility;
  archived: boolean;
  /** `YYYY-MM-DD` of the day on which somebody deleted it; GitLab keeps it for some days. */
  markedForDeletionOn: string | null;
  /** GitLab names one even for an empty repository; null where the repository has none at all. */
  defaultBranch: string | null;
  readonly disabled: Set<Feature>;
  readonly members: Map<number, AccessLevel>;
  readonly sharedWith: { group: Namespace; level: AccessLevel }[];
  readonly createdAt: number;
  updatedAt: number;
  lastActivityAt: number;
  readonly creatorId: number;
  repository: GitRepository;
  readonly mergeRequests: MergeRequestTable;
}

export interface MergeRequest {
  readonly id: number;
  readonly iid: number;
  readonly project: Project;
  readonly author: User;
  readonly sourceBranch: string;
  readonly sourceProjectId: number;
  readonly createdAt: number;
  title: string;
  description: string | null;
  targetBranch: string;
  state: MergeRequestState;
  sha: string;
  mergeCommitSha: string | null;
  updatedAt: number;
  mergedAt: number | null;
  mergedBy: User | null;
  closedAt: number | null;
  closedBy: User | null;
  notes: number;
  readonly reviewers: { readonly user: User; state: ReviewState; readonly createdAt: number }[];
  readonly approvals: { readonly user: User; readonly at: number }[];
}

export interface Application {
  readonly id: number;
  readonly name: string;
  readonly clientId: string;
  /** SHA-512 of the secret: GitLab shows the secret once and keeps its digest. */
  secretDigest: string;
  readonly redirectUris: readonly string[];
  readonly scopes: readonly string[];
  readonly owner: 'user' | 'group' | 'instance';
  /** Instance-wide only: no consent page. */
  readonly trusted: boolean;
}

export function fullPath(of: Namespace | Project): string {
  const above = 'namespace' in of ? of.namespace : of.parent;
  return above === null ? of.path : `${fullPath(above)}/${of.path}`;
}

export function fullName(of: Namespace | Project): string {
  const above = 'namespace' in of ? of.namespace : of.parent;
  return above === null ? of.name : `${fullName(above)} / ${of.name}`;
}

/** GitLab derives the flag from the title. */
export function isDraft(mergeRequest: MergeRequest): boolean {
  return /^\s*(\[draft\]|\(draft\)|draft:)/i.test(mergeRequest.title);
}
