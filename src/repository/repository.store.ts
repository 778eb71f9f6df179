import type { Db } from '../db/db.ts';
import { jiraRepositoryId, type Repository } from './repository.ts';

export type { Repository } from './repository.ts';

type Row = {
  id: string;
  tenant_id: string;
  account_id: string;
  host_url: string;
  gitlab_project_id: number;
  jira_repository_id: string;
  name: string;
  path: string;
  web_url: string;
  avatar_url: string | null;
  default_branch: string | null;
  enabled: boolean;
  smart_commits: boolean;
  archived: boolean;
  vanished_at: Date | null;
  last_activity_at: Date | null;
  keeps_graph: boolean;
};

const columns = `id, tenant_id, account_id, host_url, gitlab_project_id, jira_repository_id, name, path, web_url,
  avatar_url, default_branch, enabled, smart_commits, archived, vanished_at, last_activity_at,
  graph_wanted_at is not null as keeps_graph`;

function toRepository(row: Row): Repository {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    accountId: row.account_id,
    hostUrl: row.host_url,
    gitlabProjectId: row.gitlab_project_id,
    jiraRepositoryId: row.jira_repository_id,
    name: row.name,
    path: row.path,
    webUrl: row.web_url,
    avatarUrl: row.avatar_url,
    defaultBranch: row.default_branch,
    enabled: row.enabled,
    smartCommits: row.smart_commits,
    archived: row.archived,
    vanishedAt: row.vanished_at?.getTime() ?? null,
    lastActivityAt: row.last_activity_at?.getTime() ?? null,
    keepsGraph: row.keeps_graph,
  };
}

export async function getRepository(
  db: Db,
  tenantId: string,
  repositoryId: string,
): Promise<Repository | undefined> {
  const [row] = await db.rows<Row>(`select ${columns} from repository where tenant_id = $1 and id = $2`, [
    tenantId,
    repositoryId,
  ]);
  return row && toRepository(row);
}

export async function getRepositories(
  db: Db,
  tenantId: string,
  repositoryIds: readonly string[],
): Promise<Repository[]> {
  const rows = await db.rows<Row>(
    `select ${columns} from repository where tenant_id = $1 and id = any($2::uuid[])`,
    [tenantId, repositoryIds],
  );
  return rows.map(toRepository);
}

export type RepositoryQuery = {
  readonly tenantId: string;
  readonly accountId?: string | undefined;
  readonly enabled?: boolean | undefined;
  /** Part of the name or path, any case. */
  readonly search?: string | undefined;
};

/** Repositories that GitLab still shows, by path. */
export async function listRepositories(db: Db, query: RepositoryQuery): Promise<Repository[]> {
  const rows = await db.rows<Row>(
    `select ${columns} from repository
     where tenant_id = $1 and ($2::uuid is null or account_id = $2) and ($3::boolean is null or enabled = $3)
       and vanished_at is null and ($4::text is null or strpos(lower(path || ' ' || name), lower($4)) > 0)
     order by lower(path), id`,
    [query.tenantId, query.accountId ?? null, query.enabled ?? null, query.search ?? null],
  );
  return rows.map(toRepository);
}

/** What GitLab's project list tells of one project. */
export type FoundProject = {
  readonly id: number;
  readonly name: string;
  readonly path: string;
  readonly webUrl: string;
  readonly avatarUrl: string | undefined;
  readonly defaultBranch: string | undefined;
  readonly archived: boolean;
  readonly lastActivityAt: number | undefined;
};

export type UpsertRepositories = {
  readonly tenantId: string;
  readonly accountId: string;
  readonly hostUrl: string;
  /** Switches of repositories not seen before; an admin's choice on a known one stays. */
  readonly enabled: boolean;
  readonly smartCommits: boolean;
  readonly round: number;
  readonly now: number;
  readonly projects: readonly FoundProject[];
};

/** What a repository was called before, and is called now. */
export type Renamed = {
  readonly repositoryId: string;
  readonly from: { readonly webUrl: string; readonly path: string };
  readonly to: { readonly webUrl: string; readonly path: string };
};

/**
 * Stores one page of projects and that this account reaches them; the same project through two accounts is one row.
 * @returns those that had another name, address or picture before
 */
