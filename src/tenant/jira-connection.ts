import type { Context } from '../context.ts';
import type { JiraConnection, JiraRequest } from '../jira/connection.ts';
import { connectConnection } from './connect/calls/connect-connection.ts';
import type { Tenant } from './tenant.store.ts';

/**
 * This tenant's way of talking to Jira. Its kind decides which; Connect is the only one so far.
 * @param lane of the calls that do not name one
 */
export function jiraConnection(
  ctx: Context,
  tenant: Pick<Tenant, 'id' | 'kind'>,
  { lane }: { lane?: JiraRequest['lane'] } = {},
): JiraConnection {
  const site = connectConnection(ctx, tenant.id);
  return {
    tenantId: site.tenantId,
    call: (request) => site.call({ lane, ...request }),
    callAs: (accountId, request) => site.callAs(accountId, { lane, ...request }),
  };
}
