import type { Db } from '../../db/db.ts';
import type { GitlabCommit } from '../../gitlab/commit.schema.ts';

/** The commits a walk has seen, and the parents it still has to see. Kept here, so that memory does not grow with a history. */
export type WalkKey = { readonly tenantId: string; readonly repositoryId: string };

export type SeenPage = { readonly head: string; readonly commits: readonly GitlabCommit[] };

/** Stores pages in one statement. @returns shas that had not been seen before */
export async function storeSeen(
  tx: Db,
  { tenantId, repositoryId }: WalkKey,
  pages: readonly SeenPage[],
): Promise<Set<string>> {
  const shas = new Set<string>();
  const parents: string[] = [];
  const heads: string[] = [];
  const dates: number[] = [];
  for (const { head, commits } of pages) {
    for (const commit of commits) {
      shas.add(commit.sha);
      for (const parent of commit.parents) {
        parents.push(parent);
        heads.push(head);
        dates.push(commit.committedAt);
      }
    }
  }
  const fresh = await tx.rows<{ sha: string }>(storeStatement, [
    tenantId,
    repositoryId,
    [...shas],
    parents,
    heads,
    dates,
  ]);
  return new Set(fresh.map(({ sha }) => sha));
}

const storeStatement = `
  with page as (select decode(sha, 'hex') as sha from unnest($3::text[]) as shown(sha)),
  fresh as (
    insert into walk_commit (tenant_id, repository_id, sha) select $1::uuid, $2::uuid, sha from page
    on conflict do nothing returning sha),
  found as (
    delete from walk_missing m using page p where m.tenant_id = $1 and m.repository_id = $2 and m.sha = p.sha),
  missing as (
    insert into walk_missing (tenant_id, repository_id, sha, head, child_at)
    select distinct on (parent) $1::uuid, $2::uuid, parent, decode(head, 'hex'), child_at
    from (select decode(sha, 'hex') as parent, head, child_at
          from unnest($4::text[], $5::text[], $6::bigint[]) as p(sha, head, child_at)) as p
    where not exists (select from page where page.sha = parent)
      and not exists (select from walk_commit c where c.tenant_id = $1 and c.repository_id = $2 and c.sha = parent)
    order by parent, child_at desc
    on conflict do nothing)
  select encode(sha, 'hex') as sha from fresh`;

/** Which of these walks still miss a parent. */
export async function headsMissingParents(
  tx: Db,
  { tenantId, repositoryId }: WalkKey,
  heads: readonly string[],
): Promise<Set<string>> {
  const rows = await tx.rows<{ head: string }>(
    `select head from unnest($3::text[]) as walk(head) where exists (
       select from walk_missing m
       where m.tenant_id = $1 and m.repository_id = $2 and m.head = decode(walk.head, 'hex'))`,
    [tenantId, repositoryId, heads],
  );
  return new Set(rows.map(({ head }) => head));
}

/** The missing parent with the newest child, as the head of a walk of its own; its ended walk left it behind. */
export async function adoptMissing(
  tx: Db,
  { tenantId, repositoryId }: WalkKey,
  active: readonly string[],
): Promise<string | undefined> {
  const [row] = await tx.rows<{ sha: string }>(
    `update walk_missing set head = sha where tenant_id = $1 and repository_id = $2 and sha = (
       select sha from walk_missing where tenant_id = $1 and repository_id = $2
         and not (encode(head, 'hex') = any($3::text[])) order by child_at desc, sha limit 1)
     returning encode(sha, 'hex') as sha`,
    [tenantId, repositoryId, active],
  );
  return row?.sha;
}

/** Gives up on a sha that GitLab does not have. */
export async function dropUnknown(
  tx: Db,
  { tenantId, repositoryId }: WalkKey,
  shas: readonly string[],
): Promise<void> {
  await tx.run(
    `with gone as (
       delete from walk_missing m using unnest($3::text[]) as u(sha)
       where m.tenant_id = $1 and m.repository_id = $2 and m.sha = decode(u.sha, 'hex'))
     insert into walk_commit (tenant_id, repository_id, sha)
     select $1::uuid, $2::uuid, decode(u.sha, 'hex') from unnest($3::text[]) as u(sha) on conflict do nothing`,
    [tenantId, repositoryId, shas],
  );
}

/**
 * Heads of branches that nothing has shown yet, the newest first: it may show the older ones. `limit 1` keeps the
 * planner, which has no statistics of a walk under way, from reading the whole walk for each branch.
 */
export async function unseenHeads(
  tx: Db,
  { tenantId, repositoryId }: WalkKey,
  limit: number,
): Promise<string[]> {
  const rows = await tx.rows<{ sha: string }>(
    `select head_sha as sha from branch b left join lateral (
       select true as seen from walk_commit c
       where c.tenant_id = $1 and c.repository_id = $2 and c.sha = decode(b.head_sha, 'hex') limit 1) as c on true
     where tenant_id = $1 and repository_id = $2 and not removed and c.seen is null
     group by head_sha order by max(head_at) desc, head_sha limit $3`,
    [tenantId, repositoryId, limit],
  );
  return rows.map(({ sha }) => sha);
}

/** Where a walk begins: the default branch, or the newest branch of a repository without one. */
export async function firstHead(tx: Db, { tenantId, repositoryId }: WalkKey): Promise<string | undefined> {
  const [row] = await tx.rows<{ sha: string }>(
    `select head_sha as sha from branch where tenant_id = $1 and repository_id = $2 and not removed
     order by is_default desc, head_at desc, head_sha limit 1`,
    [tenantId, repositoryId],
  );
  return row?.sha;
}

/** The walk is over, or begins anew. */
export async function forgetWalk(tx: Db, { tenantId, repositoryId }: WalkKey): Promise<void> {
  await tx.run('delete from walk_commit where tenant_id = $1 and repository_id = $2', [
    tenantId,
    repositoryId,
  ]);
  await tx.run('delete from walk_missing where tenant_id = $1 and repository_id = $2', [
    tenantId,
    repositoryId,
  ]);
}
