import type { Db } from '../db.ts';

/** How branches and merge requests are made from Jira, and the access of people who act in GitLab as themselves. */
export async function up(tx: Db): Promise<void> {
  await tx.run(`
    alter table account
      add column branch_template text not null default '{key}-{summary}',
      add column merge_request_template text not null default '{key} {summary}',
      add column creates_as_account boolean not null default false`);
  // Of the same shape as account_token, and renewed in the same way. \`account_id\`: whose application it was given to.
  await tx.run(`
    create table person_token (
      tenant_id uuid not null,
      id uuid not null default gen_random_uuid(),
      host_url text not null,
      jira_account_id text not null,
      account_id uuid not null,
      allowed_at timestamptz not null,
      pair_id uuid not null,
      access_token text not null,
      refresh_token text not null,
      expires_at timestamptz not null,
      refused boolean not null default false,
      lease_holder uuid,
      lease_until timestamptz,
      primary key (tenant_id, id),
      unique (tenant_id, host_url, jira_account_id)
    )`);
  await tx.run('create index person_token_of_account on person_token (tenant_id, account_id)');
  await tx.run(`
    alter table oauth_state drop constraint oauth_state_purpose_check,
      add constraint oauth_state_purpose_check check (purpose in ('account', 'identity', 'act'))`);
  // Sealed, for nobody but the person: what is compared is the hash beside it. Null of links made before.
  await tx.run('alter table identity_email add column address text');
}
