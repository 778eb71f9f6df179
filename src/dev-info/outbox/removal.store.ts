import type { Db } from '../../db/db.ts';

/** Something as a whole that Jira is to forget. `id`: the repository's id in Jira, or the account's. */
export type Removal = {
  readonly kind: 'repository' | 'account';
  readonly id: string;
  /** What was stored with at most this sequence id. */
  readonly sequence: number;
};

export async function addRemovals(tx: Db, tenantId: string, removals: readonly Removal[]): Promise<void> {
  await tx.run(
    `insert into jira_removal (tenant_id, kind, id, sequence)
     select $1::uuid, kind, id, sequence from json_to_recordset($2::json) as r(kind text, id text, sequence bigint)
     on conflict (tenant_id, kind, id) do update set sequence = greatest(jira_removal.sequence, excluded.sequence)`,
    [tenantId, JSON.stringify(removals)],
  );
}

export async function listRemovals(db: Db, tenantId: string, limit: number): Promise<Removal[]> {
  return db.rows(
    'select kind, id, sequence from jira_removal where tenant_id = $1 order by sequence limit $2',
    [tenantId, limit],
  );
}

/** One that was asked for again meanwhile stays. */
export async function dropRemoval(db: Db, tenantId: string, { kind, id, sequence }: Removal): Promise<void> {
  await db.run('delete from jira_removal where tenant_id = $1 and kind = $2 and id = $3 and sequence = $4', [
    tenantId,
    kind,
    id,
    sequence,
  ]);
}

/**
 * Deletes a repository's part of the ledger and gives the highest sequence id that Jira may have of it.
 * The ledger is deleted, not marked: one call to Jira removes all of it.
 */
export async function forgetRepository(tx: Db, tenantId: string, repositoryId: string): Promise<number> {
  // The keys are looked up by the rows' own: the table has no index by repository.
  const [row] = await tx.rows<{ sequence: number }>(
    `with gone as (
       delete from entity where tenant_id = $1 and repository_id = $2
       returning kind, id, sequence, issue_keys
     ), named as (
       select distinct key from gone, unnest(issue_keys) as key
     ), cleared as (
       delete from entity_key where tenant_id = $1 and ctid = any(array(
         select k.ctid from named cross join lateral (
           select ctid from entity_key where tenant_id = $1 and issue_key = key and repository_id = $2) k)))
     select coalesce(max(sequence), 0) as sequence from gone`,
    [tenantId, repositoryId],
  );
  return row?.sequence ?? 0;
}
