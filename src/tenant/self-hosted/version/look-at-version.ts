import type { Context } from '../../../context.ts';
import { dataCenter } from '../../../jira/dialect/data-center.ts';
import { selfHostedConnection } from '../self-hosted-connection.ts';
import { isLetIn } from '../is-let-in.ts';
import type { Tenant } from '../../tenant.store.ts';
import { recordVersion } from '../site.store.ts';
import { serverInfo } from './server-info.schema.ts';

/**
 * Asks a self-hosted Jira which version it is: it is updated without a word to us. One that does not answer is asked
 * again another day.
 */
export async function lookAtVersion(ctx: Context, tenant: Tenant): Promise<void> {
  if (!(await isLetIn(ctx.db, tenant))) return;
  const request = { method: 'GET', path: `${dataCenter.api}/serverInfo` } as const;
  const answer = await selfHostedConnection(ctx, tenant.id)
    .call(request)
    .catch((err: unknown) => {
      ctx.log.info({ tenantId: tenant.id, err }, 'a self-hosted Jira did not tell its version');
    });
  const { version } = serverInfo.safeParse(answer?.body).data ?? {};
  if (version !== undefined) await recordVersion(ctx.db, tenant.id, { version, at: ctx.clock.now() });
}
