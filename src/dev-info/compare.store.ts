import type { Db } from '../db/db.ts';
import type { EntityKind, ReadEntity } from './entity.ts';
import { ledgerRows } from './ledger.store.ts';

type InRepository = { readonly tenantId: string; readonly repositoryId: string };
type EntityState = 'pending' | 'sent' | 'held' | 'rejected' | 'gone';

/** How the ledger's row of an entity differs from what was read just now. */
export type Deviation = {
  readonly kind: EntityKind;
  readonly id: string;
  /** Null where the ledger does not have it, or has removed it. */
  readonly state: EntityState | null;
  /** The row comes from a later reading than the one it is compared with. */
  readonly isNewer: boolean;
  readonly hasOtherKeys: boolean;
  /** Names of the facts that differ. */
  readonly otherFacts: readonly string[];
  readonly reason: string | null;
};

/** Compares without writing, with the expressions by which `recordEntities` decides. What is equal and sent is left out. */
export async function compareEntities(
  db: Db,
  { tenantId, repositoryId }: InRepository,
  entities: readonly ReadEntity[],
): Promise<Deviation[]> {
  if (entities.length === 0) return [];
  return db.rows<Deviation>(compareStatement, [tenantId, repositoryId, ledgerRows(entities)]);
}

const compareStatement = `
  with given as (
    select * from json_to_recordset($3::json) as g(kind text, id text, version bigint, issue_keys text[], facts json)
  ), compared as (
    select g.kind, g.id, e.state, coalesce(e.version > g.version, false) as newer, e.rejected_reason as reason,
      e.id is not null and not (e.issue_keys @> g.issue_keys and g.issue_keys @> e.issue_keys) as other_keys,
      e.id is not null and e.facts::text <> g.facts::text as other, e.facts::jsonb as old, g.facts::jsonb as new
    from given g left join lateral (
      select * from entity where tenant_id = $1 and repository_id = $2 and kind = g.kind and id = g.id
        and not removed limit 1) e on true
  )
  select kind, id, state, newer as "isNewer", other_keys as "hasOtherKeys", reason, case when other then array(
      select name from jsonb_object_keys(old || new) as name where old->name is distinct from new->name order by name)
    else '{}' end as "otherFacts"
  from compared where state is distinct from 'sent' or other_keys or other`;

/** A row of the ledger, to be looked for in GitLab. */
export type LedgerEntry = {
  readonly id: string;
  /** Gone in GitLab; Jira has yet to be told. */
  readonly removed: boolean;
  readonly state: EntityState;
  readonly reason: string | null;
  /** When it was read last, epoch ms. */
  readonly seenAt: number;
  /** Of a branch or flag. */
  readonly name: string | null;
  /** Of what GitLab numbers in its project. */
  readonly iid: number | null;
};

/** Everything of one kind that the ledger has, or that Jira still may have, in the order of ids, a page at a time. */
export async function ledgerAfter(
  db: Db,
  { tenantId, repositoryId }: InRepository,
  { kind, after, limit }: { kind: EntityKind; after: string; limit: number },
): Promise<LedgerEntry[]> {
  return db.rows<LedgerEntry>(
    `select id, removed, state, rejected_reason as reason, seen_at as "seenAt", facts->>'name' as name,
       (facts->>'iid')::bigint as iid
     from entity where tenant_id = $1 and repository_id = $2 and kind = $3 and id > $4
       and (not removed or state <> 'gone') order by id limit $5`,
    [tenantId, repositoryId, kind, after, limit],
  );
}

/** Which entities of a kind Jira has accepted, and with which sequence id. */
export async function sentEntities(
  db: Db,
  { tenantId, repositoryId }: InRepository,
  { kind, ids }: { kind: EntityKind; ids: readonly string[] },
): Promise<Map<string, number>> {
  const rows = await db.rows<{ id: string; sequence: number }>(
    `select id, sent_sequence as sequence from entity
     where tenant_id = $1 and repository_id = $2 and kind = $3 and id = any($4::text[]) and state <> 'gone'`,
    [tenantId, repositoryId, kind, ids],
  );
  return new Map(rows.map(({ id, sequence }) => [id, sequence]));
}

/** Whether Jira has accepted anything of a repository that has not been taken back. */
export async function hasSent(db: Db, { tenantId, repositoryId }: InRepository): Promise<boolean> {
  const rows = await db.rows(
    `select 1 from entity where tenant_id = $1 and repository_id = $2 and state = 'sent' and sent_hash is not null
       and kind in ('commit', 'branch', 'pull_request') limit 1`,
    [tenantId, repositoryId],
  );
  return rows.length > 0;
}

/** These are sent (or removed in Jira) once more, whatever Jira accepted or rejected before. `now`: epoch ms. */
export async function requeueEntities(
  tx: Db,
  { tenantId, repositoryId }: InRepository,
  { kind, ids, now }: { kind: EntityKind; ids: readonly string[]; now: number },
): Promise<void> {
  await tx.run(
    `update entity set state = 'pending', lane = 'import', queued_at = $5, sequence = greatest(sequence + 1, $5::bigint),
       sent_hash = case when removed then sent_hash end, rejected_reason = null
     where tenant_id = $1 and repository_id = $2 and kind = $3 and id = any($4::text[]) and state <> 'gone'`,
    [tenantId, repositoryId, kind, ids, now],
  );
}
