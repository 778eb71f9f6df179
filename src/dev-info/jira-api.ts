import type { ProviderApi } from '../jira/provider/provider.client.ts';
import { entityKinds, type EntityKind } from './entity.ts';

/** The APIs of Jira that take what the ledger holds. Each fails, and is waited for, by itself. */
export type JiraApi = 'devinfo' | ProviderApi;

export const jiraApis = ['devinfo', 'builds', 'feature_flags', 'deployments'] as const;

export const apiOf = {
  commit: 'devinfo',
  branch: 'devinfo',
  pull_request: 'devinfo',
  build: 'builds',
  deployment: 'deployments',
  feature_flag: 'feature_flags',
} as const satisfies Record<EntityKind, JiraApi>;

/** The kinds of entities that these APIs take. */
export function kindsFor(apis: readonly JiraApi[]): EntityKind[] {
  return entityKinds.filter((kind) => apis.includes(apiOf[kind]));
}
