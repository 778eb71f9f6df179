import type { BuildFacts, ReadEntity } from '../../../dev-info/entity.ts';
import type { GitlabPipeline, GitlabTestSummary } from '../../../gitlab/ci/ci.schema.ts';
import { branchUrl, type Repository } from '../../../repository/repository.ts';
import { refTarget, type RefIssues } from '../ref-issues.ts';

// As GitLab's own integration (lib/atlassian/jira_connect/serializers/build_entity.rb); what is not here, such as
// manual, canceling and waiting_for_callback, is unknown to it and to us.
const states: Readonly<Record<string, BuildFacts['state']>> = {
  scheduled: 'pending',
  created: 'pending',
  pending: 'pending',
  preparing: 'pending',
  waiting_for_resource: 'pending',
  running: 'in_progress',
  success: 'successful',
  failed: 'failed',
  canceled: 'cancelled',
  skipped: 'cancelled',
};

export function buildState(status: string): BuildFacts['state'] {
  return Object.hasOwn(states, status) ? (states[status] ?? 'unknown') : 'unknown';
}

/** Whether no test will be reported any more, unless a job is tried again. */
export function hasReported({ status }: GitlabPipeline): boolean {
  return status === 'success' || status === 'failed' || status === 'canceled';
}

export function buildKeys({ ofCommit, ofRef }: RefIssues): string[] {
  return [...new Set([...ofCommit, ...ofRef])];
}

export function buildEntity(
  repository: Repository,
  pipeline: GitlabPipeline & { readonly iid: number },
  {
    issues,
    tests,
  }: { readonly issues: RefIssues; readonly tests: GitlabTestSummary | BuildFacts['tests'] | undefined },
): ReadEntity {
  const ref = refOf(repository, pipeline.ref, issues);
  const facts: BuildFacts = {
    id: pipeline.id,
    iid: pipeline.iid,
    name: pipeline.name ?? `Pipeline #${pipeline.iid} (${ref.name})`,
    url: pipeline.webUrl,
    state: buildState(pipeline.status),
    sha: pipeline.sha,
    commitUrl: `${repository.webUrl}/-/commit/${pipeline.sha}`,
    ref,
    tests,
    createdAt: pipeline.createdAt,
    updatedAt: pipeline.updatedAt,
  };
  return {
    kind: 'build',
    id: String(pipeline.id),
    facts,
    issueKeys: buildKeys(issues),
    version: pipeline.updatedAt,
  };
}

/** The branch or tag; a merge request's source branch where it is one of this project, else the merge request. */
function refOf({ webUrl }: Repository, ref: string, { mergeRequest }: RefIssues): BuildFacts['ref'] {
  const target = refTarget(ref);
  if ('branch' in target) return { name: target.branch, url: branchUrl(webUrl, target.branch) };
  const { sourceBranch, sourceBranchUrl } = mergeRequest ?? {};
  if (sourceBranch !== undefined && sourceBranchUrl !== undefined)
    return { name: sourceBranch, url: sourceBranchUrl };
  return {
    name: sourceBranch ?? `!${target.iid}`,
    url: `${webUrl}/-/merge_requests/${target.iid}`,
  };
}
