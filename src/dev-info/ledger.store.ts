import type { Db } from '../db/db.ts';
import type { ChangedFile, EntityKind, Lane, ReadEntity } from './entity.ts';
import { keyFigures } from './figures/key-figures.ts';

/** `now` is `ctx.clock.now()`, epoch ms: it makes the `updateSequenceId` of what becomes pending. */
type Change = { readonly tenantId: string; readonly repositoryId: string; readonly now: number };

export type RecordEntities = Change & {
  readonly lane: Lane;
  /** The run that reads everything; `removeUnseen` with the same id ends it. */
  readonly runId?: string | undefined;
  readonly entities: readonly ReadEntity[];
};

// A changed row is sent again, and what it is sent with has to be above what Jira may have: Jira drops a lower or
// equal updateSequenceId. A waiting row keeps its place in the line. `$now` stands for the parameter's number.
const raisedSequence = (now: string) => `greatest(e.sequence + 1, ${now}::bigint)`;
const placeInLine = (now: string) => `case when e.state = 'pending' then e.queued_at else ${now}::bigint end`;

// Each key is looked up on its own (lateral, limit): the planner is free to join otherwise, and on a table that has no
// statistics yet, as during a first import, it reads all of the tenant's keys for each row. Where none is stale, as in
// most pages, nothing is read at all.
const deleteKeys = (stale: string) => `
  delete from entity_key where tenant_id = $1 and exists (select from ${stale}) and ctid = any(array(
    select k.ctid from ${stale} s cross join lateral (
      select ctid from entity_key
      where tenant_id = $1 and issue_key = s.key and repository_id = $2 and kind = s.kind and id = s.id limit 1) k))`;

/**
 * Writes one page of what was read, in one statement. A lower version never overwrites; facts that have not changed
 * stay sent; what has changed (or was removed and is back) becomes pending, a live change in the live lane.
 */
export async function recordEntities(
  tx: Db,
  { tenantId, repositoryId, now, lane, runId, entities }: RecordEntities,
): Promise<void> {
  if (entities.length === 0) return;
  await tx.run(recordStatement, [tenantId, repositoryId, now, lane, runId ?? null, ledgerRows(entities)]);
}

// The two rows under `choice` are the row as given and as it stands; which of them is kept is decided once.
// Stale keys found through a snapshot that another transaction has overtaken stay behind: readers compare with the row.
const recordStatement = `
  with given as (
    select * from json_to_recordset($6::json) as g(
      kind text, id text, version bigint, issue_keys text[], facts json, files json, file_count integer)
  ), before as (
    select e.kind, e.id, e.issue_keys from given g cross join lateral (
      select kind, id, issue_keys from entity
      where tenant_id = $1 and repository_id = $2 and kind = g.kind and id = g.id limit 1) e
  ), written as (
    insert into entity as e (tenant_id, repository_id, kind, id, version, issue_keys, facts, files, file_count,
      run_id, seen_at, state, lane, queued_at, sequence)
    select $1::uuid, $2::uuid, kind, id, version, issue_keys, facts, files, file_count,
      $5::text, $3::bigint, 'pending', $4::text, $3::bigint, $3::bigint
    from given
    on conflict (tenant_id, repository_id, kind, id) do update set
      run_id = coalesce($5::text, e.run_id),
      seen_at = $3::bigint,
      (version, issue_keys, facts, files, file_count, removed, state, lane, queued_at, sequence, rejected_reason) = (
        select version, issue_keys, facts, files, file_count, removed, state, lane, queued_at, sequence, reason
        from (values
          (true, excluded.version, excluded.issue_keys, excluded.facts,
            coalesce(excluded.files, e.files), coalesce(excluded.file_count, e.file_count), false, 'pending',
            case when e.state = 'pending' and e.lane = 'live' then 'live' else $4::text end,
            ${placeInLine('$3')}, ${raisedSequence('$3')}, null),
          (false, greatest(e.version, excluded.version), e.issue_keys, e.facts,
            e.files, e.file_count, e.removed, e.state, e.lane, e.queued_at, e.sequence, e.rejected_reason)
        ) as choice(is_change, version, issue_keys, facts, files, file_count, removed, state, lane, queued_at,
          sequence, reason)
        where choice.is_change = (excluded.version >= e.version and (
          e.removed or e.issue_keys <> excluded.issue_keys or e.facts::text <> excluded.facts::text
          or (excluded.file_count is not null and (e.file_count is distinct from excluded.file_count
            or e.files::text is distinct from excluded.files::text)))))
    returning e.kind, e.id, e.issue_keys, e.facts, e.removed
  ), stale as (
    select w.kind, w.id, key from written w join before b using (kind, id), unnest(b.issue_keys) as key
    where key <> all (w.issue_keys)
  ), cleared as (${deleteKeys('stale')})
  insert into entity_key as k (tenant_id, issue_key, repository_id, kind, id, ${keyFigures.columns})
  select $1::uuid, key, $2::uuid, w.kind, w.id, ${keyFigures.values}
  from written w cross join lateral ${keyFigures.facts}
    cross join lateral unnest(w.issue_keys) with ordinality as named(key, place)
  where not w.removed
  on conflict (tenant_id, issue_key, repository_id, kind, id) do update set ${keyFigures.update}`;

