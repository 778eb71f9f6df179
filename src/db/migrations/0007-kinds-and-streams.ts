import type { Db } from '../db.ts';

/**
 * Builds, deployments and feature flags in the ledger and as streams; and where the next refresh of a stream begins
 * (`sync_mark`: written when a stream has been read to its end, kept when a run replaces another).
 */
export async function up(tx: Db): Promise<void> {
  await tx.run('alter table entity drop constraint entity_kind_check');
  await tx.run(`alter table entity add constraint entity_kind_check
    check (kind in ('commit', 'branch', 'pull_request', 'build', 'deployment', 'feature_flag'))`);
  await tx.run('alter table sync_cursor drop constraint sync_cursor_stream_check');
  await tx.run(`alter table sync_cursor add constraint sync_cursor_stream_check check (stream in
    ('branches', 'commits', 'merge_requests', 'pipelines', 'deployments', 'feature_flags', 'files'))`);
  await tx.run(`
    create table sync_mark (
      tenant_id uuid not null,
      repository_id uuid not null,
      stream text not null,
      mark json not null,
      updated_at timestamptz not null,
      primary key (tenant_id, repository_id, stream)
    )`);
  // Which issues a pipeline or deployment belongs to is asked of the ledger: by the merge request's number or branch.
  await tx.run(
    `create index entity_by_number on entity (tenant_id, repository_id, ((facts->>'iid')::bigint))
     where kind = 'pull_request'`,
  );
  await tx.run(
    `create index entity_by_source_branch on entity (tenant_id, repository_id, (facts->>'sourceBranch'))
     where kind = 'pull_request'`,
  );
}
