import { z } from 'zod';

const text = z.string();
const time = text.transform((value) => Date.parse(value));

/** Times are epoch ms. */
export type GitlabPipeline = {
  readonly id: number;
  /** Its number in the project; absent in the lists of older versions, never where one pipeline is shown. */
  readonly iid: number | undefined;
  /** Undefined where an older version does not say it: then it is the project that was asked. */
  readonly projectId: number | undefined;
  readonly sha: string;
  /** A branch, a tag, or `refs/merge-requests/<iid>/(head|merge|train)`. */
  readonly ref: string;
  readonly status: string;
  /** `push`, `merge_request_event`, `parent_pipeline` …; undefined where an older version does not say it. */
  readonly source: string | undefined;
  /** What its configuration calls it (`workflow:name`, 15.5 and newer). */
  readonly name: string | undefined;
  readonly webUrl: string;
  readonly createdAt: number;
  readonly updatedAt: number;
};

export const pipelineSchema = z
  .object({
    id: z.int(),
    iid: z.int().nullish(),
    project_id: z.int().nullish(),
    sha: text,
    ref: text,
    status: text,
    source: text.nullish(),
    name: text.nullish(),
    web_url: text,
    created_at: time,
    updated_at: time,
  })
  .transform((raw): GitlabPipeline => ({
    id: raw.id,
    iid: raw.iid ?? undefined,
    projectId: raw.project_id ?? undefined,
    sha: raw.sha,
    ref: raw.ref,
    status: raw.status,
    source: raw.source ?? undefined,
    name: raw.name ?? undefined,
    webUrl: raw.web_url,
    createdAt: raw.created_at,
    updatedAt: raw.updated_at,
  }));
export const pipelinesSchema = z.array(pipelineSchema);

/** Tests of all jobs of a pipeline; `failed` includes those that broke off. */
export type GitlabTestSummary = { readonly total: number; readonly passed: number; readonly failed: number };

/** Undefined where no job has reported tests. */
export const testSummarySchema = z
  .object({ total: z.object({ count: z.int(), success: z.int(), failed: z.int(), error: z.int() }) })
  .transform(({ total }): GitlabTestSummary | undefined =>
    total.count === 0
      ? undefined
      : { total: total.count, passed: total.success, failed: total.failed + total.error },
  );

export type GitlabEnvironment = {
  readonly id: number;
  readonly name: string;
  /** Undefined before 14.3, which brought tiers to the REST API. */
  readonly tier: string | undefined;
};

export const environmentSchema = z
  .object({ id: z.int(), name: text, tier: text.nullish() })
  .transform(({ id, name, tier }): GitlabEnvironment => ({ id, name, tier: tier ?? undefined }));
export const environmentsSchema = z.array(environmentSchema);

type GitlabDeploymentJob = {
  readonly webUrl: string | undefined;
  readonly commitMessage: string | undefined;
  /** Whether it ran for a tag. */
  readonly isTag: boolean;
};

export type GitlabDeployment = {
  readonly id: number;
  readonly iid: number;
  /** A branch or tag; of a merge request's job its `refs/merge-requests/…`. */
  readonly ref: string;
  readonly sha: string;
  readonly status: string;
  /** The list does not tell its tier. */
  readonly environment: { readonly id: number; readonly name: string };
  /** The job that deployed; undefined where it was made through the API. */
  readonly job: GitlabDeploymentJob | undefined;
  readonly pipeline: { readonly id: number; readonly webUrl: string | undefined } | undefined;
  readonly createdAt: number;
  readonly updatedAt: number;
};

const deployable = z.object({
  web_url: text.nullish(),
  tag: z.boolean().nullish(),
  commit: z.object({ message: text.nullish() }).nullish(),
  pipeline: z.object({ id: z.int(), web_url: text.nullish() }).nullish(),
});

export const deploymentSchema = z
  .object({
    id: z.int(),
    iid: z.int(),
    ref: text,
    sha: text,
    status: text,
    environment: z.object({ id: z.int(), name: text }),
    deployable: deployable.nullish(),
    created_at: time,
    updated_at: time,
  })
  .transform(({ deployable: job, ...raw }): GitlabDeployment => ({
    id: raw.id,
    iid: raw.iid,
    ref: raw.ref,
    sha: raw.sha,
    status: raw.status,
    environment: raw.environment,
    job: job
      ? {
          webUrl: job.web_url ?? undefined,
          commitMessage: job.commit?.message ?? undefined,
          isTag: job.tag ?? false,
        }
      : undefined,
    pipeline: job?.pipeline ? { id: job.pipeline.id, webUrl: job.pipeline.web_url ?? undefined } : undefined,
    createdAt: raw.created_at,
    updatedAt: raw.updated_at,
  }));
export const deploymentsSchema = z.array(deploymentSchema);

/** The merge requests that a deployment shipped, by their numbers; they may be of a fork's other project. */
export const shippedSchema = z
  .array(z.object({ iid: z.int(), project_id: z.int() }))
  .transform((all) => all.map(({ iid, project_id: projectId }) => ({ iid, projectId })));
