import type { Db } from '../../db/db.ts';

type AccountKey = { readonly tenantId: string; readonly accountId: string };

/** What goes with an account when it is removed. */
export type Losses = {
  /** Repositories that no other account of the site reaches. */
  readonly repositories: number;
  /** Those that another account takes over. */
  readonly kept: number;
  /** Branches, commits and so on that Jira shows; counted up to the limit. */
  readonly entities: number;
  readonly webhooks: number;
};

/** Counts what an account's removal takes away. @param limit entities are counted up to it */
export async function countLosses(
  db: Db,
  { tenantId, accountId }: AccountKey,
  limit: number,
): Promise<Losses> {
  const [[repositories], [entities], [hooks]] = await Promise.all([
    db.rows<{ all: number; kept: number }>(
      `select count(*)::int as "all", (count(*) filter (where exists (
         select from repository_reach r
         where r.tenant_id = $1 and r.repository_id = p.id and r.account_id <> $2)))::int as kept
       from repository p where p.tenant_id = $1 and p.account_id = $2 and p.vanished_at is null`,
      [tenantId, accountId],
    ),
    db.rows<{ count: number }>(
      `select count(*)::int as count from (
         select from repository p cross join lateral (
           select from entity e where e.tenant_id = $1 and e.repository_id = p.id and e.state = 'sent' and not e.removed
           limit $3) e
         where p.tenant_id = $1 and p.account_id = $2 and not exists (
           select from repository_reach r
           where r.tenant_id = $1 and r.repository_id = p.id and r.account_id <> $2)
         limit $3) counted`,
      [tenantId, accountId, limit],
    ),
    db.rows<{ count: number }>(
      `select count(*)::int as count from hook where tenant_id = $1 and account_id = $2 and state = 'active'`,
      [tenantId, accountId],
    ),
  ]);
  const { all, kept } = repositories ?? { all: 0, kept: 0 };
  return {
    repositories: all - kept,
    kept,
    entities: entities?.count ?? 0,
    webhooks: hooks?.count ?? 0,
  };
}