/** These entities as rows of the ledger in JSON: to be written, or to be compared with what is there. */
export function ledgerRows(entities: readonly ReadEntity[]): string {
  return storableJson(newestOfEach(entities).map(ledgerRow));
}

/** GitLab lists an entity twice when its pages shift, and one statement may write a row once only. */
function newestOfEach(entities: readonly ReadEntity[]): ReadEntity[] {
  const newest = new Map<string, ReadEntity>();
  for (const entity of entities) {
    const key = `${entity.kind} ${entity.id}`;
    const other = newest.get(key);
    if (other === undefined || entity.version >= other.version) newest.set(key, entity);
  }
  return [...newest.values()];
}

// PostgreSQL has no text for these: they become U+FFFD. Looked for in the finished JSON, where they are escapes.
const unstorable = /\\u(?:0000|d[89a-f])/;

function storableJson(value: unknown): string {
  const json = JSON.stringify(value);
  if (!unstorable.test(json)) return json;
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'string' ? part.toWellFormed().replaceAll('\0', '\ufffd') : part,
  );
}

/** A commit's files have columns of their own: they arrive later, and a reading without them leaves them alone. */
function ledgerRow(entity: ReadEntity): object {
  const { kind, id, version, issueKeys } = entity;
  const row = { kind, id, version, issue_keys: issueKeys };
  if (entity.kind !== 'commit') return { ...row, facts: entity.facts };
  const { files, fileCount, ...facts } = entity.facts;
  return { ...row, facts, files, file_count: fileCount };
}

export type RemoveEntities = Change & {
  readonly kind: EntityKind;
  readonly ids: readonly string[];
  /** Facts older than this do not bring it back. Default: the version it has. */
  readonly version?: number | undefined;
  /** Default `live`. */
  readonly lane?: Lane | undefined;
};

/** Gone in GitLab: becomes a delete in Jira. Ids that the ledger does not hold are ignored. */
export async function removeEntities(
  tx: Db,
  { tenantId, repositoryId, now, kind, ids, version, lane = 'live' }: RemoveEntities,
): Promise<void> {
  if (ids.length === 0) return;
  await tx.run(
    removal('e.kind = $6 and e.id = any($7::text[]) and e.version <= coalesce($5::bigint, e.version)'),
    [tenantId, repositoryId, now, lane, version ?? null, kind, ids],
  );
}

export type RemoveUnseen = Change & {
  readonly kinds: readonly EntityKind[];
  readonly runId: string;
  /** When the run began, epoch ms: what was recorded since then stays. Default: when the run first recorded something. */
  readonly startedAt?: number | undefined;
};

/** The swap at the end of a full refresh: what its run has not seen is gone. Nothing is missing in Jira meanwhile. */
export async function removeUnseen(
  tx: Db,
  { tenantId, repositoryId, now, kinds, runId, startedAt }: RemoveUnseen,
): Promise<void> {
  await tx.run(
    removal(`e.kind = any($6::text[]) and e.run_id is distinct from $7 and e.seen_at < coalesce($8::bigint,
      (select min(seen_at) from entity where tenant_id = $1 and repository_id = $2 and run_id = $7),
      $3::bigint + 1)`),
    [tenantId, repositoryId, now, 'import', null, kinds, runId, startedAt ?? null],
  );
}

// What Jira never had needs no delete. A waiting row stays in its lane: its last payload may be on its way there.
const removal = (condition: string) => `
  with gone as (
    update entity e set removed = true, rejected_reason = null,
      version = greatest(e.version, coalesce($5::bigint, 0)),
      state = case when e.state in ('held', 'rejected') and e.sent_hash is null then 'gone' else 'pending' end,
      lane = case when e.state = 'pending' then e.lane else $4::text end,
      queued_at = ${placeInLine('$3')}, sequence = ${raisedSequence('$3')}
    where e.tenant_id = $1 and e.repository_id = $2 and not e.removed and ${condition}
    returning e.kind, e.id, e.issue_keys
  ), stale as (select kind, id, key from gone, unnest(issue_keys) as key)
  ${deleteKeys('stale')}`;

