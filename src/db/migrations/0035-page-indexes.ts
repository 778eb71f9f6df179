import type { Db } from '../db.ts';

/**
 * What pages ask of a large ledger, answered from indexes alone (docs/performance.md, "Pages"): how many entities a
 * repository has and in which state; which are the newest of an issue (`shown_at`, epoch ms: when GitLab last changed
 * the entity); when an issue was first worked on and first reached production; how fast an account's import
 * goes.
 */
export async function up(tx: Db): Promise<void> {
  await tx.run(
    'create index entity_counted on entity (tenant_id, repository_id, kind, state, removed, sent_cuts)',
  );
  await tx.run('drop index entity_pending');
  await tx.run(`create index entity_pending on entity (tenant_id, lane, queued_at) include (repository_id)
    where state = 'pending'`);
  // An index answers alone only for what vacuum has seen; a fifth of a large table is too long to wait.
  await tx.run(`alter table entity set
    (autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_insert_scale_factor = 0.02)`);
  await tx.run('alter table entity_key add column shown_at bigint');
  await tx.run(`
    update entity_key k set shown_at = coalesce(e.facts->>'updatedAt', e.facts->>'committedAt',
      e.facts->'lastCommit'->>'committedAt')::bigint
    from entity e
    where e.tenant_id = k.tenant_id and e.repository_id = k.repository_id and e.kind = k.kind and e.id = k.id`);
  await tx.run(
    `create index entity_key_first_commit on entity_key (tenant_id, issue_key, begun_at) where kind = 'commit'`,
  );
  await tx.run(`create index entity_key_first_production on entity_key (tenant_id, issue_key, ended_at)
    where kind = 'deployment' and mark = 'production successful'`);
  await tx.run(`create index sync_run_imported on sync_run (tenant_id, account_id, finished_at)
    where state = 'finished' and mode = 'full'`);
}
