import type { Db } from '../../db/db.ts';

/** A repository as the connector is shown it. Times are epoch ms. */
export type ServedRepository = {
  readonly id: string;
  readonly tenantId: string;
  readonly gitlabProjectId: number;
  readonly path: string;
  readonly webUrl: string;
  readonly defaultBranch: string | null;
  readonly archived: boolean;
  readonly createdAt: number;
  readonly lastActivityAt: number | null;
  /** All it has has been read: until then it is shown without branches and merge requests. */
  readonly isReady: boolean;
};

type Row = {
  id: string;
  gitlab_project_id: number;
  path: string;
  web_url: string;
  default_branch: string | null;
  archived: boolean;
  created_at: Date;
  last_activity_at: Date | null;
  is_ready: boolean;
};

const columns = `p.id, p.gitlab_project_id, p.path, p.web_url, p.default_branch, p.archived, p.created_at,
  p.last_activity_at, p.graph_ready_at is not null as is_ready`;

const toServed = (row: Row, tenantId: string): ServedRepository => ({
  id: row.id,
  tenantId,
  gitlabProjectId: row.gitlab_project_id,
  path: row.path,
  webUrl: row.web_url,
  defaultBranch: row.default_branch,
  archived: row.archived,
  createdAt: row.created_at.getTime(),
  lastActivityAt: row.last_activity_at?.getTime() ?? null,
  isReady: row.is_ready,
});

type AccountKey = { readonly tenantId: string; readonly accountId: string };

/** What the account reaches, GitLab still shows and nobody has switched off, by path. */
export async function listServed(
  db: Db,
  { tenantId, accountId }: AccountKey,
  { offset, limit }: { offset: number; limit: number },
): Promise<ServedRepository[]> {
  const rows = await db.rows<Row>(
    `select ${columns} from repository_reach r join repository p on p.tenant_id = r.tenant_id and p.id = r.repository_id
     where r.tenant_id = $1 and r.account_id = $2 and p.enabled and p.vanished_at is null
     order by lower(p.path), p.id offset $3 limit $4`,
    [tenantId, accountId, offset, limit],
  );
  return rows.map((row) => toServed(row, tenantId));
}

/** By its path. Another account of the site may own it, having linked it first. */
export async function findServed(
  db: Db,
  { tenantId, accountId }: AccountKey,
  path: string,
): Promise<ServedRepository | undefined> {
  const [row] = await db.rows<Row>(
    `select ${columns} from account a
     join repository p on p.tenant_id = a.tenant_id and p.account_id = a.id and lower(p.path) = lower($3)
       and p.vanished_at is null
     join repository_reach r on r.tenant_id = p.tenant_id and r.repository_id = p.id and r.account_id = $2
     where a.tenant_id = $1 and p.enabled limit 1`,
    [tenantId, accountId, path],
  );
  return row && toServed(row, tenantId);
}
