import type { Deployment, Environment, Pipeline } from '../../world/ci.ts';
import { commitBasic, isoMs, projectSimple, projectWebUrl, userBasic } from '../shapes.ts';

/** A row of a list. There is no user, no commit and no merge request in it. */
export function pipelineRow(url: string, row: Pipeline): Record<string, unknown> {
  return { ...pipelineBasic(url, row), name: row.name };
}

/** The same without its name: inside other things. */
export function pipelineBasic(url: string, row: Pipeline): Record<string, unknown> {
  return {
    id: row.id,
    iid: row.iid,
    project_id: row.project.id,
    sha: row.sha,
    ref: row.ref,
    status: row.status,
    source: row.source,
    created_at: isoMs(row.createdAt),
    updated_at: isoMs(row.updatedAt),
    web_url: `${projectWebUrl(url, row.project)}/-/pipelines/${row.id}`,
  };
}

export function pipelineDetail(url: string, row: Pipeline): Record<string, unknown> {
  const seconds =
    row.startedAt === null || row.finishedAt === null
      ? null
      : Math.max(0, Math.round((row.finishedAt - row.startedAt) / 1000));
  return {
    ...pipelineRow(url, row),
    before_sha: '0'.repeat(40),
    tag: row.tag,
    yaml_errors: null,
    user: row.user === null ? null : userBasic(url, row.user),
    started_at: timeOf(row.startedAt),
    finished_at: timeOf(row.finishedAt),
    committed_at: null,
    duration: seconds,
    queued_duration: row.startedAt === null ? null : Math.round((row.startedAt - row.createdAt) / 1000),
    coverage: null,
    detailed_status: detailedStatus(url, row),
    archived: false,
  };
}

function detailedStatus(url: string, row: Pipeline): Record<string, unknown> {
  const text = row.status === 'success' ? 'passed' : row.status;
  return {
    icon: `status_${row.status}`,
    text: `${text.charAt(0).toUpperCase()}${text.slice(1)}`,
    label: text,
    group: row.status,
    tooltip: text,
    has_details: true,
    details_path: new URL(`${projectWebUrl(url, row.project)}/-/pipelines/${row.id}`).pathname,
    favicon: `/assets/ci_favicons/favicon_status_${row.status}.png`,
  };
}

function environmentBasic(row: Environment): Record<string, unknown> {
  return {
    id: row.id,
    name: row.name,
    slug: row.slug,
    external_url: row.externalUrl,
    created_at: isoMs(row.createdAt),
    updated_at: isoMs(row.updatedAt),
  };
}

export function environmentFull(
  url: string,
  row: Environment,
  canReadCode: boolean,
): Record<string, unknown> {
  return {
    ...environmentBasic(row),
    tier: row.tier,
    project: projectSimple(url, row.project, canReadCode),
    state: row.state,
    auto_stop_at: null,
    cluster_agent: null,
    kubernetes_namespace: null,
    flux_resource_path: null,
    description: null,
    auto_stop_setting: 'always',
  };
}

/** The environment comes without its tier, and `deployable` is null for a deployment made through the API. */
export function deploymentBasic(url: string, row: Deployment): Record<string, unknown> {
  return {
    id: row.id,
    iid: row.iid,
    ref: row.ref,
    sha: row.sha,
    created_at: isoMs(row.createdAt),
    updated_at: isoMs(row.updatedAt),
    user: userBasic(url, row.user),
    environment: environmentBasic(row.environment),
    deployable: row.pipeline === null ? null : jobOf(url, row, row.pipeline),
    status: row.status,
  };
}

function jobOf(url: string, row: Deployment, pipeline: Pipeline): Record<string, unknown> {
  const projectUrl = projectWebUrl(url, row.project);
  const { store } = row.project.repository;
  const commit = store.find(row.sha);
  return {
    id: row.jobId,
    status: row.status === 'blocked' ? 'manual' : row.status,
    stage: 'deploy',
    name: `deploy-${row.environment.slug}`,
    ref: row.ref,
    tag: pipeline.tag,
    coverage: null,
    allow_failure: false,
    created_at: isoMs(row.createdAt),
    started_at: row.status === 'created' ? null : isoMs(row.createdAt),
    finished_at: timeOf(row.finishedAt),
    erased_at: null,
    duration: row.finishedAt === null ? null : (row.finishedAt - row.createdAt) / 1000,
    queued_duration: null,
    user: userBasic(url, row.user),
    commit: commit === undefined ? null : commitBasic(projectUrl, store.record(commit)),
    pipeline: pipelineBasic(url, pipeline),
    web_url: `${projectUrl}/-/jobs/${row.jobId}`,
    project: { ci_job_token_scope_enabled: false },
    artifacts: [],
    runner: null,
    runner_manager: null,
    artifacts_expire_at: null,
    archived: false,
    tag_list: [],
  };
}

function timeOf(ms: number | null): string | null {
  return ms === null ? null : isoMs(ms);
}
