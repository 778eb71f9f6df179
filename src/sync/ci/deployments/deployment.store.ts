import type { Db } from '../../../db/db.ts';

type InRepository = { readonly tenantId: string; readonly repositoryId: string };

/** What commits a deployment brought to its environment. */
export type Brought = {
  /** Shas that name an issue, newest first. */
  readonly commits: readonly string[];
  readonly keys: readonly string[];
};

/** A deployment as far as the next one in its environment, and a second look, need it. */
export type KnownDeployment = {
  readonly id: number;
  /** What the environment ran before: head of its last success among the earlier ones; null where there is none. */
  readonly previousSha: string | null;
  /** What was found when it was looked at, and from which sha on; undefined before that. */
  readonly brought: (Brought & { readonly from: string | null }) | undefined;
  /** Numbers of the merge requests that it shipped; undefined before these were asked for. */
  readonly shipped: readonly number[] | undefined;
};

export type SeenDeployment = {
  readonly id: number;
  readonly environmentId: number;
  readonly sha: string;
  readonly status: string;
  readonly updatedAt: number;
};

/** Keeps how deployments stand; an older answer never overwrites. `now`: epoch ms. */
export async function storeDeployments(
  db: Db,
  { tenantId, repositoryId }: InRepository,
  { deployments, now }: { deployments: readonly SeenDeployment[]; now: number },
): Promise<void> {
  if (deployments.length === 0) return;
  await db.run(
    `insert into deployment as d (tenant_id, repository_id, id, environment_id, sha, status, updated_at, seen_at)
     select distinct on (g.id) $1::uuid, $2::uuid, g.*, $4::bigint
     from json_to_recordset($3::json) as g(id bigint, "environmentId" bigint, sha text, status text,
       "updatedAt" bigint)
     order by g.id, g."updatedAt" desc
     on conflict (tenant_id, repository_id, id) do update set seen_at = excluded.seen_at,
       status = case when excluded.updated_at >= d.updated_at then excluded.status else d.status end,
       updated_at = greatest(d.updated_at, excluded.updated_at)`,
    [
      tenantId,
      repositoryId,
      JSON.stringify(
        deployments.map(({ id, environmentId, sha, status, updatedAt }) => ({
          id,
          environmentId,
          sha,
          status,
          updatedAt,
        })),
      ),
      now,
    ],
  );
}

type Row = {
  id: number;
  previous_sha: string | null;
  from_sha: string | null;
  commits: string[] | null;
  issue_keys: string[] | null;
  shipped: number[] | null;
};

/** By id, with what their environments ran before each of them (as `previous_deployment` of GitLab's own code). */
export async function knownDeployments(
  db: Db,
  { tenantId, repositoryId }: InRepository,
  ids: readonly number[],
): Promise<Map<number, KnownDeployment>> {
  const rows = await db.rows<Row>(
    `select d.id, p.sha as previous_sha, d.from_sha, d.commits, d.issue_keys, d.shipped
     from deployment d left join lateral (
       select sha from deployment
       where tenant_id = $1 and repository_id = $2 and environment_id = d.environment_id and status = 'success'
         and id < d.id order by id desc limit 1) p on true
     where d.tenant_id = $1 and d.repository_id = $2 and d.id = any($3::bigint[])`,
    [tenantId, repositoryId, ids],
  );
  return new Map(rows.map((row) => [row.id, toKnown(row)]));
}

function toKnown({ id, previous_sha, from_sha, commits, issue_keys, shipped }: Row): KnownDeployment {
  const brought =
    commits === null || issue_keys === null ? undefined : { commits, keys: issue_keys, from: from_sha };
  return { id, previousSha: previous_sha, brought, shipped: shipped ?? undefined };
}

/** What an earlier deployment of the same commit to the same environment brought there: the last one of them. */
export async function broughtBefore(
  db: Db,
  { tenantId, repositoryId }: InRepository,
  { id, environmentId, sha }: { id: number; environmentId: number; sha: string },
): Promise<Brought | undefined> {
  const [row] = await db.rows<{ commits: string[]; keys: string[] }>(
    `select commits, issue_keys as keys from deployment
     where tenant_id = $1 and repository_id = $2 and environment_id = $3 and id < $4 and sha = $5
       and issue_keys is not null order by id desc limit 1`,
    [tenantId, repositoryId, environmentId, id, sha],
  );
  return row;
}

/** Keeps what a deployment brought, so that its next status costs no request. */
export async function keepBrought(
  db: Db,
  { tenantId, repositoryId }: InRepository,
  { id, from, commits, keys }: Brought & { readonly id: number; readonly from: string | null },
): Promise<void> {
  await db.run(
    `update deployment set from_sha = $4, commits = $5::text[], issue_keys = $6::text[]
     where tenant_id = $1 and repository_id = $2 and id = $3`,
    [tenantId, repositoryId, id, from, commits, keys],
  );
}

export async function keepShipped(
  db: Db,
  { tenantId, repositoryId }: InRepository,
  { id, shipped }: { id: number; shipped: readonly number[] },
): Promise<void> {
  await db.run(
    'update deployment set shipped = $4::integer[] where tenant_id = $1 and repository_id = $2 and id = $3',
    [tenantId, repositoryId, id, shipped],
  );
}

/** What a complete listing of all changes since then did not show is not there any more. */
export async function dropDeployments(
  tx: Db,
  { tenantId, repositoryId }: InRepository,
  { changedSince, seenBefore }: { changedSince: number; seenBefore: number },
): Promise<void> {
  await tx.run(
    `delete from deployment where tenant_id = $1 and repository_id = $2 and updated_at >= $3 and seen_at < $4`,
    [tenantId, repositoryId, changedSince, seenBefore],
  );
}

/** A deployment is not there any more: no later one begins where it ended. */
export async function dropDeployment(
  tx: Db,
  { tenantId, repositoryId }: InRepository,
  id: number,
): Promise<void> {
  await tx.run('delete from deployment where tenant_id = $1 and repository_id = $2 and id = $3', [
    tenantId,
    repositoryId,
    id,
  ]);
}
