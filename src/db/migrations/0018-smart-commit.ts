import type { Db } from '../db.ts';

/** Commits that ask something of Jira, what came of each command on each issue, and who authors are in Jira. */
export async function up(tx: Db): Promise<void> {
  await tx.run(`
    alter table account
      add column smart_commit_runner text not null default 'app'
        check (smart_commit_runner in ('app', 'jira', 'nobody')),
      add column trusted_authors_only boolean not null default false,
      add column comment_on_failure boolean not null default false`);
  // Commits that were there before are history: only what comes after runs.
  await tx.run('alter table repository add column commits_imported_at timestamptz');
  await tx.run(`
    update repository r set commits_imported_at = f.at
    from (select tenant_id, repository_id, min(finished_at) as at from sync_run
          where state = 'finished' group by tenant_id, repository_id) f
    where f.tenant_id = r.tenant_id and f.repository_id = r.id`);
  await createSmartCommit(tx);
  await createIdentity(tx);
}

async function createSmartCommit(tx: Db): Promise<void> {
  // A sha once per site, whatever fork it turns up in. `place` grows from the oldest to the newest.
  await tx.run(`
    create table smart_commit (
      tenant_id uuid not null,
      sha text not null,
      place bigint generated always as identity,
      repository_id uuid not null,
      line text not null,
      author_name text not null,
      author_email text not null,
      authored_at timestamptz not null,
      url text not null,
      fingerprint text not null,
      seen_at timestamptz not null,
      primary key (tenant_id, sha)
    )`);
  await tx.run('create index smart_commit_twin on smart_commit (tenant_id, fingerprint)');
  await tx.run(`
    create table smart_command (
      tenant_id uuid not null,
      id uuid not null default gen_random_uuid(),
      sha text not null,
      place bigint not null,
      position integer not null,
      issue_key text not null,
      name text not null,
      type text not null check (type in ('comment', 'time', 'transition')),
      argument text not null,
      state text not null check (state in ('waiting', 'running', 'done', 'failed', 'skipped', 'unknown')),
      reason_code text,
      reason text,
      jira_account_id text,
      jira_name text,
      url text,
      attempt json,
      seen_at timestamptz not null,
      started_at timestamptz,
      ended_at timestamptz,
      primary key (tenant_id, id),
      unique (tenant_id, sha, position, issue_key)
    )`);
  await tx.run(`
    create index smart_command_next on smart_command (tenant_id, issue_key, place, position)
      where state in ('waiting', 'running')`);
  await tx.run('create index smart_command_of_issue on smart_command (tenant_id, issue_key, place desc)');
  await tx.run('create index smart_command_newest on smart_command (tenant_id, place desc, position)');
  await tx.run(
    'create index smart_command_of_person on smart_command (tenant_id, jira_account_id, place desc)',
  );
}

async function createIdentity(tx: Db): Promise<void> {
  await tx.run(`
    create table identity_link (
      tenant_id uuid not null,
      host_url text not null,
      gitlab_user_id bigint not null,
      jira_account_id text not null,
      username text not null,
      name text not null,
      linked_at timestamptz not null,
      primary key (tenant_id, host_url, gitlab_user_id),
      unique (tenant_id, host_url, jira_account_id)
    )`);
  // Addresses are compared and never shown: their hashes are enough.
  await tx.run(`
    create table identity_email (
      tenant_id uuid not null,
      host_url text not null,
      email_hash text not null,
      gitlab_user_id bigint not null,
      primary key (tenant_id, host_url, email_hash)
    )`);
  await tx.run(`
    create table author_mapping (
      tenant_id uuid not null,
      author_email text not null,
      jira_account_id text not null,
      jira_name text not null,
      created_at timestamptz not null,
      primary key (tenant_id, author_email)
    )`);
  await tx.run(`
    alter table oauth_state add column purpose text not null default 'account'
      check (purpose in ('account', 'identity'))`);
}