export async function upsertRepositories(tx: Db, input: UpsertRepositories): Promise<Renamed[]> {
  const found = input.projects.map((project) => ({
    id: crypto.randomUUID(),
    gitlab_project_id: project.id,
    jira_repository_id: jiraRepositoryId(input.hostUrl, project.id),
    name: project.name,
    path: project.path,
    web_url: project.webUrl,
    avatar_url: project.avatarUrl ?? null,
    default_branch: project.defaultBranch ?? null,
    archived: project.archived,
    last_activity_at: project.lastActivityAt === undefined ? null : new Date(project.lastActivityAt),
  }));
  return tx.rows<Renamed>(
    `with found as (
       select * from jsonb_to_recordset($6::jsonb) as f(id uuid, gitlab_project_id bigint, jira_repository_id text,
         name text, path text, web_url text, avatar_url text, default_branch text, archived boolean,
         last_activity_at timestamptz)),
     renamed as (
       select p.id as "repositoryId", json_build_object('webUrl', p.web_url, 'path', p.path) as "from",
         json_build_object('webUrl', f.web_url, 'path', f.path) as "to"
       from found f join repository p
         on p.tenant_id = $1 and p.host_url = $3 and p.gitlab_project_id = f.gitlab_project_id
       where (p.name, p.web_url, p.avatar_url) is distinct from (f.name, f.web_url, f.avatar_url)),
     kept as (
       insert into repository (tenant_id, account_id, host_url, enabled, smart_commits, created_at,
         id, gitlab_project_id, jira_repository_id, name, path, web_url, avatar_url, default_branch, archived,
         last_activity_at)
       select $1::uuid, $2::uuid, $3, $4::boolean, $5::boolean, $7::timestamptz, f.* from found f
       on conflict (tenant_id, host_url, gitlab_project_id) do update set
         name = excluded.name, path = excluded.path, web_url = excluded.web_url, avatar_url = excluded.avatar_url,
         default_branch = excluded.default_branch, archived = excluded.archived,
         last_activity_at = excluded.last_activity_at, vanished_at = null
       returning id),
     reached as (
       insert into repository_reach (tenant_id, repository_id, account_id, seen_round, reached_at)
       select $1::uuid, id, $2::uuid, $8, $7::timestamptz from kept
       on conflict (tenant_id, repository_id, account_id) do update set seen_round = excluded.seen_round)
     select * from renamed`,
    [
      input.tenantId,
      input.accountId,
      input.hostUrl,
      input.enabled,
      input.smartCommits,
      JSON.stringify(found),
      new Date(input.now),
      input.round,
    ],
  );
}

export type Switches = {
  readonly enabled?: boolean | undefined;
  readonly smartCommits?: boolean | undefined;
};

/**
 * Sets an admin's switches of a repository that GitLab still shows; what is left out stays. What was pushed while a
 * repository was off is history: it counts as not imported when it is on again. @returns the repository as it is now
 */
export async function setSwitches(
  db: Db,
  { tenantId, repositoryId, enabled, smartCommits }: { tenantId: string; repositoryId: string } & Switches,
): Promise<Repository | undefined> {
  const [row] = await db.rows<Row>(
    `update repository set enabled = coalesce($3, enabled), smart_commits = coalesce($4, smart_commits),
       commits_imported_at = case when $3 and not enabled then null else commits_imported_at end
     where tenant_id = $1 and id = $2 and vanished_at is null returning ${columns}`,
    [tenantId, repositoryId, enabled ?? null, smartCommits ?? null],
  );
  return row && toRepository(row);
}

/**
 * The same for many of one account, which GitLab still shows. @returns the ids of those whose switch was another before
 */
export async function setSwitchesOfMany(
  tx: Db,
  { tenantId, accountId }: { tenantId: string; accountId: string },
  { repositoryIds, enabled, smartCommits }: { repositoryIds: readonly string[] } & Switches,
): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(
    `with chosen as (
       select id from repository
       where tenant_id = $1 and account_id = $2 and id = any($3::uuid[]) and vanished_at is null
         and (enabled <> coalesce($4, enabled) or smart_commits <> coalesce($5, smart_commits))
       order by id for update)
     update repository p set enabled = coalesce($4, enabled), smart_commits = coalesce($5, smart_commits),
       commits_imported_at = case when $4 and not enabled then null else commits_imported_at end
     from chosen where p.tenant_id = $1 and p.id = chosen.id returning p.id`,
    [tenantId, accountId, repositoryIds, enabled ?? null, smartCommits ?? null],
  );
  return rows.map(({ id }) => id);
}

/**
 * A number that grows with every read of this repository. Branches have no `updated_at`: a counter taken before the
 * read is their version, so that a late answer never overwrites a newer one (design, rule 2).
 */
export async function nextReadCounter(db: Db, tenantId: string, repositoryId: string): Promise<number> {
  const [row] = await db.rows<{ read_counter: number }>(
    `update repository set read_counter = read_counter + 1 where tenant_id = $1 and id = $2 returning read_counter`,
    [tenantId, repositoryId],
  );
  return row?.read_counter ?? 0;
}
