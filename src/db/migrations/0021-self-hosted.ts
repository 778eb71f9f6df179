import type { Db } from '../db.ts';

/**
 * Jira sites that somebody runs by themselves, found by their base URL. The kinds of sites are named in one place, of
 * whatever step brings what each needs.
 */
export async function up(tx: Db): Promise<void> {
  await tx.run(`
    alter table tenant drop constraint tenant_kind_check,
      add constraint tenant_kind_check check (kind in ('connect', 'forge', 'self-hosted', 'credentials'))`);
  await tx.run(`
    create table self_hosted_site (
      tenant_id uuid primary key,
      name text not null,
      version text,
      looked_at timestamptz
    )`);
}
