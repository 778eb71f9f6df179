import type { Db } from '../../db/db.ts';

/**
 * Removed accounts of which nothing is left to do: GitLab has been told (no webhook, no token), Jira has forgotten what
 * was sent in their name, and no repository is theirs.
 */
export async function listDoneWith(db: Db, tenantId: string): Promise<string[]> {
  const rows = await db.rows<{ id: string }>(
    `select a.id from account a where a.tenant_id = $1 and a.state = 'removed'
       and not exists (select from hook h where h.tenant_id = $1 and h.account_id = a.id)
       and not exists (select from account_token t where t.tenant_id = $1 and t.account_id = a.id)
       and not exists (select from repository p where p.tenant_id = $1 and p.account_id = a.id)
       and not exists (select from jira_removal r where r.tenant_id = $1 and r.id = a.id::text)`,
    [tenantId],
  );
  return rows.map(({ id }) => id);
}

/**
 * Deletes every row that names one of these accounts, the accounts last. The tables are read from the catalogue: one
 * that is added later is not forgotten.
 */
export async function deleteAccounts(tx: Db, tenantId: string, accountIds: readonly string[]): Promise<void> {
  const tables = await tx.rows<{ name: string }>(
    `select quote_ident(c.table_name) as name from information_schema.columns c
     join information_schema.columns t using (table_schema, table_name)
     join information_schema.tables b using (table_schema, table_name)
     where c.table_schema = current_schema() and c.column_name = 'account_id' and c.data_type = 'uuid'
       and t.column_name = 'tenant_id' and b.table_type = 'BASE TABLE' order by c.table_name`,
  );
  for (const { name } of tables) {
    await tx.run(`delete from ${name} where tenant_id = $1 and account_id = any($2::uuid[])`, [
      tenantId,
      accountIds,
    ]);
  }
  await tx.run('delete from account where tenant_id = $1 and id = any($2::uuid[])', [tenantId, accountIds]);
}
