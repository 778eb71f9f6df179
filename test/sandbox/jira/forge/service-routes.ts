import type { ServiceRoute } from '../http/exchange.ts';
import { ACCOUNT_REPORT_ROUTE } from './account-reports.ts';
import { OFFLINE_TOKEN_ROUTE } from './offline-user-token.ts';

export const FORGE_KEYS_PATH = '/_forge/.well-known/jwks.json';

/** Atlassian's own servers beside Jira, as a Forge app uses them. */
export const FORGE_ROUTES: ServiceRoute[] = [
  {
    kind: 'service',
    method: 'GET',
    path: FORGE_KEYS_PATH,
    endpoint: 'forge-keys',
    handle: ({ cloud }) => ({ status: 200, body: cloud.forgeKeys.jwks() }),
  },
  OFFLINE_TOKEN_ROUTE,
  ACCOUNT_REPORT_ROUTE,
];
