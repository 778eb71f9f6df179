import { gitlabFor } from '../../account/gitlab-for.ts';
import { getAccount, type AccountKey } from '../../account/account.store.ts';
import type { Context } from '../../context.ts';
import type { GitlabClient } from '../../gitlab/gitlab-client.ts';
import { asAppError, type ErrorCode } from '../../lib/errors.ts';
import { deleteHooks, listRemovedHooks, markHooksRemoved } from './hook-work.store.ts';
import type { Hook } from './hook.ts';

const atOnce = 50;

/** Trying again later may help; everything else GitLab says to a deletion is its last word. */
const later: readonly ErrorCode[] = ['rate_limited', 'unavailable', 'timeout', 'unreachable', 'cancelled'];

export type Removal = AccountKey & {
  /** Absent: the group's hook too. */
  readonly repositoryIds?: readonly string[] | undefined;
};

/**
 * Takes webhooks away: at once their events are answered 410, then GitLab is told, then our rows go. May be repeated
 * and goes on where it stood. A GitLab that refuses, or whose authorization has ended, does not hold it up: such a hook
 * stays there until its first 410s switch it off.
 * @throws AppError only what passes: `rate_limited`, `unavailable`, `timeout`, `unreachable`, `cancelled`. Who gives up
 * then calls `forgetRemovedHooks`.
 */
export async function removeHooks(ctx: Context, { repositoryIds, ...key }: Removal): Promise<void> {
  await markHooksRemoved(ctx.db, key, { repositoryIds });
  const [first] = await listRemovedHooks(ctx.db, key, { limit: 1 });
  if (first === undefined) return;
  const gitlab = await gitlabOf(ctx, key);
  if (gitlab === undefined) await forgetRemovedHooks(ctx, key);
  else await deleteRemovedHooks(ctx, key, gitlab);
}

/** Deletes the rows of removed hooks without telling GitLab: its events are answered 410 all the same. */
export async function forgetRemovedHooks(ctx: Context, key: AccountKey): Promise<void> {
  for (;;) {
    const hooks = await listRemovedHooks(ctx.db, key, { limit: atOnce });
    if (hooks.length === 0) return;
    await deleteHooks(
      ctx.db,
      key.tenantId,
      hooks.map(({ id }) => id),
    );
  }
}

/** Tells GitLab of hooks that are not wanted any more, then forgets them. Errors as `removeHooks`. */
export async function deleteRemovedHooks(ctx: Context, key: AccountKey, gitlab: GitlabClient): Promise<void> {
  for (;;) {
    const hooks = await listRemovedHooks(ctx.db, key, { limit: atOnce });
    if (hooks.length === 0) return;
    for (const hook of hooks) {
      await tellGitlab(gitlab, hook);
      await deleteHooks(ctx.db, key.tenantId, [hook.id]);
    }
  }
}

async function tellGitlab(
  gitlab: GitlabClient,
  { gitlabHookId, repositoryId, ownerId }: Hook,
): Promise<void> {
  if (gitlabHookId === null) return;
  const owner = { kind: repositoryId === null ? 'group' : 'project', id: ownerId } as const;
  try {
    await gitlab.deleteHook({ owner, hookId: gitlabHookId });
  } catch (thrown) {
    const error = asAppError(thrown);
    if (later.includes(error.code)) throw error;
  }
}

/** Undefined where there is nobody to ask GitLab as. Also of a removed account whose tokens are still there. */
async function gitlabOf(
  ctx: Context,
  { tenantId, accountId }: AccountKey,
): Promise<GitlabClient | undefined> {
  const account = await getAccount(ctx.db, tenantId, accountId);
  if (account === undefined || account.state === 'pending') return undefined;
  try {
    return await gitlabFor(ctx, account);
  } catch (thrown) {
    const error = asAppError(thrown);
    if (later.includes(error.code)) throw error;
    return undefined;
  }
}
