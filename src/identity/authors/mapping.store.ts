import type { Db } from '../../db/db.ts';

/** What an admin says about an author. Times are epoch ms. */
export type AuthorMapping = {
  /** In lower case, as it is compared. */
  readonly email: string;
  readonly jiraAccountId: string;
  readonly jiraName: string;
  readonly createdAt: number;
};

type Row = { author_email: string; jira_account_id: string; jira_name: string; created_at: Date };

/** @param key.email in lower case */
export async function mappedAccount(
  db: Db,
  { tenantId, email }: { tenantId: string; email: string },
): Promise<string | undefined> {
  const [row] = await db.rows<{ jira_account_id: string }>(
    'select jira_account_id from author_mapping where tenant_id = $1 and author_email = $2',
    [tenantId, email],
  );
  return row?.jira_account_id;
}

/** By address. */
export async function listMappings(db: Db, tenantId: string, limit: number): Promise<AuthorMapping[]> {
  const rows = await db.rows<Row>(
    `select author_email, jira_account_id, jira_name, created_at from author_mapping
     where tenant_id = $1 order by author_email limit $2`,
    [tenantId, limit],
  );
  return rows.map((row) => ({
    email: row.author_email,
    jiraAccountId: row.jira_account_id,
    jiraName: row.jira_name,
    createdAt: row.created_at.getTime(),
  }));
}

/** Addresses that admins have named as a person's. */
export async function addressesMappedTo(
  db: Db,
  { tenantId, jiraAccountId }: { tenantId: string; jiraAccountId: string },
): Promise<string[]> {
  const rows = await db.rows<{ author_email: string }>(
    `select author_email from author_mapping where tenant_id = $1 and jira_account_id = $2
     order by author_email limit 100`,
    [tenantId, jiraAccountId],
  );
  return rows.map((row) => row.author_email);
}

/** Adds a mapping, or puts it in the place of the one for this address. */
export async function putMapping(
  db: Db,
  { tenantId, email, ...mapping }: AuthorMapping & { tenantId: string },
): Promise<void> {
  await db.run(
    `insert into author_mapping (tenant_id, author_email, jira_account_id, jira_name, created_at, read_at)
     values ($1, $2, $3, $4, $5, $5)
     on conflict (tenant_id, author_email) do update
     set jira_account_id = excluded.jira_account_id, jira_name = excluded.jira_name,
         created_at = excluded.created_at, read_at = excluded.read_at`,
    [tenantId, email, mapping.jiraAccountId, mapping.jiraName, new Date(mapping.createdAt)],
  );
}

export async function removeMapping(
  db: Db,
  { tenantId, email }: { tenantId: string; email: string },
): Promise<void> {
  await db.run('delete from author_mapping where tenant_id = $1 and author_email = $2', [tenantId, email]);
}
