import { gitlabFor } from '../../account/gitlab-for.ts';
import type { AccountKey, LinkedAccount } from '../../account/account.store.ts';
import { hasVersion } from '../../account/authorization/gitlab-version.ts';
import type { Context } from '../../context.ts';
import { inTransaction } from '../../db/db.ts';
import type { GitlabClient } from '../../gitlab/gitlab-client.ts';
import type { GitlabHook } from '../../gitlab/hooks/hook.schema.ts';
import type { HookOwner } from '../../gitlab/hooks/hooks.client.ts';
import { asAppError } from '../../lib/errors.ts';
import { say } from '../../lib/words/say.ts';
import type { Text } from '../../lib/words/text.ts';
import { getRepository } from '../repository.store.ts';
import { findHook, noteHealth, noteNotMade } from './hook.store.ts';
import { addressOf, type Hook } from './hook.ts';
import { refusalWords, settingsOf, workingAccount } from './make-hook.ts';
import { ensureAccountHooks, eventsMissed } from './tasks.ts';

/** Hourly: one request where the group has a hook, none else. What was put off and is due now is announced. */
export async function checkAccountHooks(ctx: Context, key: AccountKey): Promise<void> {
  const account = await workingAccount(ctx, key);
  if (account === undefined) return;
  const hook = await findHook(ctx.db, { ...key, repositoryId: null });
  if (hook?.state === 'active') await checkHook(ctx, account, hook);
  await ctx.jobs.add(ctx.db, ensureAccountHooks, { payload: key });
}

/** The same for a repository's own hook: one request where it has one. */
export async function checkRepositoryHook(
  ctx: Context,
  { tenantId, repositoryId }: { tenantId: string; repositoryId: string },
): Promise<void> {
  const repository = await getRepository(ctx.db, tenantId, repositoryId);
  if (!repository?.enabled || repository.vanishedAt !== null) return;
  const { accountId } = repository;
  const account = await workingAccount(ctx, { tenantId, accountId });
  if (account === undefined) return;
  const hook = await findHook(ctx.db, { tenantId, accountId, repositoryId });
  if (hook?.state === 'active') await checkHook(ctx, account, hook);
}

type Checked = {
  readonly account: LinkedAccount;
  readonly gitlab: GitlabClient;
  readonly hook: Hook;
  readonly key: { readonly owner: HookOwner; readonly hookId: number };
};

async function checkHook(ctx: Context, account: LinkedAccount, hook: Hook): Promise<void> {
  const gitlab = await gitlabFor(ctx, account);
  const owner = { kind: hook.repositoryId === null ? 'group' : 'project', id: hook.ownerId } as const;
  const checked = { account, gitlab, hook, key: { owner, hookId: hook.gitlabHookId ?? 0 } };
  let found: GitlabHook | undefined;
  try {
    found = await gitlab.hook(checked.key);
  } catch (thrown) {
    const error = asAppError(thrown);
    if (error.code !== 'feature_disabled') throw error;
    return lost(ctx, checked, { state: 'manual', problem: refusalWords(account, { owner, error }) });
  }
  const { tenantId, id: hookId } = hook;
  // Somebody has deleted it, or given it another address: it is made anew.
  if (found?.url !== addressOf(ctx.config.appBaseUrl, { tenantId, hookId })) {
    return lost(ctx, checked, { state: 'pending', problem: null, isGone: found === undefined });
  }
  if (found.alertStatus === undefined || found.alertStatus === 'executable') {
    return noteWorking(ctx, hook, found);
  }
  const { revived, problem } = await revive(ctx, checked);
  if (revived !== undefined && revived.alertStatus === 'executable') {
    return noteWorking(ctx, { ...hook, missedFrom: missedFrom(hook), missedUntil: null }, revived);
  }
  await noteHealth(ctx.db, hook, {
    alertStatus: found.alertStatus,
    missedFrom: missedFrom(hook),
    missedUntil: null,
    problem,
    now: ctx.clock.now(),
  });
}

/** It worked when it was looked at last; whether it did in between nobody knows. */
function missedFrom({ missedFrom: since, missedUntil, checkedAt }: Hook): number | null {
  return since !== null && missedUntil === null ? since : checkedAt;
}

async function noteWorking(ctx: Context, hook: Hook, { alertStatus }: GitlabHook): Promise<void> {
  const now = ctx.clock.now();
  const isBack = hook.missedFrom !== null && hook.missedUntil === null;
  await inTransaction(ctx.db, async (tx) => {
    await noteHealth(tx, hook, {
      alertStatus,
      missedFrom: hook.missedFrom,
      missedUntil: isBack ? now : hook.missedUntil,
      problem: null,
      now,
    });
    if (isBack) await ctx.jobs.add(tx, eventsMissed, { payload: missedBy(hook) });
  });
}

async function lost(
  ctx: Context,
  { hook }: Checked,
  what: { state: 'pending' | 'manual'; problem: Text | null; isGone?: boolean },
): Promise<void> {
  const now = ctx.clock.now();
  await inTransaction(ctx.db, async (tx) => {
    await noteNotMade(tx, hook, { ...what, retryAt: what.state === 'manual' ? now + 86_400_000 : now });
    const { tenantId, accountId } = hook;
    await ctx.jobs.add(tx, ensureAccountHooks, { payload: { tenantId, accountId } });
    await ctx.jobs.add(tx, eventsMissed, { payload: missedBy(hook) });
  });
}

function missedBy({ tenantId, accountId, repositoryId }: Hook) {
  return { tenantId, accountId, ...(repositoryId === null ? {} : { repositoryIds: [repositoryId] }) };
}

/**
 * A successful test brings a hook back (doc/user/project/integrations/webhooks.md). Older GitLabs have no such endpoint:
 * there it is saved again, which is what a person would do.
 */
async function revive(
  ctx: Context,
  { account, gitlab, hook, key }: Checked,
): Promise<{ revived: GitlabHook | undefined; problem: Text }> {
  let problem = say('repository.hook.switchedOff');
  try {
    if (hasVersion(account.gitlabVersion, '17.1')) await gitlab.testHook(key);
    else await gitlab.updateHook({ ...key, settings: await settingsOf(ctx, account, hook) });
  } catch (thrown) {
    const error = asAppError(thrown);
    // Of a project without a commit GitLab has nothing to send; a few tests a minute are all it makes.
    if (error.code !== 'bad_request' && error.code !== 'rate_limited' && error.code !== 'feature_disabled') {
      throw error;
    }
    if (error.code === 'bad_request') problem = say('repository.hook.switchedOffAnd', { reason: error.text });
  }
  return { revived: await gitlab.hook(key), problem };
}
