import type { Db } from '../db.ts';

/**
 * The ledger (`entity`, found by issue through `entity_key`), and what the outbox knows of a Jira site.
 * `version`, `sequence` and the times of the ledger are epoch ms: they are compared with the providers' and Jira's.
 */
export async function up(tx: Db): Promise<void> {
  await createLedger(tx);
  await createOutbox(tx);
}

async function createLedger(tx: Db): Promise<void> {
  // Facts are json, not jsonb: never searched, compared as the text they came as, cheaper to write.
  // Rows are updated often and their indexed columns seldom: free space in a page keeps those updates cheap.
  await tx.run(`
    create table entity (
      tenant_id uuid not null,
      repository_id uuid not null,
      kind text not null check (kind in ('commit', 'branch', 'pull_request')),
      id text not null,
      version bigint not null,
      issue_keys text[] not null,
      facts json not null,
      files json,
      file_count integer,
      removed boolean not null default false,
      run_id text,
      seen_at bigint not null,
      state text not null check (state in ('pending', 'sent', 'held', 'rejected', 'gone')),
      lane text not null check (lane in ('live', 'import')),
      queued_at bigint not null,
      sequence bigint not null,
      sent_sequence bigint not null default 0,
      sent_hash text,
      sent_cuts integer not null default 0,
      rejected_reason text,
      primary key (tenant_id, repository_id, kind, id)
    ) with (fillfactor = 85)`);
  await tx.run(`create index entity_pending on entity (tenant_id, lane, queued_at) where state = 'pending'`);
  await tx.run(`create index entity_held on entity (tenant_id, repository_id) where state = 'held'`);
  await tx.run(`create index entity_rejected on entity (tenant_id, repository_id) where state = 'rejected'`);
  await tx.run(`create index entity_gone on entity (tenant_id, queued_at) where state = 'gone'`);
  await tx.run(
    `create index entity_without_files on entity (tenant_id, repository_id)
     where kind = 'commit' and file_count is null and state in ('pending', 'sent')`,
  );
  // Collation C: the keys of one project are a range of bytes.
  await tx.run(`
    create table entity_key (
      tenant_id uuid not null,
      issue_key text collate "C" not null,
      repository_id uuid not null,
      kind text not null,
      id text not null,
      primary key (tenant_id, issue_key, repository_id, kind, id)
    )`);
}

async function createOutbox(tx: Db): Promise<void> {
  await tx.run(`
    create table outbox_lane (
      tenant_id uuid not null,
      lane text not null check (lane in ('live', 'import')),
      failures integer not null default 0,
      waiting_until bigint,
      needs_attention boolean not null default false,
      last_error text,
      primary key (tenant_id, lane)
    )`);
  await tx.run(`
    create table jira_removal (
      tenant_id uuid not null,
      kind text not null check (kind in ('repository', 'account')),
      id text not null,
      sequence bigint not null,
      primary key (tenant_id, kind, id)
    )`);
  await tx.run(`
    create table jira_project (
      tenant_id uuid not null,
      project_key text not null,
      primary key (tenant_id, project_key)
    )`);
  await tx.run(`
    create table jira_project_list (
      tenant_id uuid primary key,
      read_at bigint not null,
      readable boolean not null
    )`);
}
