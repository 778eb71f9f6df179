import type { Db } from '../../db/db.ts';

/** Since when a site has answered nothing but 401 or 404, epoch ms; null where it answers, or is not here. */
export async function unansweredSince(db: Db, tenantId: string): Promise<number | null> {
  const [row] = await db.rows<{ unanswered_since: Date | null }>(
    'select unanswered_since from tenant where tenant_id = $1',
    [tenantId],
  );
  return row?.unanswered_since?.getTime() ?? null;
}

/** The first time counts. */
export async function noteUnanswered(db: Db, tenantId: string, at: number): Promise<void> {
  await db.run('update tenant set unanswered_since = $2 where tenant_id = $1 and unanswered_since is null', [
    tenantId,
    new Date(at),
  ]);
}

export async function noteAnswered(db: Db, tenantId: string): Promise<void> {
  await db.run('update tenant set unanswered_since = null where tenant_id = $1', [tenantId]);
}

/** Sites that have not been probed since `before`, each marked as probed `at`. Epoch ms. @returns their ids */
export async function takeToProbe(tx: Db, { before, at }: { before: number; at: number }): Promise<string[]> {
  const rows = await tx.rows<{ tenant_id: string }>(
    `update tenant set probed_at = $2
     where state <> 'uninstalled' and coalesce(probed_at, installed_at) <= $1 returning tenant_id`,
    [new Date(before), new Date(at)],
  );
  return rows.map((row) => row.tenant_id);
}
