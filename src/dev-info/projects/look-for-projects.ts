import type { Context } from '../../context.ts';
import { jiraConnection } from '../../tenant/jira-connection.ts';
import { isLetIn } from '../../tenant/self-hosted/is-let-in.ts';
import { getTenant } from '../../tenant/tenant.store.ts';
import { knownProjects, lookAgainLater } from './known-projects.ts';

/** Reads the site's projects again, where that is due; entities that name a new one are sent. */
export async function lookForTenantProjects(ctx: Context, { tenantId }: { tenantId: string }): Promise<void> {
  const tenant = await getTenant(ctx.db, tenantId);
  // A site that is not active, or has not let the app in, is looked at when it does (requeue-tenant, resume-tenant).
  if (tenant.state !== 'active' || !(await isLetIn(ctx.db, tenant))) return;
  await knownProjects(ctx, { connection: jiraConnection(ctx, tenant), now: ctx.clock.now() }, []);
  await lookAgainLater(ctx, tenantId);
}
