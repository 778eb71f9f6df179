import type { Db } from '../../db/db.ts';

/**
 * Forgets commands of commits that came before this time, unless they wait or run, and commits that have no others.
 * @param options seenBefore epoch ms
 * @returns how many commands went
 */
export async function deleteOldCommands(
  db: Db,
  tenantId: string,
  { seenBefore, limit }: { seenBefore: number; limit: number },
): Promise<number> {
  // One statement sees the rows as they were before it: what `gone` takes is still there for `not exists`.
  const [row] = await db.rows<{ count: number }>(
    `with gone as (
       delete from smart_command where tenant_id = $1 and ctid in (
         select ctid from smart_command where tenant_id = $1 and seen_at < $2
           and state not in ('waiting', 'running') order by seen_at limit $3)
       returning id, sha),
     empty as (
       delete from smart_commit m where m.tenant_id = $1 and m.sha in (select sha from gone)
         and not exists (select from smart_command c where c.tenant_id = $1 and c.sha = m.sha
           and c.id not in (select id from gone)))
     select count(*)::int as count from gone`,
    [tenantId, new Date(seenBefore), limit],
  );
  return row?.count ?? 0;
}
