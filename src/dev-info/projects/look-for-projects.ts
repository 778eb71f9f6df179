import type { Context } from '../../context.ts';
import { jiraConnection } from '../../tenant/jira-connection.ts';
import { getTenant } from '../../tenant/tenant.store.ts';
import { knownProjects, lookAgainLater } from './known-projects.ts';

/** Reads the site's projects again, where that is due; entities that name a new one are sent. */
export async function lookForTenantProjects(ctx: Context, { tenantId }: { tenantId: string }): Promise<void> {
  const tenant = await getTenant(ctx.db, tenantId);
  // A site that is not active is looked at when it returns (requeue-tenant, resume-tenant).
  if (tenant.state !== 'active') return;
  await knownProjects(ctx, { connection: jiraConnection(ctx, tenant), now: ctx.clock.now() }, []);
  await lookAgainLater(ctx, tenantId);
}
