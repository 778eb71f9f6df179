import type { JiraApi } from '../jira-api.ts';
import type { PackLimits } from './pack.ts';

// Jira tells no size; 413 splits what is too large all the same.
const bytes = 2 * 1024 * 1024;

// None is documented (OpenAPI of Jira Software Cloud: `builds`, `deployments` and `flags` have no `maxItems`). A
// request costs one point whatever it holds, so few large ones are cheap; 413 halves what Jira does not take.
const provided: PackLimits = { repositories: Infinity, ofAKind: Infinity, entities: 100, bytes };

/** Jira's limits of one bulk request of each API. */
export const packLimits: Readonly<Record<JiraApi, PackLimits>> = {
  // devinfo 0.10, "Store development information".
  devinfo: { repositories: 100, ofAKind: 400, entities: 1_000, bytes },
  builds: provided,
  deployments: provided,
  feature_flags: provided,
};

/** An import's request with fewer entities waits for more, unless something in it has waited long enough. */
export const fewEntities: Readonly<Record<JiraApi, number>> = {
  devinfo: 300,
  builds: 100,
  deployments: 100,
  feature_flags: 100,
};
