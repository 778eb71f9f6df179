import type { Db } from '../db.ts';

/** GitLab projects that are mirrored, which accounts reach them, and how far the listing of an account has come. */
export async function up(tx: Db): Promise<void> {
  await tx.run(`
    create table repository (
      tenant_id uuid not null,
      id uuid not null,
      account_id uuid not null,
      host_url text not null,
      gitlab_project_id bigint not null,
      jira_repository_id text not null,
      name text not null,
      path text not null,
      web_url text not null,
      avatar_url text,
      default_branch text,
      enabled boolean not null,
      smart_commits boolean not null,
      archived boolean not null default false,
      vanished_at timestamptz,
      last_activity_at timestamptz,
      read_counter bigint not null default 0,
      created_at timestamptz not null,
      primary key (tenant_id, id),
      unique (tenant_id, host_url, gitlab_project_id)
    )`);
  await tx.run('create index repository_of_account on repository (tenant_id, account_id, name, id)');
  // Two accounts may reach the same GitLab project: it is one repository, and outlives the first of them.
  await tx.run(`
    create table repository_reach (
      tenant_id uuid not null,
      repository_id uuid not null,
      account_id uuid not null,
      seen_round bigint not null,
      reached_at timestamptz not null,
      primary key (tenant_id, repository_id, account_id)
    )`);
  await tx.run(
    'create index repository_reach_of_account on repository_reach (tenant_id, account_id, seen_round)',
  );
  await tx.run(`
    create table discovery (
      tenant_id uuid not null,
      account_id uuid not null,
      round bigint not null,
      state text not null,
      next_page integer,
      found integer not null default 0,
      waiting_until timestamptz,
      error text,
      updated_at timestamptz not null,
      primary key (tenant_id, account_id)
    )`);
}
