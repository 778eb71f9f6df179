import type { Db } from '../db.ts';

/**
 * Sites that are written to with OAuth credentials instead of an app; their key is the cloud id. The credentials stand
 * in a row of their own, which the operator replaces as a whole and an uninstallation deletes. `self-hosted` is a
 * Jira of one's own, which may be added before or after this.
 */
export async function up(tx: Db): Promise<void> {
  await tx.run(`
    alter table tenant drop constraint if exists tenant_kind_check,
      add constraint tenant_kind_check check (kind in ('connect', 'forge', 'self-hosted', 'credentials'))`);
  await tx.run(`
    create table jira_credentials (
      tenant_id uuid primary key,
      client_id text not null,
      client_secret text not null
    )`);
}
