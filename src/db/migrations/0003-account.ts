import type { Db } from '../db.ts';

/** Linked GitLab namespaces, their single-use token pairs with the refresh lease, and authorizations under way. */
export async function up(tx: Db): Promise<void> {
  await createAccount(tx);
  await createAuthorization(tx);
}

async function createAccount(tx: Db): Promise<void> {
  await tx.run(`
    create table account (
      tenant_id uuid not null,
      id uuid not null default gen_random_uuid(),
      host_url text not null,
      namespace_path text not null,
      namespace_kind text check (namespace_kind in ('group', 'user')),
      namespace_id bigint,
      name text,
      avatar_url text,
      web_url text,
      gitlab_version text,
      enterprise boolean not null default false,
      owner_id bigint,
      owner_username text,
      owner_name text,
      client_id text not null,
      client_secret text not null,
      state text not null check (state in ('pending', 'active', 'needs_authorization', 'removed')),
      problem text,
      auto_link boolean not null,
      smart_commits boolean not null,
      include_archived boolean not null default false,
      lower_case_keys boolean not null default false,
      created_at timestamptz not null,
      authorized_at timestamptz,
      primary key (tenant_id, id),
      check (state = 'pending' or (namespace_kind is not null and namespace_id is not null and owner_id is not null))
    )`);
  await tx.run(`
    create unique index account_path on account (tenant_id, host_url, lower(namespace_path)) where state <> 'removed'`);
  await tx.run(`
    create unique index account_namespace on account (tenant_id, host_url, namespace_kind, namespace_id)
      where state <> 'removed' and namespace_id is not null`);
}

async function createAuthorization(tx: Db): Promise<void> {
  await tx.run(`
    create table account_token (
      tenant_id uuid not null,
      account_id uuid not null,
      pair_id uuid not null,
      access_token text not null,
      refresh_token text not null,
      expires_at timestamptz not null,
      refused boolean not null default false,
      lease_holder uuid,
      lease_until timestamptz,
      primary key (tenant_id, account_id)
    )`);
  await tx.run(`
    create table oauth_state (
      tenant_id uuid not null,
      state_hash text not null,
      account_id uuid not null,
      admin text not null,
      verifier text not null,
      browser_hash text,
      expires_at timestamptz not null,
      used_at timestamptz,
      primary key (tenant_id, state_hash)
    )`);
}
