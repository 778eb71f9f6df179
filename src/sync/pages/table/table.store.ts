import type { Db } from '../../../db/db.ts';
import { getRepositories, type Repository } from '../../../repository/repository.store.ts';
import { hasFailed, isShown, triedAgain } from '../../run/run.store.ts';
import type { Show, Sort, TableChoice } from './table-choice.ts';

export type TableQuery = Pick<TableChoice, 'search' | 'show'> & {
  readonly tenantId: string;
  readonly accountId: string;
};

export type TablePart = Pick<TableChoice, 'sort'> & { readonly limit: number; readonly offset: number };

// As the table has them in words: `failed` and `syncing` of the newest run, or of what is left to send, `no-webhook` where
// no event comes. What is tried again has failed, for whoever looks for it.
const conditions: Readonly<Record<Show, string>> = {
  all: '',
  failed: `and p.enabled and exists (
    select from sync_run r where r.tenant_id = $1 and r.repository_id = p.id and (${hasFailed} or ${triedAgain}))`,
  syncing: `and p.enabled and (p.id in (
      select r.repository_id from sync_run r where r.tenant_id = $1 and r.state in ('queued', 'running') and ${isShown})
    or (p.commits_imported_at is null
      and not exists (select from sync_run r where r.tenant_id = $1 and r.repository_id = p.id))
    or exists (
      select from entity e where e.tenant_id = $1 and e.repository_id = p.id and e.state = 'pending' and e.state <> ''))`,
  off: 'and not p.enabled',
  'no-webhook': `and p.enabled and exists (
      select from hook h where h.tenant_id = $1 and h.repository_id = p.id and h.state = 'manual'
        and not exists (select from delivery d where d.tenant_id = $1 and d.hook_id = h.id))
    and not exists (
      select from hook g join delivery d on d.tenant_id = g.tenant_id and d.hook_id = g.id
      where g.tenant_id = $1 and g.account_id = $2 and g.repository_id is null and g.state <> 'removed')`,
};

const orders: Readonly<Record<Sort, string>> = {
  name: 'lower(p.path), p.id',
  'name-desc': 'lower(p.path) desc, p.id desc',
  activity: 'p.last_activity_at desc nulls last, p.id',
  'activity-asc': 'p.last_activity_at asc nulls first, p.id desc',
};

/** How many repositories of an account match, of those that GitLab still shows. */
export async function countMatching(db: Db, query: TableQuery): Promise<number> {
  const [row] = await db.rows<{ count: number }>(
    `select count(*)::int as count from repository p where p.tenant_id = $1 ${filterOf(query)}`,
    valuesOf(query),
  );
  return row?.count ?? 0;
}

/** A part of those that match, in the order that is asked for. */
export async function listMatching(db: Db, query: TableQuery, part: TablePart): Promise<Repository[]> {
  const ids = await matchingIds(db, query, part);
  const repositories = await getRepositories(db, query.tenantId, ids);
  const byId = new Map(repositories.map((repository) => [repository.id, repository]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

export async function matchingIds(db: Db, query: TableQuery, part: TablePart): Promise<string[]> {
  const values = valuesOf(query);
  const limit = `limit $${values.push(part.limit)} offset $${values.push(part.offset)}`;
  const rows = await db.rows<{ id: string }>(
    `select p.id from repository p where p.tenant_id = $1 ${filterOf(query)} order by ${orders[part.sort]} ${limit}`,
    values,
  );
  return rows.map(({ id }) => id);
}

function filterOf({ search, show }: TableQuery): string {
  const like = search === '' ? '' : `and strpos(lower(p.path || ' ' || p.name), lower($3)) > 0`;
  return `and p.account_id = $2 and p.vanished_at is null ${like} ${conditions[show]}`;
}

function valuesOf({ tenantId, accountId, search }: TableQuery): unknown[] {
  return search === '' ? [tenantId, accountId] : [tenantId, accountId, search];
}
