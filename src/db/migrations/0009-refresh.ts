import type { Db } from '../db.ts';

/**
 * What a refresh needs to know: how far the commits of each branch have been read (`walked_sha`), which branches went
 * away and when (`removed`: a late page must not bring them back), who asked for a refresh while one was under way
 * (`again`), and when everything that changes without a trace was listed last (`rotated_at`).
 */
export async function up(tx: Db): Promise<void> {
  await tx.run(
    'alter table branch add column walked_sha text, add column removed boolean not null default false',
  );
  await tx.run(`
    update branch b set walked_sha = head_sha from sync_cursor c
    where c.tenant_id = b.tenant_id and c.repository_id = b.repository_id and c.stream = 'commits'
      and c.state = 'finished'`);
  // Which open merge requests name a branch is asked of the ledger, whose rows have versions (entity_by_source_branch).
  await tx.run('drop table open_merge_request');
  await tx.run(`alter table sync_run add column again text check (again in ('soft', 'full'))`);
  await tx.run(
    'alter table discovery add column begun_at timestamptz, add column again boolean not null default false',
  );
  await tx.run('alter table repository add column rotated_at timestamptz');
  await tx.run(`
    update repository p set rotated_at = (
      select max(r.started_at) from sync_run r
      where r.tenant_id = p.tenant_id and r.repository_id = p.id and r.mode = 'full' and r.state = 'finished')`);
}
