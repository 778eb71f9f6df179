import type { Context } from '../../context.ts';
import type { Db } from '../../db/db.ts';
import { AppError } from '../../lib/errors.ts';
import { say } from '../../lib/words/say.ts';
import type { Invocation } from '../forge/invocation.ts';
import { connectClaims, turnIntoForge } from './moving.store.ts';

/**
 * A site that has, or had within KEEP_UNINSTALLED_DAYS, the vendor's Connect app and now has its Forge app: its tenant
 * becomes the one of this installation, with all it has. Only production takes over; a development or staging
 * environment is somebody trying things out. To be called before the installation is recorded.
 *
 * The cloud id of the call is verified. That of the Connect tenant came in the body of `installed`, which no signature
 * covers: the token binds the clientKey, the address and our own base URL. To claim another's cloud id takes such a
 * token, which goes from Atlassian to us alone and for an hour, and a body put in its place; whoever did so would give
 * his accounts away and get nothing. (The other way round he would get another's: see `rejoinFormer`.)
 *
 * @param key of the Forge tenant
 * @returns what people see of the site in their address bar, where a tenant was taken over
 * @throws AppError `unauthorized` for a call from before the site came back to Connect
 */
export async function moveToForge(
  ctx: Context,
  tx: Db,
  { invocation, key }: { invocation: Invocation; key: string },
): Promise<{ displayUrl: string } | undefined> {
  const { cloudId, environment, issuedAt } = invocation;
  if (environment.type !== 'PRODUCTION') return undefined;
  const [claim, ...others] = await connectClaims(tx, cloudId);
  if (claim === undefined) return undefined;
  // A token's times are whole seconds.
  if (issuedAt + 1_000 <= claim.installedAt) {
    throw new AppError('unauthorized', say('tenant.ended'));
  }
  const { tenantId, displayUrl } = claim;
  if (others.length > 0) {
    const tenantIds = others.map((other) => other.tenantId);
    ctx.log.warn(
      { tenantId, cloudId, others: tenantIds },
      'several Connect sites say they are of this cloud',
    );
  }
  await turnIntoForge(tx, tenantId, key);
  ctx.log.info({ tenantId, cloudId }, 'a site has moved from Connect to Forge');
  return { displayUrl };
}
