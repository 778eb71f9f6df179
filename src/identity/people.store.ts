import type { Db } from '../db/db.ts';
import type { KeptAccount, PersonOfSite } from '../tenant/forge/reports/account-place.ts';

/** The two tables that name people of Jira. */
export type PeopleTable = 'identity_link' | 'author_mapping';

type Row = { account_id: string; read_at: Date; tenant_ids: string[] };

/** As `AccountPlace.list`. */
export async function listPeople(
  db: Db,
  table: PeopleTable,
  { after, limit }: { after: string; limit: number },
): Promise<KeptAccount[]> {
  const rows = await db.rows<Row>(
    `select jira_account_id as account_id, min(read_at) as read_at, array_agg(distinct tenant_id::text) as tenant_ids
     from ${table} where jira_account_id collate "C" > $1
     group by jira_account_id order by jira_account_id collate "C" limit $2`,
    [after, limit],
  );
  return rows.map((row) => ({
    accountId: row.account_id,
    readAt: row.read_at.getTime(),
    tenantIds: row.tenant_ids,
  }));
}

/** Their name in Jira, as it is now. @param read.at epoch ms */
export async function renamePerson(
  db: Db,
  { table, tenantId, accountId }: PersonOfSite & { table: PeopleTable },
  read: { name: string; at: number },
): Promise<void> {
  await db.run(
    `update ${table} set jira_name = $3, read_at = $4 where tenant_id = $1 and jira_account_id = $2`,
    [tenantId, accountId, read.name, new Date(read.at)],
  );
}

/** All that they have linked, addresses included. */
export async function eraseLinks(db: Db, { tenantId, accountId }: PersonOfSite): Promise<void> {
  await db.run(
    `with gone as (
       delete from identity_link where tenant_id = $1 and jira_account_id = $2 returning host_url, gitlab_user_id)
     delete from identity_email e using gone
     where e.tenant_id = $1 and e.host_url = gone.host_url and e.gitlab_user_id = gone.gitlab_user_id`,
    [tenantId, accountId],
  );
}

export async function eraseMappings(db: Db, { tenantId, accountId }: PersonOfSite): Promise<void> {
  await db.run('delete from author_mapping where tenant_id = $1 and jira_account_id = $2', [
    tenantId,
    accountId,
  ]);
}
