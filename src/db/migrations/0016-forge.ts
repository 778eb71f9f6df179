import type { Db } from '../db.ts';

/**
 * Sites that have the app through Forge. What every call brings anew, and a re-installation replaces, stands in a row
 * of its own; the tenant itself is found by cloud id and environment, which stay.
 */
export async function up(tx: Db): Promise<void> {
  await tx.run(`
    alter table tenant drop constraint tenant_kind_check,
      add constraint tenant_kind_check check (kind in ('connect', 'forge'))`);
  await tx.run('create index tenant_of_cloud on tenant (cloud_id) where cloud_id is not null');
  await tx.run(`
    create table forge_installation (
      tenant_id uuid primary key,
      installation_id text not null,
      environment_id text not null,
      environment_type text not null,
      app_version text not null,
      system_token text,
      system_token_at timestamptz,
      license_active boolean
    )`);
}
