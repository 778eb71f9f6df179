import type { Db } from '../db.ts';

/**
 * What has been deployed where, so that a deployment is linked to what is new in it, and which tier GitLab gives an
 * environment. `updated_at` is the provider's and `seen_at` ours, epoch ms. `from_sha` is what the environment ran before: null where
 * nothing did, and `commits` and `issue_keys` are what was found between the two (null: not looked for yet).
 */
export async function up(tx: Db): Promise<void> {
  await tx.run(`
    create table deployment (
      tenant_id uuid not null,
      repository_id uuid not null,
      id bigint not null,
      environment_id bigint not null,
      sha text not null,
      status text not null,
      updated_at bigint not null,
      from_sha text,
      commits text[],
      issue_keys text[],
      shipped integer[],
      seen_at bigint not null,
      primary key (tenant_id, repository_id, id)
    )`);
  await tx.run(
    `create index deployment_success on deployment (tenant_id, repository_id, environment_id, id)
     where status = 'success'`,
  );
  await tx.run(`
    create table environment (
      tenant_id uuid not null,
      repository_id uuid not null,
      id bigint not null,
      name text not null,
      tier text,
      read_at bigint not null,
      primary key (tenant_id, repository_id, id)
    )`);
  await tx.run(`alter table account add column environment_rules text not null default ''`);
}
