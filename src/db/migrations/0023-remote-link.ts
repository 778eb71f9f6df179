import type { Db } from '../db.ts';

/**
 * Remote issue links that a self-hosted Jira has of us, or may have: a row is there before Jira is asked, so that a link
 * whose answer was lost is removed with its source all the same. `hash` is null until Jira has said that it has it.
 */
export async function up(tx: Db): Promise<void> {
  await tx.run(`
    create table remote_link (
      tenant_id uuid not null,
      entity_key text not null,
      issue_key text not null,
      api text not null,
      account_id uuid not null,
      jira_repository_id text not null,
      sequence bigint not null,
      hash text,
      primary key (tenant_id, entity_key, issue_key)
    )`);
  await tx.run('create index remote_link_repository on remote_link (tenant_id, jira_repository_id)');
  await tx.run('create index remote_link_account on remote_link (tenant_id, account_id)');
}
