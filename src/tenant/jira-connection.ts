import type { Context } from '../context.ts';
import type { JiraConnection, JiraRequest } from '../jira/connection.ts';
import { connectConnection } from './connect/calls/connect-connection.ts';
import { credentialsConnection } from './credentials/credentials-connection.ts';
import { forgeConnection } from './forge/calls/forge-connection.ts';
import { selfHostedConnection } from './self-hosted/self-hosted-connection.ts';
import type { Tenant } from './tenant.store.ts';

type Options = {
  /** Of the calls that do not name one. */
  readonly lane?: JiraRequest['lane'];
  /** Asks whether the site is there, although Forge may not have called for long. */
  readonly isProbe?: boolean;
};

const connectionOf = {
  connect: connectConnection,
  forge: forgeConnection,
  'self-hosted': selfHostedConnection,
  credentials: credentialsConnection,
} as const satisfies Record<Tenant['kind'], unknown>;

/** This tenant's way of talking to Jira. Its kind decides which. */
export function jiraConnection(
  ctx: Context,
  tenant: Pick<Tenant, 'id' | 'kind'>,
  { lane, isProbe = false }: Options = {},
): JiraConnection {
  const site = connectionOf[tenant.kind](ctx, tenant.id, { isProbe });
  return {
    tenantId: site.tenantId,
    call: (request) => site.call({ lane, ...request }),
    callAs: (accountId, request) => site.callAs(accountId, { lane, ...request }),
  };
}
