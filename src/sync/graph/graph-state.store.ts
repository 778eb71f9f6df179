import type { Db } from '../../db/db.ts';
import type { GraphKey } from './commit-graph.store.ts';

/**
 * From now on, what an account reaches is kept whole, if the account is for a Jira that wants it.
 * @returns those of its repositories that have been read before without keeping everything: they have to be read again
 */
export async function wantGraphs(
  tx: Db,
  { tenantId, accountId }: { tenantId: string; accountId: string },
  now: number,
): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(
    `with wanted as (
       update repository p set graph_wanted_at = $3
       from account a join repository_reach r on r.tenant_id = a.tenant_id and r.account_id = a.id
       where a.tenant_id = $1 and a.id = $2 and a.keeps_graph and p.tenant_id = $1 and p.id = r.repository_id
         and p.graph_wanted_at is null
       returning p.id, p.enabled and p.vanished_at is null as is_read)
     select id from wanted where is_read
       and exists (select from sync_run s where s.tenant_id = $1 and s.repository_id = wanted.id)`,
    [tenantId, accountId, new Date(now)],
  );
  return rows.map(({ id }) => id);
}

/** A walk that was queued then (epoch ms) has seen every commit. One from before everything was kept has not. */
export async function noteGraphWalked(
  tx: Db,
  { tenantId, repositoryId }: GraphKey,
  { queuedAt, now }: { queuedAt: number; now: number },
): Promise<void> {
  await tx.run(
    `update repository set graph_walked_at = $4
     where tenant_id = $1 and id = $2 and graph_wanted_at <= $3 and graph_walked_at is null`,
    [tenantId, repositoryId, new Date(queuedAt), new Date(now)],
  );
}

/** Whether everything is kept since this run was queued: going on with it would leave out what it has read before. */
export async function beganWithoutGraph(
  db: Db,
  { tenantId, repositoryId, runId }: GraphKey & { readonly runId: string },
): Promise<boolean> {
  const rows = await db.rows(
    `select 1 as one from repository p join sync_run s on s.tenant_id = p.tenant_id and s.repository_id = p.id
     where p.tenant_id = $1 and p.id = $2 and s.id = $3 and p.graph_wanted_at > s.queued_at
       and p.graph_walked_at is null`,
    [tenantId, repositoryId, runId],
  );
  return rows.length > 0;
}

/** From now on the repository is shown with all it has. @returns false when it was already, or is not walked yet */
export async function markGraphReady(
  tx: Db,
  { tenantId, repositoryId }: GraphKey,
  now: number,
): Promise<boolean> {
  const rows = await tx.rows(
    `update repository set graph_ready_at = $3
     where tenant_id = $1 and id = $2 and graph_walked_at is not null and graph_ready_at is null returning 1 as one`,
    [tenantId, repositoryId, new Date(now)],
  );
  return rows.length > 0;
}

export async function isGraphReady(db: Db, { tenantId, repositoryId }: GraphKey): Promise<boolean> {
  const rows = await db.rows(
    'select 1 as one from repository where tenant_id = $1 and id = $2 and graph_ready_at is not null',
    [tenantId, repositoryId],
  );
  return rows.length > 0;
}

/** What was read of these repositories is forgotten: they are walked anew. */
export async function forgetGraphs(
  tx: Db,
  tenantId: string,
  repositoryIds: readonly string[],
): Promise<void> {
  for (const table of ['graph_commit', 'graph_merge_request', 'graph_event']) {
    await tx.run(`delete from ${table} where tenant_id = $1 and repository_id = any($2::uuid[])`, [
      tenantId,
      repositoryIds,
    ]);
  }
  await tx.run(
    `update repository set graph_wanted_at = null, graph_walked_at = null, graph_ready_at = null
     where tenant_id = $1 and id = any($2::uuid[])`,
    [tenantId, repositoryIds],
  );
}

export type GraphBranch = { readonly name: string; readonly sha: string };

/** Branches, each at the head up to which its history is complete, the default one first, then by name. */
export async function listGraphBranches(
  db: Db,
  { tenantId, repositoryId }: GraphKey,
  { offset, limit }: { offset: number; limit: number },
): Promise<GraphBranch[]> {
  return db.rows<GraphBranch>(
    `select name, walked_sha as sha from branch
     where tenant_id = $1 and repository_id = $2 and not removed and walked_sha is not null
     order by is_default desc, name collate "C" offset $3 limit $4`,
    [tenantId, repositoryId, offset, limit],
  );
}

export async function findGraphBranch(
  db: Db,
  { tenantId, repositoryId }: GraphKey,
  id: string,
): Promise<GraphBranch | undefined> {
  const [row] = await db.rows<GraphBranch>(
    `select name, walked_sha as sha from branch
     where tenant_id = $1 and repository_id = $2 and id = $3 and not removed and walked_sha is not null`,
    [tenantId, repositoryId, id],
  );
  return row;
}

/** What a follower has to be told of again when it changes: where the branches stand, and the newest event. */
export type GraphFingerprint = { readonly branches: string; readonly event: number };

export async function graphFingerprint(
  db: Db,
  { tenantId, repositoryId }: GraphKey,
): Promise<GraphFingerprint> {
  const [row] = await db.rows<GraphFingerprint>(
    `select (select md5(coalesce(string_agg(id || walked_sha, ' ' order by id), '')) from branch
       where tenant_id = $1 and repository_id = $2 and not removed and walked_sha is not null) as branches,
     (select coalesce(max(id), 0) from graph_event where tenant_id = $1 and repository_id = $2) as event`,
    [tenantId, repositoryId],
  );
  return row ?? { branches: '', event: 0 };
}
