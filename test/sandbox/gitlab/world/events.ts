import type { MergeRequest, Namespace, Project, User } from './model.ts';
import type { Deployment, FeatureFlag, Pipeline } from './ci.ts';

/** What stands in `before` or `after` where there is no commit. */
export const noCommit = '0'.repeat(40);

export interface RefMoved {
  readonly kind: 'push' | 'tag_push';
  readonly project: Project;
  /** Null where a test did not say who. */
  readonly user: User | null;
  /** `refs/heads/main`, `refs/tags/v1`. */
  readonly ref: string;
  /** 40 zeros where there is none. */
  readonly before: string;
  readonly after: string;
}

/** A field before and after; times in epoch ms, reviewers as they are in the model. */
export interface Change {
  readonly previous: unknown;
  readonly current: unknown;
}

export interface MergeRequestChanged {
  readonly kind: 'merge_request';
  readonly mergeRequest: MergeRequest;
  /** Who did it, not the author. */
  readonly user: User;
  readonly action:
    'open' | 'update' | 'close' | 'reopen' | 'merge' | 'approval' | 'approved' | 'unapproval' | 'unapproved';
  readonly changes?: Readonly<Record<string, Change>> | undefined;
  /** Head before new commits were pushed. */
  readonly oldrev?: string | undefined;
  /** What GitLab did by itself, such as `approvals_reset_on_push`. */
  readonly systemAction?: string | undefined;
}

export interface Commented {
  readonly kind: 'note';
  readonly mergeRequest: MergeRequest;
  readonly user: User;
  /** Default: some words. */
  readonly note?: string | undefined;
}

export interface ProjectCame {
  readonly kind: 'project_create' | 'project_destroy';
  readonly project: Project;
}

export interface SubgroupCame {
  readonly kind: 'subgroup_create' | 'subgroup_destroy';
  readonly group: Namespace;
}

/**
 * What happened in this GitLab; who listens turns it into webhooks. A deployment is told of at every change (GitLab
 * sends only some of its states), a feature flag only when `active` flips.
 */
export type WorldEvent =
  | RefMoved
  | MergeRequestChanged
  | Commented
  | { readonly kind: 'pipeline'; readonly pipeline: Pipeline }
  | { readonly kind: 'deployment'; readonly deployment: Deployment }
  | { readonly kind: 'feature_flag'; readonly flag: FeatureFlag; readonly user: User | null }
  | ProjectCame
  | SubgroupCame;

export type EventListener = (event: WorldEvent) => void;
