import type { Db } from '../../db/db.ts';
import type { EntityKind } from '../entity.ts';
import type { JiraApi } from '../jira-api.ts';

/** Something that Jira is to forget. `id`: a repository's id in Jira, an account's, or an entity's `keyText`. */
export type Removal = {
  readonly kind: 'repository' | 'account' | 'entity';
  readonly api: JiraApi;
  readonly id: string;
  /** What was stored with at most this sequence id. */
  readonly sequence: number;
};

export async function addRemovals(tx: Db, tenantId: string, removals: readonly Removal[]): Promise<void> {
  if (removals.length === 0) return;
  await tx.run(
    `insert into jira_removal (tenant_id, kind, api, id, sequence)
     select $1::uuid, kind, api, id, max(sequence)
     from json_to_recordset($2::json) as r(kind text, api text, id text, sequence bigint) group by kind, api, id
     on conflict (tenant_id, kind, api, id)
     do update set sequence = greatest(jira_removal.sequence, excluded.sequence)`,
    [tenantId, JSON.stringify(removals)],
  );
}

type ListRemovals = { tenantId: string; apis: readonly JiraApi[]; whole: boolean; limit: number };

/** @param list `whole`: repositories and accounts; otherwise single entities */
export async function listRemovals(
  db: Db,
  { tenantId, apis, whole, limit }: ListRemovals,
): Promise<Removal[]> {
  return db.rows(
    `select kind, api, id, sequence from jira_removal
     where tenant_id = $1 and api = any($2::text[]) and (kind <> 'entity') = $3 order by sequence, id limit $4`,
    [tenantId, apis, whole, limit],
  );
}

/** Those that were asked for again meanwhile stay. */
export async function dropRemovals(db: Db, tenantId: string, removals: readonly Removal[]): Promise<void> {
  if (removals.length === 0) return;
  await db.run(
    `delete from jira_removal r
     using json_to_recordset($2::json) as done(kind text, api text, id text, sequence bigint)
     where r.tenant_id = $1 and r.kind = done.kind and r.api = done.api and r.id = done.id
       and r.sequence = done.sequence`,
    [tenantId, JSON.stringify(removals)],
  );
}

/** A row of the ledger that is forgotten, as far as it tells what Jira has of it. */
export type ForgottenEntity = {
  readonly kind: EntityKind;
  readonly id: string;
  /** GitLab's number of a build or deployment. */
  readonly iid: number | null;
  readonly environmentId: number | null;
  readonly sequence: number;
};

type Forgotten = {
  readonly sequence: number;
  readonly single: readonly ForgottenEntity[];
  readonly unsure: readonly EntityKind[];
};

/**
 * Deletes a repository's part of the ledger and gives the highest sequence id that Jira may have of it, what it took of
 * the kinds that no call removes with their repository, and of which kinds something was waiting that it has not taken
 * yet, as far as anybody knows: an answer may have been lost.
 * The ledger is deleted, not marked: what is to be removed is kept in a list of its own.
 */
export async function forgetRepository(tx: Db, tenantId: string, repositoryId: string): Promise<Forgotten> {
  // The keys are looked up by the rows' own: the table has no index by repository.
  const [row] = await tx.rows<Forgotten>(
    `with gone as (
       delete from entity where tenant_id = $1 and repository_id = $2
       returning kind, id, state, sequence, sent_sequence, issue_keys, facts
     ), named as (
       select distinct key from gone, unnest(issue_keys) as key
     ), cleared as (
       delete from entity_key where tenant_id = $1 and ctid = any(array(
         select k.ctid from named cross join lateral (
           select ctid from entity_key where tenant_id = $1 and issue_key = key and repository_id = $2) k)))
     select coalesce(max(sequence), 0) as sequence,
       coalesce(json_agg(json_build_object('kind', kind, 'id', id, 'iid', (facts->>'iid')::bigint,
           'environmentId', (facts->'environment'->>'id')::bigint, 'sequence', sequence))
         filter (where kind in ('build', 'deployment', 'feature_flag') and sent_sequence > 0), '[]') as single,
       coalesce(json_agg(distinct kind) filter (where state = 'pending' and sent_sequence = 0), '[]') as unsure
     from gone`,
    [tenantId, repositoryId],
  );
  return row ?? { sequence: 0, single: [], unsure: [] };
}

type EntityRow = Pick<ForgottenEntity, 'kind' | 'id'> & { readonly repositoryId: string };

/** Those of these rows that the ledger does not hold, as `<repository id> <id>`; all are of one kind. */
export async function missingEntities(
  db: Db,
  tenantId: string,
  rows: readonly EntityRow[],
): Promise<ReadonlySet<string>> {
  if (rows.length === 0) return new Set();
  const missing = await db.rows<{ name: string }>(
    `select g.repository_id || ' ' || g.id as name
     from json_to_recordset($2::json) as g(repository_id uuid, kind text, id text)
     where not exists (select from entity
       where tenant_id = $1 and repository_id = g.repository_id and kind = g.kind and id = g.id)`,
    [
      tenantId,
      JSON.stringify(rows.map(({ repositoryId, kind, id }) => ({ repository_id: repositoryId, kind, id }))),
    ],
  );
  return new Set(missing.map(({ name }) => name));
}
