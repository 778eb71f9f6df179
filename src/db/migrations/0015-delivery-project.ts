import type { Db } from '../db.ts';

/** Which GitLab project an event was about: a group's webhook tells of many. */
export async function up(tx: Db): Promise<void> {
  await tx.run('alter table delivery add column project_id bigint');
}
