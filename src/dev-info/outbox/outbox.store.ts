import type { Db } from '../../db/db.ts';
import { storedText } from '../../lib/words/stored-text.ts';
import type { Text } from '../../lib/words/text.ts';
import type { ChangedFile, EntityFacts, EntityKind } from '../entity.ts';
import type { LaneKey } from './lane.store.ts';

/** A row of the ledger that waits to be sent, or deleted where `removed`. */
export type PendingRow = {
  readonly repositoryId: string;
  readonly kind: EntityKind;
  readonly id: string;
  readonly issueKeys: readonly string[];
  readonly facts: EntityFacts['facts'];
  readonly files: readonly ChangedFile[] | null;
  readonly fileCount: number | null;
  readonly removed: boolean;
  readonly queuedAt: number;
  readonly sequence: number;
  readonly sentHash: string | null;
};

/** Facts of one batch, in bytes: messages have no limit of their own, memory has. */
const largestBatch = 8 * 1024 * 1024;

/** The entities of these kinds that have waited longest. */
export async function takePending(
  db: Db,
  { tenantId, lane }: LaneKey,
  { kinds, limit }: { kinds: readonly EntityKind[]; limit: number },
): Promise<PendingRow[]> {
  return db.rows<PendingRow>(
    `select repository_id as "repositoryId", kind, id, issue_keys as "issueKeys", facts, files,
       file_count as "fileCount", removed, queued_at as "queuedAt", sequence, sent_hash as "sentHash"
     from (
       select oldest.*, sum(octet_length(facts::text)) over (order by queued_at rows unbounded preceding)
         - octet_length(facts::text) as bytes_before
       from (select * from entity where tenant_id = $1 and lane = $2 and state = 'pending'
               and kind = any($4::text[])
             order by queued_at limit $3) oldest) waiting
     where bytes_before < ${largestBatch} order by queued_at`,
    [tenantId, lane, limit, kinds],
  );
}

/** What became of a row. `unchanged`: Jira has just this already. */
export type Outcome = {
  readonly row: Pick<PendingRow, 'repositoryId' | 'kind' | 'id' | 'sequence'>;
  readonly outcome: 'sent' | 'unchanged' | 'held' | 'rejected' | 'gone';
  readonly hash?: string | undefined;
  readonly cuts?: number | undefined;
  readonly reason?: Text | undefined;
};

/**
 * Records what became of rows. One that has changed since it was taken stays pending, but what Jira accepted is noted.
 * One that the other lane finished meanwhile is sent again: which of the two Jira got last is not known.
 */
export async function settle(db: Db, tenantId: string, outcomes: readonly Outcome[]): Promise<void> {
  if (outcomes.length === 0) return;
  await db.run(settleStatement, [
    tenantId,
    JSON.stringify(
      outcomes.map(({ row, outcome, hash, cuts, reason }) => ({
        repository_id: row.repositoryId,
        kind: row.kind,
        id: row.id,
        sequence: row.sequence,
        outcome,
        hash,
        cuts,
        reason: reason && storedText(reason),
      })),
    ),
  ]);
}

// The tenant is part of the materialized list so that rows are looked up by the whole primary key: with a constant
// and no statistics yet, the planner reads all of the tenant's rows instead.
const settleStatement = `
  with given as materialized (
    select $1::uuid as tenant_id, g.* from json_to_recordset($2::json) as g(
      repository_id uuid, kind text, id text, sequence bigint, outcome text, hash text, cuts integer, reason text))
  update entity e set
    state = case
      when e.sequence = g.sequence then case g.outcome when 'unchanged' then 'sent' else g.outcome end
      when g.outcome = 'sent' and e.state in ('sent', 'gone') then 'pending'
      else e.state end,
    rejected_reason = case when e.sequence = g.sequence and g.outcome = 'rejected' then g.reason
      when e.sequence = g.sequence then null else e.rejected_reason end,
    sent_sequence = case g.outcome when 'sent' then g.sequence else e.sent_sequence end,
    sent_hash = case g.outcome when 'sent' then g.hash when 'held' then null when 'gone' then null
      else e.sent_hash end,
    sent_cuts = case g.outcome when 'sent' then g.cuts else e.sent_cuts end
  from given g
  where e.tenant_id = g.tenant_id and e.repository_id = g.repository_id and e.kind = g.kind and e.id = g.id
    and (g.outcome <> 'sent' or e.sent_sequence < g.sequence)`;

/** Rows that were deleted in Jira are kept a while: they keep a late page from bringing the entity back. */
export async function dropGone(db: Db, tenantId: string, before: number): Promise<void> {
  await db.run(`delete from entity where tenant_id = $1 and state = 'gone' and queued_at < $2`, [
    tenantId,
    before,
  ]);
}

/**
 * Everything is sent again, whatever Jira accepted before: of a tenant, or of some repositories only. Deletes that
 * wait stay.
 */
export async function requeueAll(
  tx: Db,
  { tenantId, now, repositoryIds }: { tenantId: string; now: number; repositoryIds?: readonly string[] },
): Promise<void> {
  await tx.run(
    `update entity set state = 'pending', lane = 'import', queued_at = $2, sequence = greatest(sequence + 1, $2::bigint),
       sent_hash = null, rejected_reason = null
     where tenant_id = $1 and not removed and ($3::uuid[] is null or repository_id = any($3::uuid[]))`,
    [tenantId, now, repositoryIds ?? null],
  );
}
