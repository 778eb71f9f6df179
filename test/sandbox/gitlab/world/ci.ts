import type { MergeRequest, Project, User } from './model.ts';

export type PipelineStatus =
  | 'created'
  | 'waiting_for_resource'
  | 'preparing'
  | 'pending'
  | 'running'
  | 'success'
  | 'failed'
  | 'canceled'
  | 'skipped'
  | 'manual'
  | 'scheduled';

export interface Pipeline {
  readonly id: number;
  readonly iid: number;
  readonly project: Project;
  readonly sha: string;
  /** A branch or tag, or `refs/merge-requests/N/head` as REST shows it. */
  readonly ref: string;
  readonly mergeRequest: MergeRequest | null;
  readonly source: string;
  readonly user: User | null;
  readonly createdAt: number;
  status: PipelineStatus;
  updatedAt: number;
  finishedAt: number | null;
  tests: { total: number; success: number; failed: number; skipped: number; error: number } | null;
}

export interface Environment {
  readonly id: number;
  readonly name: string;
  readonly slug: string;
  readonly externalUrl: string | null;
  readonly tier: 'production' | 'staging' | 'testing' | 'development' | 'other';
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
  /** Null for one made through the API. */
  readonly pipeline: Pipeline | null;
  readonly createdAt: number;
  status: DeploymentStatus;
  updatedAt: number;
  finishedAt: number | null;
}

export interface FeatureFlag {
  readonly id: number;
  readonly project: Project;
  readonly name: string;
  description: string;
  active: boolean;
  readonly createdAt: number;
  updatedAt: number;
  strategies: {
    readonly id: number;
    readonly name: 'default' | 'gradualRolloutUserId' | 'userWithId' | 'flexibleRollout';
    readonly parameters: Readonly<Record<string, string>>;
    readonly scopes: readonly { readonly id: number; readonly environmentScope: string }[];
  }[];
}
