import type { Db } from '../../db/db.ts';

/** What is known of a site's projects. `readAt` is epoch ms; `keys` null where the app may not read them. */
export type ProjectList = { readonly readAt: number; readonly keys: ReadonlySet<string> | null };

export async function projectList(db: Db, tenantId: string): Promise<ProjectList | undefined> {
  const [list] = await db.rows<{ readAt: number; readable: boolean; keys: string[] }>(
    `select read_at as "readAt", readable,
       array(select project_key from jira_project where tenant_id = $1) as keys
     from jira_project_list where tenant_id = $1`,
    [tenantId],
  );
  return list && { readAt: list.readAt, keys: list.readable ? new Set(list.keys) : null };
}

/** Stores what was read and gives the keys that were not known before. */
export async function saveProjectList(
  tx: Db,
  tenantId: string,
  { readAt, keys }: { readAt: number; keys: readonly string[] | null },
): Promise<string[]> {
  await tx.run(
    `insert into jira_project_list (tenant_id, read_at, readable) values ($1, $2, $3)
     on conflict (tenant_id) do update set read_at = excluded.read_at, readable = excluded.readable`,
    [tenantId, readAt, keys !== null],
  );
  if (keys === null) return [];
  await tx.run('delete from jira_project where tenant_id = $1 and project_key <> all ($2::text[])', [
    tenantId,
    keys,
  ]);
  const added = await tx.rows<{ key: string }>(
    `insert into jira_project (tenant_id, project_key) select $1::uuid, unnest($2::text[])
     on conflict do nothing returning project_key as key`,
    [tenantId, keys],
  );
  return added.map(({ key }) => key);
}

/** Entities that name one of these projects are looked at again; those whose payload stays the same are not sent. */
export async function requeueProjects(
  tx: Db,
  { tenantId, keys, now }: { tenantId: string; keys: readonly string[]; now: number },
): Promise<void> {
  // "." is the byte after "-": all keys of the project, and of no other, lie between.
  await tx.run(
    `with naming as materialized (
       select distinct k.tenant_id, k.repository_id, k.kind, k.id
       from unnest($2::text[]) as project cross join lateral (
         select * from entity_key where tenant_id = $1
           and issue_key >= project || '-' and issue_key < project || '.') k)
     update entity e set state = 'pending', lane = 'import', queued_at = $3,
       sequence = greatest(e.sequence + 1, $3::bigint)
     from naming n
     where e.tenant_id = n.tenant_id and e.repository_id = n.repository_id and e.kind = n.kind and e.id = n.id
       and e.state in ('held', 'sent') and not e.removed`,
    [tenantId, keys, now],
  );
}

/**
 * Held entities that name a project which the site has are looked at again; all of them where its projects cannot be
 * read. One may have been held by a list that the other lane was just replacing.
 * @returns whether there were any
 */
export async function requeueHeld(
  tx: Db,
  { tenantId, now }: { tenantId: string; now: number },
): Promise<boolean> {
  const [row] = await tx.rows<{ count: number }>(
    `with again as (
       update entity e set state = 'pending', lane = 'import', queued_at = $2,
         sequence = greatest(e.sequence + 1, $2::bigint)
       where e.tenant_id = $1 and e.state = 'held' and not e.removed and (
         not exists (select from jira_project_list where tenant_id = $1 and readable)
         or exists (select from unnest(e.issue_keys) as key join jira_project p
                      on p.tenant_id = $1 and p.project_key = split_part(key, '-', 1)))
       returning 1)
     select count(*)::int as count from again`,
    [tenantId, now],
  );
  return row !== undefined && row.count > 0;
}

export async function anyHeld(db: Db, tenantId: string): Promise<boolean> {
  const rows = await db.rows(`select 1 as one from entity where tenant_id = $1 and state = 'held' limit 1`, [
    tenantId,
  ]);
  return rows.length > 0;
}
