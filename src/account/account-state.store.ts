import type { Db } from '../db/db.ts';
import { storedText } from '../lib/words/stored-text.ts';
import type { Text } from '../lib/words/text.ts';
import type { AccountKey, AccountSettings, NamespaceFacts } from './account.ts';

/** Stores what GitLab says of the namespace and makes the account active; false when it is not there any more. */
export async function activateAccount(
  db: Db,
  { tenantId, accountId }: AccountKey,
  { facts, now }: { facts: NamespaceFacts & { namespacePath: string }; now: number },
): Promise<boolean> {
  const rows = await db.rows(
    `update account set state = 'active', problem = null, namespace_path = $3, namespace_kind = $4,
       namespace_id = $5, name = $6, avatar_url = $7, web_url = $8, gitlab_version = $9, enterprise = $10,
       owner_id = $11, owner_username = $12, owner_name = $13, authorized_at = $14
     where tenant_id = $1 and id = $2 and state <> 'removed' returning id`,
    [
      tenantId,
      accountId,
      facts.namespacePath,
      facts.namespaceKind,
      facts.namespaceId,
      facts.name,
      facts.avatarUrl,
      facts.webUrl,
      facts.gitlabVersion,
      facts.enterprise,
      facts.tokenOwner.id,
      facts.tokenOwner.username,
      facts.tokenOwner.name,
      new Date(now),
    ],
  );
  return rows.length === 1;
}

/** GitLab was upgraded, or has another edition now. */
export async function noteVersion(
  db: Db,
  { tenantId, accountId }: AccountKey,
  { version, enterprise }: { version: string; enterprise: boolean },
): Promise<void> {
  await db.run('update account set gitlab_version = $3, enterprise = $4 where tenant_id = $1 and id = $2', [
    tenantId,
    accountId,
    version,
    enterprise,
  ]);
}

/** Active account: GitLab refused its tokens; a person has to authorize it again. Nothing else changes. */
export async function markNeedsAuthorization(
  db: Db,
  { tenantId, accountId }: AccountKey,
  problem: Text,
): Promise<void> {
  await db.run(
    `update account set state = 'needs_authorization', problem = $3
     where tenant_id = $1 and id = $2 and state in ('active', 'needs_authorization')`,
    [tenantId, accountId, storedText(problem)],
  );
}

/** GitLab has just given new tokens: whatever was wrong with the authorization is over. */
export async function markActive(db: Db, { tenantId, accountId }: AccountKey): Promise<void> {
  await db.run(
    `update account set state = 'active', problem = null
     where tenant_id = $1 and id = $2 and state = 'needs_authorization'`,
    [tenantId, accountId],
  );
}

/** What went wrong last, for the page; null clears it. */
export async function setProblem(
  db: Db,
  { tenantId, accountId }: AccountKey,
  problem: Text | null,
): Promise<void> {
  await db.run('update account set problem = $3 where tenant_id = $1 and id = $2', [
    tenantId,
    accountId,
    problem && storedText(problem),
  ]);
}

/** GitLab has given the namespace another path or name; its id stays. Not where another account has that path here. */
export async function renameNamespace(
  db: Db,
  { tenantId, accountId }: AccountKey,
  { namespacePath, name, webUrl }: { namespacePath: string; name: string; webUrl: string },
): Promise<void> {
  await db.run(
    `update account a set namespace_path = $3, name = $4, web_url = $5
     where a.tenant_id = $1 and a.id = $2 and not exists (
       select from account o where o.tenant_id = $1 and o.host_url = a.host_url and o.id <> $2
         and lower(o.namespace_path) = lower($3) and o.state <> 'removed')`,
    [tenantId, accountId, namespacePath, name, webUrl],
  );
}

const columnOf: Readonly<Record<keyof AccountSettings, string>> = {
  autoLink: 'auto_link',
  smartCommits: 'smart_commits',
  includeArchived: 'include_archived',
  lowerCaseKeys: 'lower_case_keys',
};

/**
 * Sets one switch and leaves the others alone, which somebody else may be setting. @returns whether it was another way
 * before; undefined when the account is not there (any more)
 */
export async function updateSetting(
  tx: Db,
  { tenantId, accountId }: AccountKey,
  { setting, on }: { setting: keyof AccountSettings; on: boolean },
): Promise<boolean | undefined> {
  const column = columnOf[setting];
  const [row] = await tx.rows<{ changed: boolean }>(
    `update account a set ${column} = $3
     from (select id, ${column} <> $3 as changed from account where tenant_id = $1 and id = $2 for update) before
     where a.tenant_id = $1 and a.id = before.id and a.state <> 'removed' returning before.changed`,
    [tenantId, accountId, on],
  );
  return row?.changed;
}

/**
 * Takes the account from every list. A pending one is deleted, for nothing hangs on it; a linked one stays as
 * `removed` until its repositories are gone. @returns false when it was not there
 */
export async function markRemoved(db: Db, { tenantId, accountId }: AccountKey): Promise<boolean> {
  const deleted = await db.rows(
    `delete from account where tenant_id = $1 and id = $2 and state = 'pending' returning id`,
    [tenantId, accountId],
  );
  if (deleted.length === 1) return true;
  const removed = await db.rows(
    `update account set state = 'removed', problem = null
     where tenant_id = $1 and id = $2 and state <> 'removed' returning id`,
    [tenantId, accountId],
  );
  return removed.length === 1;
}

/** After its tokens have been revoked, the secret of a removed account is of no use to anyone. */
export async function forgetClientSecret(db: Db, { tenantId, accountId }: AccountKey): Promise<void> {
  await db.run(
    `update account set client_secret = '' where tenant_id = $1 and id = $2 and state = 'removed'`,
    [tenantId, accountId],
  );
}
