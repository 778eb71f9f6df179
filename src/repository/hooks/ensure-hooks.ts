import { gitlabFor } from '../../account/gitlab-for.ts';
import type { AccountKey, LinkedAccount } from '../../account/account.store.ts';
import type { Context } from '../../context.ts';
import { inTransaction } from '../../db/db.ts';
import type { GitlabClient } from '../../gitlab/gitlab-client.ts';
import {
  clearRetries,
  followOwnerOfHooks,
  listHooksToMake,
  markHooksRemoved,
  nextRetry,
} from './hook-work.store.ts';
import { findHook } from './hook.store.ts';
import { makeHook, settingsKeyOf, workingAccount } from './make-hook.ts';
import { deleteRemovedHooks } from './remove-hooks.ts';
import { ensureAccountHooks } from './tasks.ts';

const sliceMs = 20_000;
const atOnce = 20;
/** So many repositories in a row that could not be asked mean that it is not the repositories. */
const mostFailures = 3;

type Round = { readonly account: LinkedAccount; readonly gitlab: GitlabClient; readonly endsAt: number };

/**
 * Brings the webhooks of an account to what they should be: one of its group where licence and role allow it, else one
 * for each enabled repository; those of repositories that are off or gone are removed. Costs nothing where all is as it
 * should be; works in slices, and what stopped goes on where it stood.
 */
export async function ensureHooks(ctx: Context, key: AccountKey): Promise<void> {
  const account = await workingAccount(ctx, key);
  if (account === undefined) return;
  const round = { account, gitlab: await gitlabFor(ctx, account), endsAt: ctx.clock.now() + sliceMs };
  await followOwnerOfHooks(ctx.db, key);
  const hasGroupHook = await ensureGroupHook(ctx, round);
  await markHooksRemoved(ctx.db, key, { unwanted: { hasGroupHook } });
  await deleteRemovedHooks(ctx, key, round.gitlab);
  if (!hasGroupHook && (await ensureProjectHooks(ctx, round)) === 'more') {
    await ctx.jobs.add(ctx.db, ensureAccountHooks, { payload: key });
    return;
  }
  const at = await nextRetry(ctx.db, key);
  if (at !== undefined) await ctx.jobs.add(ctx.db, ensureAccountHooks, { payload: key, at });
}

/** Tries at once what was put off: an admin asks for it, or there is a new authorization. */
export async function retryHooks(ctx: Context, key: AccountKey): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    await clearRetries(tx, key);
    await ctx.jobs.add(tx, ensureAccountHooks, { payload: key });
  });
}

/** @returns whether the group has a hook. @throws AppError when GitLab could not be asked: the job tries again */
async function ensureGroupHook(ctx: Context, { account, gitlab }: Round): Promise<boolean> {
  if (account.namespaceKind !== 'group' || !account.enterprise) return false;
  const hook = await findHook(ctx.db, {
    tenantId: account.tenantId,
    accountId: account.id,
    repositoryId: null,
  });
  if (hook?.state === 'active' && hook.settingsKey === settingsKeyOf(ctx, account)) return true;
  if (hook?.retryAt != null && hook.retryAt > ctx.clock.now() && hook.state === 'manual') return false;
  const owner = { kind: 'group', id: account.namespaceId } as const;
  const made = await makeHook(ctx, { account, gitlab }, { owner, repositoryId: null });
  if (typeof made === 'object') throw made.failed;
  return made === 'made';
}

async function ensureProjectHooks(ctx: Context, round: Round): Promise<'done' | 'more'> {
  const { account, gitlab, endsAt } = round;
  const key = { tenantId: account.tenantId, accountId: account.id };
  let failures = 0;
  for (;;) {
    const settingsKey = settingsKeyOf(ctx, account);
    const todo = await listHooksToMake(ctx.db, key, { settingsKey, now: ctx.clock.now(), limit: atOnce });
    if (todo.length === 0) return 'done';
    for (const { repositoryId, gitlabProjectId } of todo) {
      if (ctx.stopping.aborted || ctx.clock.now() >= endsAt) return 'more';
      const owner = { kind: 'project', id: gitlabProjectId } as const;
      const made = await makeHook(ctx, { account, gitlab }, { owner, repositoryId });
      failures = typeof made === 'object' ? failures + 1 : 0;
      if (typeof made === 'object' && failures >= mostFailures) throw made.failed;
    }
  }
}
