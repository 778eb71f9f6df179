import type { Db } from '../db.ts';

/**
 * Who is signed in to pages that no Jira shows, and the one-time links that sign an operator's guest in. Both are kept
 * as hashes: a copy of the database signs nobody in.
 */
export async function up(tx: Db): Promise<void> {
  await tx.run(`
    create table session (
      tenant_id uuid not null,
      id_hash text not null,
      account_id text not null,
      name text not null,
      created_at timestamptz not null,
      used_at timestamptz not null,
      ends_at timestamptz not null,
      primary key (tenant_id, id_hash)
    )`);
  await tx.run(`
    create table sign_in_link (
      tenant_id uuid not null,
      token_hash text not null,
      ends_at timestamptz not null,
      primary key (tenant_id, token_hash)
    )`);
}
