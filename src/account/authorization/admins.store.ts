import type { Context } from '../../context.ts';
import type { Db } from '../../db/db.ts';
import type { AccountPlace, KeptAccount, PersonOfSite } from '../../tenant/forge/reports/account-place.ts';

type Row = { admin: string; read_at: Date; tenant_ids: string[] };

/**
 * Administrators who once left for GitLab: the row of a finished authorization stays until the next one of the site
 * begins. One under way is left alone; it ends within minutes. Whoever came by a session has no Atlassian account.
 */
export const adminsOfAuthorizations: AccountPlace = {
  list: (ctx: Context, page) => listAdmins(ctx.db, { ...page, endedBy: ctx.clock.now() }),
  erase: (ctx: Context, person) => eraseAdmin(ctx.db, person),
};

async function listAdmins(
  db: Db,
  { after, limit, endedBy }: { after: string; limit: number; endedBy: number },
): Promise<KeptAccount[]> {
  const rows = await db.rows<Row>(
    `select admin, min(expires_at) as read_at, array_agg(distinct tenant_id::text) as tenant_ids
     from oauth_state join tenant using (tenant_id)
     where kind in ('connect', 'forge') and admin collate "C" > $1 and expires_at <= $3
     group by admin order by admin collate "C" limit $2`,
    [after, limit, new Date(endedBy)],
  );
  return rows.map((row) => ({
    accountId: row.admin,
    readAt: row.read_at.getTime(),
    tenantIds: row.tenant_ids,
  }));
}

async function eraseAdmin(db: Db, { tenantId, accountId }: PersonOfSite): Promise<void> {
  await db.run('delete from oauth_state where tenant_id = $1 and admin = $2', [tenantId, accountId]);
}
