import type { Context } from '../context.ts';
import type { Db } from '../db/db.ts';
import type { AccountPlace, KeptAccount, PersonOfSite } from '../tenant/forge/reports/account-place.ts';

type Row = { id: string; read_at: Date; tenant_ids: string[] };

/** As whom commands were carried out, or would have been. */
export const peopleOfCommands: AccountPlace = {
  list: (ctx: Context, page) => listPeople(ctx.db, page),
  erase: (ctx: Context, person) => erasePerson(ctx.db, person),
};

/** Of all sites: what is said to Atlassian is said once for each person. A page reads the rows of its own people. */
async function listPeople(
  db: Db,
  { after, limit }: { after: string; limit: number },
): Promise<KeptAccount[]> {
  const rows = await db.rows<Row>(
    `select jira_account_id collate "C" as id, min(coalesce(started_at, ended_at, seen_at)) as read_at,
       array_agg(distinct tenant_id::text) as tenant_ids
     from smart_command where jira_account_id collate "C" > $1
     group by 1 order by 1 limit $2`,
    [after, limit],
  );
  return rows.map((row) => ({
    accountId: row.id,
    readAt: row.read_at.getTime(),
    tenantIds: row.tenant_ids,
  }));
}

/** What was done stays; as whom goes. */
async function erasePerson(db: Db, { tenantId, accountId }: PersonOfSite): Promise<void> {
  await db.run(
    `update smart_command set jira_account_id = null, jira_name = null
     where tenant_id = $1 and jira_account_id = $2`,
    [tenantId, accountId],
  );
}
