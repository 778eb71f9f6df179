import type { Db } from '../db.ts';

/** What pages ask of a large ledger, once more (0035): the newest of each kind of an issue, and a webhook's calls for a project. */
export async function up(tx: Db): Promise<void> {
  await tx.run('drop index entity_counted');
  // Only who counts says that a state is not empty, so that nothing else takes this index: while the table has no
  // statistics, as in a first import, the planner takes one that begins with (tenant_id, repository_id, kind) for as
  // good as the primary key, and reads the repository for each row that it looks for.
  await tx.run(`create index entity_counted on entity (tenant_id, repository_id, kind, state, removed, sent_cuts)
    where state <> ''`);
  // Of a database that ran the days between, in which 0035 made these two itself.
  await tx.run('drop index if exists entity_key_newest, delivery_of_project');
  await tx.run(`create index entity_key_newest
    on entity_key (tenant_id, issue_key, kind, shown_at desc nulls last, id) include (repository_id)`);
  await tx.run('create index delivery_of_project on delivery (tenant_id, hook_id, project_id, received_at)');
}
