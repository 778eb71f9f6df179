import type { Db } from '../db.ts';

/**
 * What GitLab's events name and nobody has looked at yet: a thing once, however many events name it. `counter` grows
 * with each, so that one that comes while the thing is being read is not forgotten.
 */
export async function up(tx: Db): Promise<void> {
  await tx.run(`
    create table live_change (
      tenant_id uuid not null,
      repository_id uuid not null,
      kind text not null check (kind in ('branch', 'merge_request', 'pipeline', 'deployment', 'feature_flags')),
      id text not null,
      due_at timestamptz not null,
      counter integer not null default 1,
      tries integer not null default 0,
      primary key (tenant_id, repository_id, kind, id)
    ) with (fillfactor = 70)`);
}
