import type { Db } from '../db.ts';

/**
 * What the page of a Jira project counts stands beside the keys, so that its figures are read from indexes alone.
 *
 * `begun_at` (epoch ms): when a commit was made, a merge request opened, a pipeline created. `mark`: the state of what
 * has one; of a deployment the type of its environment before it (`production successful`). `ended_at` (epoch ms):
 * when a merge request was merged or a deployment ended, null while neither is so. `is_first`: of the keys of one
 * project that an entity names, one stands for it, so that it is counted once.
 */
export async function up(tx: Db): Promise<void> {
  await tx.run(`
    alter table entity_key
      add column project_key text collate "C" generated always as (split_part(issue_key, '-', 1)) stored,
      add column begun_at bigint,
      add column mark text,
      add column ended_at bigint,
      add column is_first boolean not null default false`);
  // What is counted is read from indexes alone where PostgreSQL knows that pages of the table are visible to all, and
  // only a vacuum tells it: a table that mostly grows would wait long for one.
  await tx.run('alter table entity_key set (autovacuum_vacuum_insert_scale_factor = 0.02)');
  await fillFromLedger(tx);
  await tx.run(`
    create index entity_key_begun on entity_key (tenant_id, project_key, kind, begun_at)
      where is_first and kind in ('commit', 'pull_request', 'build')`);
  await tx.run(`
    create index entity_key_open on entity_key (tenant_id, project_key, begun_at, repository_id, id)
      where is_first and kind = 'pull_request' and mark = 'opened'`);
  await tx.run(`
    create index entity_key_ended on entity_key (tenant_id, project_key, kind, mark, ended_at)
      include (issue_key, is_first) where ended_at is not null`);
}

/** As the ledger writes them from now on (dev-info/ledger.store.ts). */
async function fillFromLedger(tx: Db): Promise<void> {
  await tx.run(`
    update entity_key k set begun_at = n.begun_at, mark = n.mark, ended_at = n.ended_at, is_first = n.is_first
    from (
      select e.tenant_id, e.repository_id, e.kind, e.id, key,
        coalesce(f."committedAt", f."createdAt") as begun_at,
        case when e.kind = 'deployment' then concat(f.environment->>'type', ' ', f.state) else f.state end as mark,
        case when e.kind = 'pull_request' and f.state = 'merged'
            or e.kind = 'deployment' and f.state in ('successful', 'failed', 'cancelled')
          then f."updatedAt" end as ended_at,
        1 = row_number() over (
          partition by e.tenant_id, e.repository_id, e.kind, e.id, split_part(key, '-', 1) order by place) as is_first
      from entity e
      cross join lateral json_to_record(e.facts) as f(
        "committedAt" bigint, "createdAt" bigint, "updatedAt" bigint, state text, environment json)
      cross join lateral unnest(e.issue_keys) with ordinality as named(key, place)
      where not e.removed and e.kind in ('commit', 'pull_request', 'build', 'deployment')
    ) n
    where k.tenant_id = n.tenant_id and k.issue_key = n.key and k.repository_id = n.repository_id
      and k.kind = n.kind and k.id = n.id`);
}
