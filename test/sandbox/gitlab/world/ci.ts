import type { MergeRequest, Project, User } from './model.ts';

export type PipelineStatus =
  | 'created'
  | 'waiting_for_resource'
  | 'preparing'
  | 'waiting_for_callback'
  | 'pending'
  | 'running'
  | 'success'
  | 'failed'
  | 'canceling'
  | 'canceled'
  | 'skipped'
  | 'manual'
  | 'scheduled';

export interface TestCounts {
  readonly total: number;
  readonly success: number;
  readonly failed: number;
  readonly skipped: number;
  readonly error: number;
}

export interface Pipeline {
  readonly id: number;
  readonly iid: number;
  readonly project: Project;
  readonly sha: string;
  /** A branch or tag, or `refs/merge-requests/N/head` (`merge`, `train`) as REST shows it. */
  readonly ref: string;
  readonly tag: boolean;
  readonly mergeRequest: MergeRequest | null;
  /** `push`, `merge_request_event`, `parent_pipeline` for the child of another one … */
  readonly source: string;
  /** From `workflow:name`; most pipelines have none. */
  readonly name: string | null;
  readonly user: User | null;
  readonly createdAt: number;
  status: PipelineStatus;
  updatedAt: number;
  startedAt: number | null;
  finishedAt: number | null;
  tests: TestCounts | null;
}

export type Tier = 'production' | 'staging' | 'testing' | 'development' | 'other';

export interface Environment {
  readonly id: number;
  readonly project: Project;
  readonly name: string;
  readonly slug: string;
  readonly externalUrl: string | null;
  readonly tier: Tier;
  readonly createdAt: number;
  updatedAt: number;
  state: 'available' | 'stopped';
}

export type DeploymentStatus =
  'created' | 'running' | 'success' | 'failed' | 'canceled' | 'skipped' | 'blocked';

export interface Deployment {
  readonly id: number;
  readonly iid: number;
  readonly project: Project;
  readonly environment: Environment;
  readonly ref: string;
  readonly sha: string;
  readonly user: User;
  readonly createdAt: number;
  /** The id of the job that deploys; null for a deployment made through the API. */
  readonly jobId: number | null;
  /** Null for one made through the API, and once the pipeline was deleted. */
  pipeline: Pipeline | null;
  status: DeploymentStatus;
  updatedAt: number;
  finishedAt: number | null;
  /** What came with it; known only once it succeeded. */
  mergeRequests: readonly MergeRequest[];
}

export interface FeatureFlagStrategy {
  readonly id: number;
  readonly name: 'default' | 'gradualRolloutUserId' | 'userWithId' | 'flexibleRollout' | 'gitlabUserList';
  readonly parameters: Readonly<Record<string, string>>;
  readonly scopes: readonly { readonly id: number; readonly environmentScope: string }[];
  /** Name of the list of users, for `gitlabUserList`. */
  readonly userList: string | null;
}

export interface FeatureFlag {
  readonly id: number;
  readonly project: Project;
  readonly name: string;
  description: string;
  active: boolean;
  readonly createdAt: number;
  updatedAt: number;
  strategies: readonly FeatureFlagStrategy[];
}
