import type { Context } from '../../context.ts';
import type { GitlabMetadata } from '../../gitlab/project.schema.ts';
import { AppError } from '../../lib/errors.ts';
import { noteVersion } from '../account-state.store.ts';
import { getAccount, type AccountKey, type LinkedAccount } from '../account.store.ts';
import { gitlabFor } from '../gitlab-for.ts';

/** Hourly, one request: after GitLab's upgrade, what it can do since then is used, and the account's page says so. */
export async function followVersion(ctx: Context, key: AccountKey): Promise<void> {
  const account = await getAccount(ctx.db, key.tenantId, key.accountId);
  if (account?.state !== 'active') return;
  const found = await versionOf(ctx, account);
  if (found === undefined) return;
  if (found.version === account.gitlabVersion && found.enterprise === account.enterprise) return;
  await noteVersion(ctx.db, key, found);
}

/** Before 15.2 there is no `GET /metadata`: what was found when the account was authorized stays. */
async function versionOf(ctx: Context, account: LinkedAccount): Promise<GitlabMetadata | undefined> {
  try {
    return await (await gitlabFor(ctx, account)).metadata();
  } catch (error) {
    if (error instanceof AppError && (error.code === 'not_found' || error.code === 'forbidden'))
      return undefined;
    throw error;
  }
}
