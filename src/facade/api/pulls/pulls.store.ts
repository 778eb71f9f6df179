import type { Db } from '../../../db/db.ts';
import type { GraphMergeRequest } from '../../../sync/graph/merge-request-graph.store.ts';
import type { Person } from '../shapes.ts';

type Key = { readonly tenantId: string; readonly repositoryId: string };

export type PullQuery = {
  readonly state: 'open' | 'closed' | 'all';
  readonly sort: 'created' | 'updated';
  readonly direction: 'asc' | 'desc';
};

const open = `state in ('opened', 'locked')`;
const filters = { open, closed: `not (${open})`, all: 'true' } as const;
const columns = { created: 'created_at', updated: 'updated_at' } as const;

/** Merge requests in GitHub's order; those of one time by their number. */
export async function listPulls(
  db: Db,
  { tenantId, repositoryId }: Key,
  query: PullQuery & { offset: number; limit: number },
): Promise<GraphMergeRequest[]> {
  const { direction } = query;
  const rows = await db.rows<{ facts: GraphMergeRequest }>(
    `select facts from graph_merge_request
     where tenant_id = $1 and repository_id = $2 and ${filters[query.state]}
     order by ${columns[query.sort]} ${direction}, iid ${direction} offset $3 limit $4`,
    [tenantId, repositoryId, query.offset, query.limit],
  );
  return rows.map(({ facts }) => facts);
}

export async function findPull(
  db: Db,
  { tenantId, repositoryId }: Key,
  iid: number,
): Promise<GraphMergeRequest | undefined> {
  const [row] = await db.rows<{ facts: GraphMergeRequest }>(
    'select facts from graph_merge_request where tenant_id = $1 and repository_id = $2 and iid = $3',
    [tenantId, repositoryId, iid],
  );
  return row?.facts;
}

/** The numbers of those that changed last, the newest first. */
export async function newestPulls(
  db: Db,
  { tenantId, repositoryId }: Key,
  limit: number,
): Promise<{ iid: number; state: string }[]> {
  return db.rows(
    `select iid, state from graph_merge_request where tenant_id = $1 and repository_id = $2
     order by updated_at desc, iid desc limit $3`,
    [tenantId, repositoryId, limit],
  );
}

export type GraphEvent = {
  readonly id: number;
  readonly action: string;
  readonly createdAt: Date;
  /** As it is now. */
  readonly mergeRequest: GraphMergeRequest;
};

/** The newest first; of merge requests that have been deleted nothing is told. */
export async function listEvents(
  db: Db,
  { tenantId, repositoryId }: Key,
  { offset, limit }: { offset: number; limit: number },
): Promise<GraphEvent[]> {
  return db.rows<GraphEvent>(
    `select e.id, e.action, e.created_at as "createdAt", m.facts as "mergeRequest"
     from graph_event e join graph_merge_request m using (tenant_id, repository_id, iid)
     where e.tenant_id = $1 and e.repository_id = $2 order by e.id desc offset $3 limit $4`,
    [tenantId, repositoryId, offset, limit],
  );
}

/** Somebody who took part in a merge request that is kept here. */
export async function findPerson(
  db: Db,
  { tenantId, hostUrl }: { tenantId: string; hostUrl: string },
  username: string,
): Promise<Person | undefined> {
  const [row] = await db.rows<Person>(
    `select username, name, avatar_url as "avatarUrl", web_url as "webUrl" from graph_person
     where tenant_id = $1 and host_url = $2 and username = $3`,
    [tenantId, hostUrl, username],
  );
  return row;
}
