import type { GitlabPage } from '../page.ts';
import type { GitlabDeployment, GitlabEnvironment, GitlabPipeline, GitlabTestSummary } from './ci.schema.ts';
import type { GitlabFeatureFlag } from './feature-flag.schema.ts';

type InProject = { readonly projectId: number };
type Paged = InProject & { readonly page: number };
type ById = InProject & { readonly id: number };
/** Epoch ms, inclusive. */
type ByUpdate = Paged & { readonly updatedAfter: number | undefined };

/** What is built, deployed and switched on. Failures as of `GitlabClient`; `feature_disabled` where it is off. */
export type CiCalls = {
  /** In the order of their last update, without child pipelines. */
  pipelinesByUpdate(query: ByUpdate): Promise<GitlabPage<GitlabPipeline>>;
  pipeline(query: ById): Promise<GitlabPipeline>;
  /** Of its source branch and of itself, newest first; those of a fork run in the fork. */
  mergeRequestPipelines(query: Paged & { readonly iid: number }): Promise<GitlabPage<GitlabPipeline>>;
  /** Undefined where no job has reported tests. */
  testSummary(query: ById): Promise<GitlabTestSummary | undefined>;
  /** In the order of their ids: each comes after those before it in its environment. */
  deploymentsById(query: Paged): Promise<GitlabPage<GitlabDeployment>>;
  deploymentsByUpdate(query: ByUpdate): Promise<GitlabPage<GitlabDeployment>>;
  /** When any deployment of the project changed last, epoch ms; undefined where there is none. */
  newestDeploymentUpdate(query: InProject): Promise<number | undefined>;
  deployment(query: ById): Promise<GitlabDeployment>;
  /** Numbers of the merge requests of this project that it brought, at most 100; GitLab fills them in after success. */
  shippedMergeRequests(query: ById): Promise<readonly number[]>;
  environments(query: Paged): Promise<GitlabPage<GitlabEnvironment>>;
  environment(query: ById): Promise<GitlabEnvironment>;
  featureFlags(query: Paged): Promise<GitlabPage<GitlabFeatureFlag>>;
};
