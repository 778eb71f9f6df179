import type { Context } from '../../context.ts';
import type { JiraCall } from '../../jira/bulk.client.ts';
import { deleteRemoteLink } from '../../jira/remote-links.client.ts';
import { AppError } from '../../lib/errors.ts';
import type { Text } from '../../lib/words/text.ts';
import { jiraConnection } from '../../tenant/jira-connection.ts';
import { endAuthorizations } from '../../tenant/self-hosted/tokens/end-authorizations.ts';
import { getTenant } from '../../tenant/tenant.store.ts';
import type { Removal } from '../outbox/removal.store.ts';
import { globalIdOf } from './link-of.ts';
import { dropLink, linksToRemove } from './link.store.ts';

const page = 100;
const atOnce = 4;

/**
 * Takes away all links that a removal is about; all of the site without one. What is done is not asked for again.
 *
 * @throws AppError `bad_request` where Jira refuses some (the others are gone), `cancelled`, those of `deleteRemoteLink`
 */
export async function removeLinks(ctx: Context, call: JiraCall, removal?: Removal): Promise<void> {
  const { tenantId } = call.connection;
  for (;;) {
    const links = await linksToRemove(ctx.db, tenantId, { removal, limit: page });
    let refused: Text | undefined;
    for (let from = 0; from < links.length; from += atOnce) {
      if (ctx.stopping.aborted) throw new AppError('cancelled', 'Stopped before all links were taken away.');
      const part = links.slice(from, from + atOnce);
      const ends = await Promise.allSettled(
        part.map(async ({ entityKey, issueKey }) => {
          const outcome = await deleteRemoteLink(call, issueKey, globalIdOf(entityKey));
          if (outcome.kind === 'refused') refused = outcome.reason;
          else await dropLink(ctx.db, { tenantId, entityKey, issueKey });
        }),
      );
      for (const end of ends) if (end.status === 'rejected') throw end.reason;
    }
    if (refused !== undefined) throw new AppError('bad_request', refused);
    if (links.length < page) return;
  }
}

/**
 * A self-hosted Jira that is used no more: its links are taken away while it still lets the app in, and then what let it
 * in is forgotten. One that takes nothing any more keeps its links.
 */
export async function removeLinksOfTenant(ctx: Context, { tenantId }: { tenantId: string }): Promise<void> {
  const tenant = await getTenant(ctx.db, tenantId);
  // One that was added again meanwhile goes on.
  if (tenant.kind !== 'self-hosted' || tenant.state !== 'uninstalled') return;
  const call = { connection: jiraConnection(ctx, tenant), now: ctx.clock.now() };
  try {
    await removeLinks(ctx, call);
  } catch (thrown) {
    if (!(thrown instanceof AppError) || !final.has(thrown.code)) throw thrown;
    ctx.log.warn({ tenantId, err: thrown }, 'links stay in a Jira that does not let the app in any more');
  }
  await endAuthorizations(ctx, tenantId);
}

const final: ReadonlySet<string> = new Set(['needs_authorization', 'bad_request', 'forbidden', 'redirected']);
