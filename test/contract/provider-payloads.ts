/** Builds, deployments and feature flags as the documentation has them, with every field that is required. */
type Fields = Record<string, unknown>;

const lastUpdated = '2026-11-22T10:00:00.000Z';
const ofIssue = (...values: string[]) => [{ associationType: 'issueKeys', values }];

export function build(buildNumber: number, changes: Fields = {}): Fields {
  return {
    pipelineId: 'repo-1',
    buildNumber,
    updateSequenceNumber: 1,
    displayName: 'A build',
    url: `https://gitlab.example/pipelines/${buildNumber}`,
    state: 'successful',
    lastUpdated,
    associations: ofIssue('ABC-1'),
    ...changes,
  };
}

export function deployment(deploymentSequenceNumber: number, changes: Fields = {}): Fields {
  return {
    deploymentSequenceNumber,
    updateSequenceNumber: 1,
    displayName: 'A deployment',
    description: 'A deployment',
    url: 'https://gitlab.example/jobs/1',
    state: 'successful',
    lastUpdated,
    pipeline: { id: 'repo-1', displayName: 'group/repo', url: 'https://gitlab.example/pipelines/1' },
    environment: { id: '7', displayName: 'production', type: 'production' },
    associations: ofIssue('ABC-1'),
    ...changes,
  };
}

export function flag(id: string, changes: Fields = {}): Fields {
  return {
    id,
    key: `flag-${id}`,
    updateSequenceId: 1,
    summary: { url: 'https://gitlab.example/flags', status: { enabled: true }, lastUpdated },
    details: [
      {
        url: 'https://gitlab.example/flags',
        lastUpdated,
        environment: { name: 'production', type: 'production' },
        status: { enabled: true, rollout: { percentage: 50 } },
      },
    ],
    associations: ofIssue('ABC-1'),
    ...changes,
  };
}

/** What sets the three APIs apart, for tests of all of them. */
export const APIS = [
  {
    name: 'builds',
    module: 'jiraBuildInfoProvider',
    base: '/rest/builds/0.1',
    path: '/pipelines/repo-1/builds/1',
    sequence: 'updateSequenceNumber',
    request: (...changes: Fields[]) => ({ builds: changes.map((fields, index) => build(index + 1, fields)) }),
  },
  {
    name: 'deployments',
    module: 'jiraDeploymentInfoProvider',
    base: '/rest/deployments/0.1',
    path: '/pipelines/repo-1/environments/7/deployments/1',
    sequence: 'updateSequenceNumber',
    request: (...changes: Fields[]) => ({
      deployments: changes.map((fields, index) => deployment(index + 1, fields)),
    }),
  },
  {
    name: 'featureFlags',
    module: 'jiraFeatureFlagInfoProvider',
    base: '/rest/featureflags/0.1',
    path: '/flag/1',
    sequence: 'updateSequenceId',
    request: (...changes: Fields[]) => ({
      flags: changes.map((fields, index) => flag(String(index + 1), fields)),
    }),
  },
] as const;
