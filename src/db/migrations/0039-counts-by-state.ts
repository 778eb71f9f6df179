import type { Db } from '../db.ts';

/** Pages count a repository's entities by their state alone, and those that were cut to Jira's limits. */
export async function up(tx: Db): Promise<void> {
  await tx.run('drop index entity_counted');
  // Only who counts says that a state is not empty, so that nothing else takes this index (0038).
  await tx.run(`create index entity_counted on entity (tenant_id, repository_id, state, removed)
    where state <> ''`);
  await tx.run('create index entity_shortened on entity (tenant_id, repository_id) where sent_cuts > 0');
}
