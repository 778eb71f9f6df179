import type { Context } from '../context.ts';
import type { JiraConnection, JiraRequest, SiteConnection } from '../jira/connection.ts';
import { cloud } from '../jira/dialect/cloud.ts';
import { dataCenter } from '../jira/dialect/data-center.ts';
import type { Dialect } from '../jira/dialect/dialect.ts';
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

/** Which of Jira's REST APIs a site speaks. */
export function dialectOf({ kind }: Pick<Tenant, 'kind'>): Dialect {
  return kind === 'self-hosted' ? dataCenter : cloud;
}

/** This tenant's way of talking to Jira. Its kind decides which. */
export function jiraConnection(
  ctx: Context,
  tenant: Pick<Tenant, 'id' | 'kind'>,
  { lane, isProbe = false }: Options = {},
): JiraConnection {
  const site: SiteConnection = connectionOf[tenant.kind](ctx, tenant.id, { isProbe });
  return {
    tenantId: site.tenantId,
    dialect: dialectOf(tenant),
    actorFor: (accountId) => site.actorFor?.(accountId) ?? Promise.resolve({ accountId, isThemselves: true }),
    call: (request) => site.call({ lane, ...request }),
    callAs: (accountId, request) => site.callAs(accountId, { lane, ...request }),
  };
}
