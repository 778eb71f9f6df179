import { getAccount, type AccountKey, type LinkedAccount } from '../../account/account.store.ts';
import { hasVersion } from '../../account/authorization/gitlab-version.ts';
import type { Context } from '../../context.ts';
import type { GitlabClient } from '../../gitlab/gitlab-client.ts';
import type { GitlabHook } from '../../gitlab/hooks/hook.schema.ts';
import type { HookOwner, HookSettings } from '../../gitlab/hooks/hooks.client.ts';
import { AppError, asAppError, type ErrorCode } from '../../lib/errors.ts';
import { say } from '../../lib/words/say.ts';
import type { Text } from '../../lib/words/text.ts';
import { findTenantById } from '../../tenant/tenant.store.ts';
import { noteMade, noteNotMade, reserveHook, secretsOf } from './hook.store.ts';
import { addressOf, isOurs, type Hook } from './hook.ts';

export type HookTarget = { readonly owner: HookOwner; readonly repositoryId: string | null };

/** An account that may have hooks: linked, with tokens that work, of a site that is switched on. */
export async function workingAccount(
  ctx: Context,
  { tenantId, accountId }: AccountKey,
): Promise<LinkedAccount | undefined> {
  const account = await getAccount(ctx.db, tenantId, accountId);
  if (account?.state !== 'active') return undefined;
  const tenant = await findTenantById(ctx.db, tenantId);
  return tenant?.state === 'active' ? account : undefined;
}

// Grows when the events or other settings of a hook change: every hook is then updated once.
const generation = 1;

/** What hooks of this account are made with; a hook with another one is updated in place. */
export function settingsKeyOf(ctx: Context, account: LinkedAccount): string {
  return `${generation}:${signs(account) ? 'signed' : 'token'}:${ctx.config.appBaseUrl}`;
}

function signs({ gitlabVersion }: LinkedAccount): boolean {
  return hasVersion(gitlabVersion, '19.0');
}

export async function settingsOf(ctx: Context, account: LinkedAccount, hook: Hook): Promise<HookSettings> {
  const secrets = await secretsOf(ctx.db, hook, ctx.sealer);
  if (secrets === undefined) throw new AppError('cancelled', say('repository.hook.removed'));
  const { appName, appBaseUrl } = ctx.config;
  return {
    url: addressOf(appBaseUrl, { tenantId: hook.tenantId, hookId: hook.id }),
    token: secrets.token,
    signingToken: signs(account) ? secrets.signingToken : undefined,
    label: hasVersion(account.gitlabVersion, '17.1')
      ? { name: appName, description: 'Keeps Jira current. Made and updated by the app.' }
      : undefined,
  };
}

/** When what GitLab or its role does not allow is looked at again, and when what only failed is. */
const dayMs = 86_400_000;
const soonMs = 15 * 60_000;

const refused: readonly ErrorCode[] = ['feature_disabled', 'not_found', 'bad_request', 'forbidden'];
const failed: readonly ErrorCode[] = ['unavailable', 'timeout', 'unreachable', 'unexpected_answer'];

export type MadeHook = 'made' | 'refused' | { readonly failed: AppError };

/**
 * Makes the hook of a project or group, or updates the one that is there; more of ours are removed. What GitLab does
 * not allow is noted for the page and for the next day; what failed is noted for a quarter of an hour later.
 * @throws AppError what concerns the whole account: `needs_authorization`, `rate_limited` and the like
 */
export async function makeHook(
  ctx: Context,
  { account, gitlab }: { account: LinkedAccount; gitlab: GitlabClient },
  { owner, repositoryId }: HookTarget,
): Promise<MadeHook> {
  const { tenantId, id: accountId } = account;
  const now = ctx.clock.now();
  const place = { tenantId, accountId, repositoryId, ownerId: owner.id };
  const hook = await reserveHook(ctx.db, place, { sealer: ctx.sealer, now });
  if (hook === undefined) return 'refused';
  try {
    const made = await inPlace(gitlab, {
      owner,
      hook,
      settings: await settingsOf(ctx, account, hook),
    });
    const isWanted = await noteMade(ctx.db, hook, {
      gitlabHookId: made.id,
      signed: made.signed,
      settingsKey: settingsKeyOf(ctx, account),
      now,
    });
    // Switched off or removed while GitLab was asked: who did that knew of nothing to remove there.
    if (!isWanted) await gitlab.deleteHook({ owner, hookId: made.id });
    return 'made';
  } catch (thrown) {
    const error = asAppError(thrown);
    if (refused.includes(error.code)) {
      const problem = refusalWords(account, { owner, error });
      await noteNotMade(ctx.db, hook, { state: 'manual', problem, retryAt: now + dayMs });
      return 'refused';
    }
    if (!failed.includes(error.code)) throw error;
    await noteNotMade(ctx.db, hook, { state: 'pending', problem: error.text, retryAt: now + soonMs });
    return { failed: error };
  }
}

/** GitLab lets several hooks have one address: look first, change the one that is there, remove what is double. */
async function inPlace(
  gitlab: GitlabClient,
  { owner, hook, settings }: { owner: HookOwner; hook: Hook; settings: HookSettings },
): Promise<GitlabHook> {
  const ours = await listOurs(gitlab, { owner, tenantId: hook.tenantId });
  const kept =
    ours.find(({ url }) => url === settings.url) ??
    ours.find(({ id }) => id === hook.gitlabHookId) ??
    ours[0];
  for (const { id } of ours) if (id !== kept?.id) await gitlab.deleteHook({ owner, hookId: id });
  return kept === undefined
    ? gitlab.createHook({ owner, settings })
    : gitlab.updateHook({ owner, hookId: kept.id, settings });
}

async function listOurs(
  gitlab: GitlabClient,
  { owner, tenantId }: { owner: HookOwner; tenantId: string },
): Promise<GitlabHook[]> {
  const ours: GitlabHook[] = [];
  for (let page: number | undefined = 1; page !== undefined;) {
    const listed: Awaited<ReturnType<GitlabClient['hooks']>> = await gitlab.hooks({ owner, page });
    ours.push(...listed.items.filter(({ url }) => isOurs(url, tenantId)));
    page = listed.nextPage;
  }
  return ours;
}

/** Why GitLab did not let us, for an administrator who may know whom to ask. */
export function refusalWords(
  { tokenOwner }: Pick<LinkedAccount, 'tokenOwner'>,
  { owner, error }: { owner: HookOwner; error: AppError },
): Text {
  if (error.code === 'bad_request') return error.text;
  return owner.kind === 'group'
    ? say('repository.hook.ownersOnly', { username: tokenOwner.username })
    : say('repository.hook.maintainersOnly', { username: tokenOwner.username });
}
