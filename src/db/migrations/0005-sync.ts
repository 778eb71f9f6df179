import type { Db } from '../db.ts';

/** Imports as an admin sees them, how far each stream has been read, and what the commit walk has seen so far. */
export async function up(tx: Db): Promise<void> {
  await createRuns(tx);
  await createWalk(tx);
  await createBranches(tx);
}

async function createRuns(tx: Db): Promise<void> {
  await tx.run(`
    create table sync_run (
      tenant_id uuid not null,
      id uuid not null,
      repository_id uuid not null,
      account_id uuid not null,
      mode text not null,
      lower_case_keys boolean not null,
      state text not null check (state in ('queued', 'running', 'stopped', 'failed', 'finished')),
      counts json,
      error text,
      queued_at timestamptz not null,
      started_at timestamptz,
      finished_at timestamptz,
      primary key (tenant_id, id)
    )`);
  await tx.run('create index sync_run_of_repository on sync_run (tenant_id, repository_id, queued_at desc)');
  await tx.run(
    `create index sync_run_active on sync_run (tenant_id, queued_at) where state in ('queued', 'running')`,
  );
  await tx.run('create index sync_run_ended on sync_run (tenant_id, finished_at)');
  await tx.run(`
    create table sync_cursor (
      tenant_id uuid not null,
      repository_id uuid not null,
      stream text not null check (stream in ('branches', 'commits', 'merge_requests', 'files')),
      run_id uuid not null,
      account_id uuid not null,
      state text not null check (state in ('waiting', 'running', 'skipped', 'failed', 'finished')),
      position json,
      read integer not null default 0,
      keyed integer not null default 0,
      requests integer not null default 0,
      total integer,
      waiting_until timestamptz,
      error_code text,
      error text,
      updated_at timestamptz not null,
      primary key (tenant_id, repository_id, stream)
    ) with (fillfactor = 70)`);
  await tx.run(
    `create index sync_cursor_open on sync_cursor (tenant_id, account_id, stream) where state in ('waiting', 'running')`,
  );
}

async function createWalk(tx: Db): Promise<void> {
  // Shas as bytes: a row of 52 bytes for each commit while its repository is being walked, none afterwards.
  await tx.run(`
    create table walk_commit (
      tenant_id uuid not null,
      repository_id uuid not null,
      sha bytea not null,
      primary key (tenant_id, repository_id, sha)
    )`);
  await tx.run(`
    create table walk_missing (
      tenant_id uuid not null,
      repository_id uuid not null,
      sha bytea not null,
      head bytea not null,
      child_at bigint not null,
      primary key (tenant_id, repository_id, sha)
    )`);
}

async function createBranches(tx: Db): Promise<void> {
  await tx.run(`
    create table branch (
      tenant_id uuid not null,
      repository_id uuid not null,
      id text not null,
      name text not null,
      is_default boolean not null,
      head_sha text not null,
      head json not null,
      head_at bigint not null,
      version bigint not null,
      run_id uuid not null,
      primary key (tenant_id, repository_id, id)
    )`);
  // The open merge requests that name an issue: their source branches belong to it too.
  await tx.run(`
    create table open_merge_request (
      tenant_id uuid not null,
      repository_id uuid not null,
      id bigint not null,
      branch_id text not null,
      issue_keys text[] not null,
      run_id uuid not null,
      primary key (tenant_id, repository_id, id)
    )`);
  await tx.run(
    'create index open_merge_request_of_branch on open_merge_request (tenant_id, repository_id, branch_id)',
  );
}
