import type { Context } from '../../context.ts';
import { AppError } from '../../lib/errors.ts';
import { say } from '../../lib/words/say.ts';
import { findHook, secretsOf, type HookPlace } from './hook.store.ts';
import { addressOf } from './hook.ts';

export type ByHand = {
  readonly address: string;
  /** In the clear: for the page that an admin asked for, and nowhere else. */
  readonly secret: string;
  readonly problem: string | null;
  readonly isGroup: boolean;
};

/**
 * What a person enters in GitLab to add a webhook that we could not make; it then works as any other.
 * @throws AppError `conflict` where GitLab has it already or has not been asked yet
 */
export async function showByHand(ctx: Context, place: HookPlace): Promise<ByHand> {
  const hook = await findHook(ctx.db, place);
  if (hook?.state !== 'manual') {
    throw new AppError(
      'conflict',
      hook?.state === 'active' ? say('repository.hook.thereAlready') : say('repository.hook.beingMade'),
    );
  }
  const secrets = await secretsOf(ctx.db, hook, ctx.sealer);
  if (secrets === undefined) throw new AppError('conflict', say('repository.hook.removed'));
  return {
    address: addressOf(ctx.config.appBaseUrl, { tenantId: hook.tenantId, hookId: hook.id }),
    secret: secrets.token,
    problem: hook.problem,
    isGroup: hook.repositoryId === null,
  };
}
