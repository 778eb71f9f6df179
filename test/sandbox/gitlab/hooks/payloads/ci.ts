import { projectWebUrl } from '../../rest/shapes.ts';
import type { Deployment, FeatureFlag, Pipeline } from '../../world/ci.ts';
import type { User } from '../../world/model.ts';
import { commitNamed, projectBlock, projectShort, userBlock, utcTime } from './blocks.ts';
import type { Block } from './blocks.ts';

const detailed: Readonly<Record<string, string>> = { success: 'passed', canceled: 'canceled' };

/** GitLab sends one at every change of status. Unlike REST, `ref` of a merge request's pipeline is its source branch. */
export function pipelinePayload(url: string, pipeline: Pipeline, user: User): Block {
  const { project, mergeRequest, finishedAt } = pipeline;
  const web = projectWebUrl(url, project);
  const seconds = finishedAt === null ? null : Math.round((finishedAt - pipeline.createdAt) / 1000);
  return {
    object_kind: 'pipeline',
    object_attributes: {
      id: pipeline.id,
      iid: pipeline.iid,
      name: pipeline.name,
      ref: mergeRequest?.sourceBranch ?? pipeline.ref,
      tag: pipeline.tag,
      sha: pipeline.sha,
      before_sha: '0'.repeat(40),
      source: pipeline.source,
      status: pipeline.status,
      detailed_status: detailed[pipeline.status] ?? pipeline.status,
      stages: ['test'],
      created_at: utcTime(pipeline.createdAt),
      finished_at: finishedAt === null ? null : utcTime(finishedAt),
      duration: seconds,
      queued_duration: 1,
      variables: [],
      url: `${web}/-/pipelines/${pipeline.id}`,
    },
    merge_request:
      mergeRequest === null
        ? null
        : {
            id: mergeRequest.id,
            iid: mergeRequest.iid,
            title: mergeRequest.title,
            source_branch: mergeRequest.sourceBranch,
            source_project_id: mergeRequest.sourceProjectId,
            target_branch: mergeRequest.targetBranch,
            target_project_id: mergeRequest.project.id,
            state: mergeRequest.state,
            merge_status: 'can_be_merged',
            detailed_merge_status: 'mergeable',
            url: `${projectWebUrl(url, mergeRequest.project)}/-/merge_requests/${mergeRequest.iid}`,
          },
    user: userBlock(url, pipeline.user ?? user),
    project: projectShort(url, project),
    commit: commitNamed(url, project, pipeline.sha),
    builds: [build(url, pipeline, user)],
  };
}

function build(url: string, pipeline: Pipeline, user: User): Block {
  const finished = pipeline.finishedAt === null ? null : utcTime(pipeline.finishedAt);
  return {
    id: pipeline.id * 10,
    stage: 'test',
    name: 'test',
    status: pipeline.status,
    created_at: utcTime(pipeline.createdAt),
    started_at: pipeline.startedAt === null ? null : utcTime(pipeline.startedAt),
    finished_at: finished,
    duration: null,
    queued_duration: null,
    failure_reason: pipeline.status === 'failed' ? 'script_failure' : null,
    when: 'on_success',
    manual: false,
    allow_failure: false,
    user: userBlock(url, pipeline.user ?? user),
    runner: null,
    artifacts_file: { filename: null, size: null },
    environment: null,
  };
}

/** Has neither the iid, nor the pipeline, nor the environment's id, nor the whole sha but in `commit_url`. */
export function deploymentPayload(url: string, deployment: Deployment): Block {
  const { project, environment, user, jobId } = deployment;
  const web = projectWebUrl(url, project);
  return {
    object_kind: 'deployment',
    status: deployment.status,
    status_changed_at: `${utcTime(deployment.updatedAt).slice(0, 19)} +0000`,
    deployment_id: deployment.id,
    deployable_id: jobId,
    deployable_url: jobId === null ? null : `${web}/-/jobs/${jobId}`,
    environment: environment.name,
    environment_tier: environment.tier,
    environment_slug: environment.slug,
    environment_external_url: environment.externalUrl,
    project: projectBlock(url, project),
    short_sha: deployment.sha.slice(0, 8),
    user: userBlock(url, user),
    user_url: `${url}/${user.username}`,
    commit_url: `${web}/-/commit/${deployment.sha}`,
    commit_title: commitNamed(url, project, deployment.sha)?.['title'] ?? null,
    ref: deployment.ref,
  };
}

export function featureFlagPayload(url: string, flag: FeatureFlag, user: User): Block {
  return {
    object_kind: 'feature_flag',
    project: projectBlock(url, flag.project),
    user: userBlock(url, user),
    user_url: `${url}/${user.username}`,
    object_attributes: {
      id: flag.id,
      name: flag.name,
      description: flag.description,
      active: flag.active,
    },
  };
}
