import type { Db } from '../db/db.ts';
import type { Sealed, Sealer } from '../lib/secrets/seal.ts';
import type { Account, AccountKey, NewAccount } from './account.ts';

export type {
  Account,
  AccountKey,
  AccountSettings,
  LinkedAccount,
  NamespaceFacts,
  PendingAccount,
} from './account.ts';

type Row = {
  id: string;
  tenant_id: string;
  host_url: string;
  namespace_path: string;
  namespace_kind: 'group' | 'user' | null;
  namespace_id: number | null;
  name: string | null;
  avatar_url: string | null;
  web_url: string | null;
  gitlab_version: string | null;
  enterprise: boolean;
  owner_id: number | null;
  owner_username: string | null;
  owner_name: string | null;
  client_id: string;
  state: Account['state'];
  problem: string | null;
  auto_link: boolean;
  smart_commits: boolean;
  smart_commit_runner: Account['smartCommitRunner'];
  trusted_authors_only: boolean;
  comment_on_failure: boolean;
  include_archived: boolean;
  lower_case_keys: boolean;
  environment_rules: string;
  branch_template: string;
  merge_request_template: string;
  creates_as_account: boolean;
};

// The sealed secret is not among them: only `clientSecretOf` reads it.
const columns = `id, tenant_id, host_url, namespace_path, namespace_kind, namespace_id, name, avatar_url, web_url,
  gitlab_version, enterprise, owner_id, owner_username, owner_name, client_id, state, problem,
  auto_link, smart_commits, smart_commit_runner, trusted_authors_only, comment_on_failure, include_archived,
  lower_case_keys, environment_rules, branch_template, merge_request_template, creates_as_account`;

function accountOf(row: Row): Account {
  const base = {
    id: row.id,
    tenantId: row.tenant_id,
    hostUrl: row.host_url,
    namespacePath: row.namespace_path,
    clientId: row.client_id,
    problem: row.problem,
    autoLink: row.auto_link,
    smartCommits: row.smart_commits,
    smartCommitRunner: row.smart_commit_runner,
    trustedAuthorsOnly: row.trusted_authors_only,
    commentOnFailure: row.comment_on_failure,
    includeArchived: row.include_archived,
    lowerCaseKeys: row.lower_case_keys,
    environmentRules: row.environment_rules,
    branchTemplate: row.branch_template,
    mergeRequestTemplate: row.merge_request_template,
    createsAsAccount: row.creates_as_account,
  };
  // The table's check holds that everything but a pending account has these.
  if (row.state === 'pending' || row.namespace_kind === null) return { ...base, state: 'pending' };
  return {
    ...base,
    state: row.state,
    namespaceKind: row.namespace_kind,
    namespaceId: row.namespace_id ?? 0,
    name: row.name ?? row.namespace_path,
    avatarUrl: row.avatar_url,
    webUrl: row.web_url ?? row.host_url,
    gitlabVersion: row.gitlab_version ?? '',
    enterprise: row.enterprise,
    tokenOwner: { id: row.owner_id ?? 0, username: row.owner_username ?? '', name: row.owner_name ?? '' },
  };
}

const secretColumn = 'account.client_secret';

/** One account in any state, removed ones too. */
export async function getAccount(db: Db, tenantId: string, accountId: string): Promise<Account | undefined> {
  const [row] = await db.rows<Row>(`select ${columns} from account where tenant_id = $1 and id = $2`, [
    tenantId,
    accountId,
  ]);
  return row && accountOf(row);
}

/** Accounts of a tenant by name, without removed ones. */
export async function listAccounts(db: Db, tenantId: string): Promise<Account[]> {
  const rows = await db.rows<Row>(
    `select ${columns} from account where tenant_id = $1 and state <> 'removed'
     order by lower(coalesce(name, namespace_path)), host_url`,
    [tenantId],
  );
  return rows.map(accountOf);
}

/** The account of this host and path, if there is one that is not removed; GitLab compares paths without case. */
export async function findAccountByPath(
  db: Db,
  tenantId: string,
  { hostUrl, namespacePath }: { hostUrl: string; namespacePath: string },
): Promise<Account | undefined> {
  const [row] = await db.rows<Row>(
    `select ${columns} from account
     where tenant_id = $1 and host_url = $2 and lower(namespace_path) = lower($3) and state <> 'removed'`,
    [tenantId, hostUrl, namespacePath],
  );
  return row && accountOf(row);
}

/** The account that already has this group or user, whatever path it was added by. */
export async function findAccountByNamespace(
  db: Db,
  tenantId: string,
  { hostUrl, kind, id }: { hostUrl: string; kind: 'group' | 'user'; id: number },
): Promise<Account | undefined> {
  const [row] = await db.rows<Row>(
    `select ${columns} from account
     where tenant_id = $1 and host_url = $2 and namespace_kind = $3 and namespace_id = $4 and state <> 'removed'`,
    [tenantId, hostUrl, kind, id],
  );
  return row && accountOf(row);
}

/** Adds a pending account and gives its id; undefined when another request has just added the same one. */
export async function insertAccount(
  db: Db,
  tenantId: string,
  {
    account,
    runner,
    sealer,
    now,
  }: { account: NewAccount; runner: Account['smartCommitRunner']; sealer: Sealer; now: number },
): Promise<string | undefined> {
  const [row] = await db.rows<{ id: string }>(
    `insert into account (tenant_id, host_url, namespace_path, client_id, client_secret, state, auto_link,
       smart_commits, created_at, smart_commit_runner)
     values ($1, $2, $3, $4, $5, 'pending', $6, $7, $8, $9)
     on conflict do nothing returning id`,
    [
      tenantId,
      account.hostUrl,
      account.namespacePath,
      account.clientId,
      sealer.seal(account.clientSecret, { tenantId, column: secretColumn }),
      account.autoLink,
      account.smartCommits,
      new Date(now),
      runner,
    ],
  );
  return row?.id;
}

/** The OAuth client secret in the clear, for one call to GitLab. Empty when the account has been removed. */
export async function clientSecretOf(
  db: Db,
  { tenantId, accountId }: AccountKey,
  sealer: Sealer,
): Promise<string> {
  const [row] = await db.rows<{ client_secret: Sealed }>(
    'select client_secret from account where tenant_id = $1 and id = $2',
    [tenantId, accountId],
  );
  return row && row.client_secret !== ''
    ? sealer.open(row.client_secret, { tenantId, column: secretColumn })
    : '';
}

/** Replaces the OAuth application of an account. */
export async function updateClient(
  db: Db,
  { tenantId, accountId }: AccountKey,
  { clientId, clientSecret, sealer }: { clientId: string; clientSecret: string; sealer: Sealer },
): Promise<void> {
  const sealed = sealer.seal(clientSecret, { tenantId, column: secretColumn });
  await db.run('update account set client_id = $3, client_secret = $4 where tenant_id = $1 and id = $2', [
    tenantId,
    accountId,
    clientId,
    sealed,
  ]);
}
