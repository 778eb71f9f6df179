import type { Db } from '../db.ts';

/**
 * The operator's one-time links to the page where a self-hosted Jira is set up, and the browsers that have opened one.
 * They are of no site: there is none before the page is done.
 */
export async function up(tx: Db): Promise<void> {
  await tx.run(`
    create table set_up (
      secret_hash text primary key,
      holder text not null check (holder in ('link', 'browser')),
      ends_at timestamptz not null
    )`);
}
