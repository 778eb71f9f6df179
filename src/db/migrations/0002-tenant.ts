import type { Db } from '../db.ts';

/**
 * A Jira site that uses us. `key` is the id its kind gives it (Connect: clientKey), the only thing by which a later
 * installation finds the row again; every other fact is replaced by it.
 */
export async function up(tx: Db): Promise<void> {
  await tx.run(`
    create table tenant (
      tenant_id uuid primary key,
      kind text not null check (kind in ('connect')),
      key text not null,
      base_url text not null,
      display_url text not null,
      state text not null check (state in ('active', 'disabled', 'uninstalled')),
      shared_secret text,
      oauth_client_id text,
      cloud_id text,
      created_at timestamptz not null,
      installed_at timestamptz not null,
      uninstalled_at timestamptz,
      erase_at timestamptz,
      unique (kind, key)
    )`);
}
