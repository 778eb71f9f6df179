import type { Db } from '../db.ts';

/** A run that goes on after it was stopped or has failed has several turns: how long it was at work in those before. */
export async function up(tx: Db): Promise<void> {
  await tx.run(
    'alter table sync_run add column turn_at timestamptz, add column worked_ms bigint not null default 0',
  );
  await tx.run(`
    update sync_run set turn_at = case when state = 'running' then started_at end,
      worked_ms = coalesce(greatest(0, extract(epoch from finished_at - started_at) * 1000), 0)::bigint`);
}
