import type { Db } from '../db.ts';

/**
 * How a self-hosted Jira has let the app in: the incoming link its administrator made, the authorizations of the app's
 * own user (`holder` "service") and of people ("user <key>"), and those under way. A personal access token has no
 * second token and is not renewed.
 */
export async function up(tx: Db): Promise<void> {
  await tx.run(`
    create table self_hosted_client (
      tenant_id uuid primary key,
      client_id text not null,
      client_secret text not null
    )`);
  await tx.run(`
    create table self_hosted_token (
      tenant_id uuid not null,
      holder text not null,
      jira_account_id text not null,
      jira_name text not null,
      pair_id uuid not null,
      access_token text not null,
      refresh_token text,
      expires_at timestamptz,
      problem text,
      lease_holder uuid,
      lease_until timestamptz,
      authorized_at timestamptz not null,
      primary key (tenant_id, holder)
    )`);
  await tx.run(`
    create table self_hosted_state (
      tenant_id uuid not null,
      state_hash text not null,
      purpose text not null check (purpose in ('service', 'person')),
      verifier text not null,
      return_path text,
      browser_hash text,
      expires_at timestamptz not null,
      primary key (tenant_id, state_hash)
    )`);
}
