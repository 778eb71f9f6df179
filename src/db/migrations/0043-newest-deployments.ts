import type { Db } from '../db.ts';

/**
 * The newest deployment of an issue in each state of each type of environment, however many there are, and the first
 * one that reached production: one index for both, in place of the second's own (0035).
 */
export async function up(tx: Db): Promise<void> {
  await tx.run(`create index entity_key_deployed
    on entity_key (tenant_id, issue_key, mark, ended_at desc nulls last, begun_at desc nulls last)
    where kind = 'deployment'`);
  await tx.run('drop index entity_key_first_production');
}
