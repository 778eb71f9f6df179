import type { DeploymentFacts, EnvironmentType, ReadEntity } from '../../../dev-info/entity.ts';
import type { GitlabDeployment } from '../../../gitlab/ci/ci.schema.ts';
import type { Repository } from '../../../repository/repository.ts';

// As GitLab's own integration (lib/atlassian/jira_connect/serializers/deployment_entity.rb).
const states: Readonly<Record<string, DeploymentFacts['state']>> = {
  created: 'pending',
  blocked: 'pending',
  running: 'in_progress',
  success: 'successful',
  failed: 'failed',
  canceled: 'cancelled',
  skipped: 'cancelled',
};

export function deploymentState(status: string): DeploymentFacts['state'] {
  return Object.hasOwn(states, status) ? (states[status] ?? 'unknown') : 'unknown';
}

export type DeploymentLinks = {
  readonly type: EnvironmentType;
  /** Shas of commits that it brought and that name an issue, newest first. */
  readonly commits: readonly string[];
  /** Never empty. */
  readonly keys: readonly string[];
};

/** The job's page is its address; one made through the API has none: then it is the environment's. */
export function deploymentEntity(
  { webUrl }: Repository,
  deployment: GitlabDeployment,
  { type, commits, keys }: DeploymentLinks,
): ReadEntity {
  const { id, iid, environment, pipeline } = deployment;
  const facts: DeploymentFacts = {
    id,
    iid,
    url: deployment.job?.webUrl ?? `${webUrl}/-/environments/${environment.id}`,
    state: deploymentState(deployment.status),
    environment: { id: environment.id, name: environment.name, type },
    pipeline: pipeline
      ? {
          id: pipeline.id,
          name: `Pipeline #${pipeline.id}`,
          url: pipeline.webUrl ?? `${webUrl}/-/pipelines/${pipeline.id}`,
        }
      : null,
    ref: deployment.ref,
    sha: deployment.sha,
    commits,
    createdAt: deployment.createdAt,
    updatedAt: deployment.updatedAt,
  };
  return { kind: 'deployment', id: String(id), facts, issueKeys: keys, version: deployment.updatedAt };
}
