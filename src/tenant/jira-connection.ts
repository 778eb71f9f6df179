import type { Context } from '../context.ts';
import type { JiraConnection } from '../jira/connection.ts';
import { connectConnection } from './connect/calls/connect-connection.ts';
import type { Tenant } from './tenant.store.ts';

/** This tenant's way of talking to Jira. Its kind decides which; Connect is the only one so far. */
export function jiraConnection(ctx: Context, tenant: Pick<Tenant, 'id' | 'kind'>): JiraConnection {
  return connectConnection(ctx, tenant.id);
}
