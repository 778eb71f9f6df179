import type { Context } from '../../context.ts';
import type { Db } from '../../db/db.ts';
import { AppError } from '../../lib/errors.ts';
import { isUsable } from '../forge/system-token.ts';
import { movedTenant, turnIntoConnect } from './moving.store.ts';

/**
 * A site that moved to Forge, has removed the app, and installs the Connect app again: it finds its tenant by the
 * clientKey that it had, which the token of `installed` proves. The cloud id of the body proves nothing and only narrows
 * the search. To be called before the installation is recorded.
 *
 * @throws AppError `conflict` while the site has the app through Forge: Jira shows one of the two, and a late call of the
 * Connect app must not take the tenant back
 */
export async function returnToConnect(
  ctx: Context,
  tx: Db,
  { clientKey, cloudId }: { clientKey: string; cloudId?: string | undefined },
): Promise<void> {
  const moved = cloudId === undefined ? undefined : await movedTenant(tx, { clientKey, cloudId });
  if (moved === undefined) return;
  // Forge tells the end of an installation once, and not always; but one that is there calls every hour.
  if (!moved.isUninstalled && isUsable(moved.systemTokenAt, ctx.clock.now())) {
    throw new AppError(
      'conflict',
      'This Jira site has the app through Forge. Uninstall that one first; if you have, try again in two hours.',
    );
  }
  await turnIntoConnect(tx, moved.tenantId, clientKey);
  ctx.log.info({ tenantId: moved.tenantId }, 'a site has come back from Forge to Connect');
}
