import type { Db } from '../db.ts';

/**
 * What the page of a repository shows: what was done in it by week, from an index alone, and how fast its streams are
 * read. `active_ms`: the time that a stream has been read for, without what it waited.
 */
export async function up(tx: Db): Promise<void> {
  await tx.run(`
    create index entity_key_of_repository on entity_key (tenant_id, repository_id, kind, begun_at) include (id)
      where is_first and begun_at is not null and kind in ('commit', 'pull_request', 'build', 'deployment')`);
  await tx.run('alter table sync_cursor add column active_ms bigint not null default 0');
}
