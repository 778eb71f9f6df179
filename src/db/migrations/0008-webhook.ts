import type { Db } from '../db.ts';

/** Our webhooks in GitLab, and which events came through them (7 days). */
export async function up(tx: Db): Promise<void> {
  // The id is the unguessable part of the hook's address. A row without a repository is of the account's whole group.
  await tx.run(`
    create table hook (
      tenant_id uuid not null,
      id uuid not null,
      account_id uuid not null,
      repository_id uuid,
      owner_id bigint not null,
      gitlab_hook_id bigint,
      secret text not null,
      signing_secret text not null,
      signed boolean not null default false,
      state text not null check (state in ('pending', 'active', 'manual', 'removed')),
      problem text,
      settings_key text,
      retry_at timestamptz,
      alert_status text,
      missed_from timestamptz,
      missed_until timestamptz,
      checked_at timestamptz,
      made_at timestamptz not null,
      primary key (tenant_id, id)
    )`);
  await tx.run(`create unique index hook_of_group on hook (tenant_id, account_id)
    where repository_id is null and state <> 'removed'`);
  await tx.run(`create unique index hook_of_repository on hook (tenant_id, repository_id)
    where repository_id is not null and state <> 'removed'`);
  await tx.run('create index hook_of_account on hook (tenant_id, account_id, state)');
  await tx.run(`
    create table delivery (
      tenant_id uuid not null,
      hook_id uuid not null,
      id text not null,
      event text not null,
      about text not null,
      outcome text not null,
      received_at timestamptz not null,
      primary key (tenant_id, hook_id, id)
    )`);
  await tx.run('create index delivery_by_hook on delivery (tenant_id, hook_id, received_at)');
  await tx.run('create index delivery_by_age on delivery (tenant_id, received_at)');
}
