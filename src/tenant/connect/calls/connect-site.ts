import type { Context } from '../../../context.ts';
import { AppError } from '../../../lib/errors.ts';
import { say } from '../../../lib/words/say.ts';
import { connectCredentials, sharedSecretColumn, type ConnectCredentials } from '../../tenant.store.ts';

/** What a call is signed with, opened only for the call. */
export type ConnectSite = Omit<ConnectCredentials, 'sharedSecret'> & { readonly sharedSecret: string };

/** As stored now: a re-installation takes effect in the middle of a job. @throws AppError `needs_authorization` */
export async function connectSite(ctx: Context, tenantId: string): Promise<ConnectSite> {
  const stored = await connectCredentials(ctx.db, tenantId);
  if (stored === undefined) {
    throw new AppError('needs_authorization', say('tenant.gone'));
  }
  const sharedSecret = ctx.sealer.open(stored.sharedSecret, { tenantId, column: sharedSecretColumn });
  return { ...stored, sharedSecret };
}
