import type { Db } from '../db.ts';

/**
 * Jira has an API for each of development information, builds, deployments and feature flags. A lane waits for each by
 * itself, and what Jira is to forget says which of them holds it: an account in all four, and one by one the builds,
 * deployments and flags of a repository, which no call removes as a whole.
 */
export async function up(tx: Db): Promise<void> {
  const apis = `check (api in ('devinfo', 'builds', 'deployments', 'feature_flags'))`;
  await tx.run(`alter table outbox_lane add column api text not null default 'devinfo' ${apis}`);
  await tx.run('alter table outbox_lane drop constraint outbox_lane_pkey');
  await tx.run('alter table outbox_lane add primary key (tenant_id, lane, api)');
  await tx.run(`alter table jira_removal add column api text not null default 'devinfo' ${apis}`);
  await tx.run('alter table jira_removal drop constraint jira_removal_kind_check');
  await tx.run(`alter table jira_removal add constraint jira_removal_kind_check
    check (kind in ('repository', 'account', 'entity'))`);
  await tx.run('alter table jira_removal drop constraint jira_removal_pkey');
  await tx.run('alter table jira_removal add primary key (tenant_id, kind, api, id)');
}