export type AttachFiles = Change & {
  readonly sha: string;
  readonly files: readonly ChangedFile[];
  /** Of all changed files; `files` are at most 10 of them. */
  readonly fileCount: number;
};

/** What a commit's diff says, read after the commit itself. Sent in the import lane unless the commit waits already. */
export async function attachFiles(
  tx: Db,
  { tenantId, repositoryId, now, sha, files, fileCount }: AttachFiles,
): Promise<void> {
  await tx.run(
    `update entity e set files = $5::json, file_count = $6::integer,
       state = case when e.state = 'held' then 'held' else 'pending' end,
       lane = case when e.state = 'pending' then e.lane else 'import' end,
       queued_at = ${placeInLine('$3')}, sequence = ${raisedSequence('$3')}
     where e.tenant_id = $1 and e.repository_id = $2 and e.kind = 'commit' and e.id = $4 and not e.removed
       and (e.file_count is distinct from $6::integer or e.files::text is distinct from $5::json::text)`,
    [tenantId, repositoryId, now, sha, storableJson(files), fileCount],
  );
}

/**
 * Shas of commits that go to Jira (or are there) and whose files have not been read. A commit whose projects this
 * site does not have is none of them, where the site's projects can be read.
 */
export async function commitsWithoutFiles(
  db: Db,
  { tenantId, repositoryId, limit }: { tenantId: string; repositoryId: string; limit: number },
): Promise<string[]> {
  const rows = await db.rows<{ id: string }>(
    `select e.id from entity e
     where e.tenant_id = $1 and e.repository_id = $2 and e.kind = 'commit' and e.file_count is null
       and e.state in ('pending', 'sent') and not e.removed
       and (e.state = 'sent'
         or not exists (select from jira_project_list l where l.tenant_id = $1 and l.readable)
         or exists (select from unnest(e.issue_keys) as key join jira_project p
                      on p.tenant_id = $1 and p.project_key = split_part(key, '-', 1)))
     limit $3`,
    [tenantId, repositoryId, limit],
  );
  return rows.map((row) => row.id);
}

/** Entities of a repository. `waiting` are to be sent (or deleted), `held` name no project of this site. */
export type RepositoryCounts = {
  readonly sent: number;
  readonly waiting: number;
  readonly held: number;
  readonly rejected: number;
  /** Whether GitLab has any of them still. */
  readonly isAny: boolean;
};

/**
 * For pages, by repository id; a repository without entities has zeros. Counted state by state: counting a stretch of an
 * index costs less than sorting its entries into groups.
 */
export async function ledgerCounts(
  db: Db,
  { tenantId, repositoryIds }: { tenantId: string; repositoryIds: readonly string[] },
): Promise<Map<string, RepositoryCounts>> {
  const rows = await db.rows<RepositoryCounts & { id: string }>(
    `select r.id, c.*, exists (
         select from entity where tenant_id = $1 and repository_id = r.id and not removed and state <> '') as "isAny"
     from unnest($2::uuid[]) as r(id)
     cross join lateral (
       select coalesce(sum(n) filter (where s.state = 'sent'), 0)::int as sent,
         coalesce(sum(n) filter (where s.state = 'pending'), 0)::int as waiting,
         coalesce(sum(n) filter (where s.state = 'held'), 0)::int as held,
         coalesce(sum(n) filter (where s.state = 'rejected'), 0)::int as rejected
       from unnest(array['sent', 'pending', 'held', 'rejected']) as s(state)
       cross join lateral (
         select count(*) as n from entity
         where tenant_id = $1 and repository_id = r.id and state = s.state and state <> '') of) c`,
    [tenantId, repositoryIds],
  );
  return new Map(rows.map(({ id, ...counts }) => [id, counts]));
}

/** How many entities Jira has shorter than GitLab, because of Jira's limits. */
export async function countShortened(
  db: Db,
  { tenantId, repositoryId }: { tenantId: string; repositoryId: string },
): Promise<number> {
  const [row] = await db.rows<{ count: number }>(
    `select count(*)::int as count from entity
     where tenant_id = $1 and repository_id = $2 and sent_cuts > 0 and not removed`,
    [tenantId, repositoryId],
  );
  return row?.count ?? 0;
}
