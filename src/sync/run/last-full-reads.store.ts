import type { Db } from '../../db/db.ts';
import type { Stream } from '../stream.ts';

/** How many of each a run has read. */
export type Reads = Partial<Readonly<Record<Stream, number>>>;

/** What the last whole reading of each of these repositories counted, by repository id. */
export async function lastFullReads(
  db: Db,
  tenantId: string,
  repositoryIds: readonly string[],
): Promise<ReadonlyMap<string, Reads>> {
  if (repositoryIds.length === 0) return new Map();
  const rows = await db.rows<{ id: string; counts: Partial<Record<Stream, { read: number }>> }>(
    `select wanted.id, r.counts from unnest($2::uuid[]) as wanted(id), lateral (
       select counts from sync_run where tenant_id = $1 and repository_id = wanted.id and mode = 'full'
         and state = 'finished' and counts is not null order by queued_at desc limit 1) r`,
    [tenantId, repositoryIds],
  );
  return new Map(
    rows.map(({ id, counts }) => [
      id,
      Object.fromEntries(Object.entries(counts).map(([stream, { read }]) => [stream, read])),
    ]),
  );
}
