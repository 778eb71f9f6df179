import type { Context } from '../../../context.ts';
import { AppError } from '../../../lib/errors.ts';
import { say } from '../../../lib/words/say.ts';
import { forgeCredentials, systemTokenColumn, type ForgeCredentials } from '../installation.store.ts';
import { isUsable } from '../system-token.ts';

/** What a call is made with, opened only for the call. */
export type ForgeSite = Omit<ForgeCredentials, 'system'> & {
  readonly kind: 'forge';
  /** The newest that is known, whatever its age. */
  readonly systemToken: string | undefined;
  /** When it was issued, epoch ms. */
  readonly systemTokenAt: number | undefined;
  /** Forge has not called for so long that the token may have ended. */
  readonly isUnheard: boolean;
};

/** As stored now: the next hourly call takes effect in the middle of a job. @throws AppError `needs_authorization` */
export async function forgeSite(ctx: Context, tenantId: string): Promise<ForgeSite> {
  const stored = await forgeCredentials(ctx.db, tenantId);
  if (stored === undefined || stored.state === 'uninstalled') {
    throw new AppError('needs_authorization', say('tenant.gone'));
  }
  const { system, ...site } = stored;
  return {
    ...site,
    kind: 'forge',
    systemToken: system && ctx.sealer.open(system.token, { tenantId, column: systemTokenColumn }),
    systemTokenAt: system?.at,
    isUnheard: !isUsable(system?.at ?? null, ctx.clock.now()),
  };
}
