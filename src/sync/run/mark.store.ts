import type { Db } from '../../db/db.ts';
import type { Stream } from '../stream.ts';

export type MarkKey = { readonly tenantId: string; readonly repositoryId: string; readonly stream: Stream };

/** Where the next soft refresh of a stream begins, in the stream's own terms; undefined before its first complete read. */
export async function getMark(db: Db, { tenantId, repositoryId, stream }: MarkKey): Promise<unknown> {
  const [row] = await db.rows<{ mark: unknown }>(
    'select mark from sync_mark where tenant_id = $1 and repository_id = $2 and stream = $3',
    [tenantId, repositoryId, stream],
  );
  return row?.mark;
}

/** Kept in the transaction that stores the last page of a stream. */
export async function saveMark(
  tx: Db,
  { tenantId, repositoryId, stream }: MarkKey,
  { mark, now }: { mark: unknown; now: number },
): Promise<void> {
  await tx.run(
    `insert into sync_mark (tenant_id, repository_id, stream, mark, updated_at) values ($1, $2, $3, $4::json, $5)
     on conflict (tenant_id, repository_id, stream) do update set mark = excluded.mark, updated_at = excluded.updated_at`,
    [tenantId, repositoryId, stream, JSON.stringify(mark), new Date(now)],
  );
}
