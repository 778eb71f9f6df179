import type { Db } from '../../../db/db.ts';

/** A repository in which something can be made. */
export type Connected = {
  readonly id: string;
  readonly name: string;
  /** `group/subgroup/project` */
  readonly path: string;
  /** Whether something of the issue is in it already. */
  readonly isOfIssue: boolean;
};

export type ConnectedQuery = {
  readonly tenantId: string;
  /** Those of the issue: a moved one has several. */
  readonly issueKeys: readonly string[];
  /** Part of the name or path, any case; empty: all. */
  readonly search: string;
  readonly limit: number;
  readonly offset: number;
};

/** Repositories that are switched on and that GitLab shows: those of the issue first, then those with news. */
export async function connectedRepositories(db: Db, query: ConnectedQuery): Promise<Connected[]> {
  return db.rows<Connected>(
    `with of_issue as (
       select distinct repository_id from (
         select repository_id from entity_key where tenant_id = $1 and issue_key = any($2::text[]) limit 2000) k)
     select r.id, r.name, r.path, o.repository_id is not null as "isOfIssue"
     from repository r
     join account a on a.tenant_id = r.tenant_id and a.id = r.account_id and a.state in ('active', 'needs_authorization')
     left join of_issue o on o.repository_id = r.id
     where r.tenant_id = $1 and r.enabled and not r.archived and r.vanished_at is null
       and ($3 = '' or strpos(lower(r.path || ' ' || r.name), lower($3)) > 0)
     order by o.repository_id is null, r.last_activity_at desc nulls last, r.id
     limit $4 offset $5`,
    [query.tenantId, query.issueKeys, query.search, query.limit, query.offset],
  );
}

/** Whether a repository has anything of an issue. */
export async function isOfIssue(
  db: Db,
  {
    tenantId,
    issueKeys,
    repositoryId,
  }: Pick<ConnectedQuery, 'tenantId' | 'issueKeys'> & { repositoryId: string },
): Promise<boolean> {
  const rows = await db.rows(
    'select from entity_key where tenant_id = $1 and issue_key = any($2::text[]) and repository_id = $3 limit 1',
    [tenantId, issueKeys, repositoryId],
  );
  return rows.length > 0;
}
