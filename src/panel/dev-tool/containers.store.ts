import type { Db } from '../../db/db.ts';

/** A repository as Jira's toolchain knows it, with the account that it came with. */
export type Container = {
  /** Its id in Jira, the same as in what Jira is sent. */
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly avatarUrl: string | null;
  readonly lastActivityAt: Date | null;
  readonly workspaceId: string;
  readonly workspaceName: string;
};

type Query = {
  readonly tenantId: string;
  /** Part of the name or path, any case; empty: all. */
  readonly search: string;
  /** One account alone. */
  readonly workspaceId?: string | undefined;
  readonly limit: number;
  readonly offset: number;
};

const columns = `r.jira_repository_id as id, r.path as name, r.web_url as url, r.avatar_url as "avatarUrl",
  r.last_activity_at as "lastActivityAt", a.id as "workspaceId", coalesce(a.name, a.namespace_path) as "workspaceName"`;
const connected = `r.enabled and r.vanished_at is null and a.state <> 'removed'`;

/** Connected repositories, by path. */
export async function searchContainers(db: Db, query: Query): Promise<Container[]> {
  return db.rows<Container>(
    `select ${columns} from repository r join account a on a.tenant_id = r.tenant_id and a.id = r.account_id
     where r.tenant_id = $1 and ${connected} and ($2::uuid is null or a.id = $2)
       and ($3 = '' or strpos(lower(r.path || ' ' || r.name), lower($3)) > 0)
     order by lower(r.path), r.id limit $4 offset $5`,
    [query.tenantId, query.workspaceId ?? null, query.search, query.limit, query.offset],
  );
}

/** By its id in Jira; undefined for one that is not connected. */
export async function findContainer(
  db: Db,
  { tenantId, id }: { tenantId: string; id: string },
): Promise<Container | undefined> {
  const [row] = await db.rows<Container>(
    `select ${columns} from repository r join account a on a.tenant_id = r.tenant_id and a.id = r.account_id
     where r.tenant_id = $1 and ${connected} and r.jira_repository_id = $2`,
    [tenantId, id],
  );
  return row;
}
