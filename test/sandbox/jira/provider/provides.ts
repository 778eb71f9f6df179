import type { ProviderName } from './provider.ts';

/** What an app may send: one module each opens one API. */
export type Provides = 'devInfo' | ProviderName;

/** How the module is called that opens an API, and the noun of its Forge scopes: `write:<noun>:jira`. */
export const PROVIDER_MODULES = {
  devInfo: { connect: 'jiraDevelopmentTool', forge: 'devops:developmentInfoProvider', noun: 'dev-info' },
  builds: { connect: 'jiraBuildInfoProvider', forge: 'devops:buildInfoProvider', noun: 'build-info' },
  deployments: {
    connect: 'jiraDeploymentInfoProvider',
    forge: 'devops:deploymentInfoProvider',
    noun: 'deployment-info',
  },
  featureFlags: {
    connect: 'jiraFeatureFlagInfoProvider',
    forge: 'devops:featureFlagInfoProvider',
    noun: 'feature-flag-info',
  },
} as const satisfies Record<Provides, { connect: string; forge: string; noun: string }>;

export type ConnectScope = 'READ' | 'WRITE' | 'DELETE';

/** The Forge scope for a call to one of these APIs, such as `write:dev-info:jira`. */
export function dataScope(name: Provides, scope: ConnectScope): string {
  return `${scope.toLowerCase()}:${PROVIDER_MODULES[name].noun}:jira`;
}
