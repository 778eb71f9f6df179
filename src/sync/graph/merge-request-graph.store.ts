import type { Db } from '../../db/db.ts';
import type { GitlabMergeRequest, GitlabPerson } from '../../gitlab/merge-request.schema.ts';
import type { GraphKey } from './commit-graph.store.ts';

/** A merge request as GitLab told it last, whether it names an issue or not. */
export type GraphMergeRequest = Omit<GitlabMergeRequest, 'mergedAt'>;

type Stored = { readonly iid: number; readonly isNew: boolean; readonly wasState: string | null };

/** Events are kept as GitHub keeps them. */
const mostEvents = 300;

/**
 * Stores merge requests and notes an event for each that is new or has changed. What a later answer has told stays.
 * @param options.seenAt epoch ms: what a complete listing has not seen since its beginning is gone
 * @param options.isNews false during a first import: then they are no events
 */
export async function storeGraphMergeRequests(
  tx: Db,
  { tenantId, repositoryId }: GraphKey,
  { items, seenAt, isNews }: { items: readonly GitlabMergeRequest[]; seenAt: number; isNews: boolean },
): Promise<void> {
  if (items.length === 0) return;
  const rows = items.map((item) => ({
    ...{ iid: item.iid, facts: storable(item), created_at: item.createdAt, updated_at: item.updatedAt },
    state: item.state,
  }));
  rows.sort((one, other) => one.iid - other.iid);
  const changed = await tx.rows<Stored>(
    `with told as (
       select * from json_to_recordset($3::json) as t(iid integer, facts json, created_at bigint, updated_at bigint,
         state text)),
     before as (
       select m.iid, m.state, m.facts::text as facts, m.updated_at from graph_merge_request m join told using (iid)
       where m.tenant_id = $1 and m.repository_id = $2),
     kept as (
       insert into graph_merge_request as m (tenant_id, repository_id, iid, facts, created_at, updated_at, state,
         seen_at)
       select $1::uuid, $2::uuid, iid, facts, created_at, updated_at, state, $4::timestamptz from told
       on conflict (tenant_id, repository_id, iid) do update set seen_at = excluded.seen_at,
         facts = case when m.updated_at <= excluded.updated_at then excluded.facts else m.facts end,
         created_at = excluded.created_at,
         state = case when m.updated_at <= excluded.updated_at then excluded.state else m.state end,
         updated_at = greatest(m.updated_at, excluded.updated_at)
       returning 1 as one)
     select t.iid, b.iid is null as "isNew", b.state as "wasState" from told t left join before b using (iid)
     where b.iid is null or (b.updated_at <= t.updated_at and b.facts <> t.facts::text)
     order by t.updated_at, t.iid`,
    [tenantId, repositoryId, JSON.stringify(rows), new Date(seenAt)],
  );
  if (!isNews) return;
  const stateOf = new Map(items.map(({ iid, state }) => [iid, state]));
  const events = changed.map((one) => ({ iid: one.iid, action: actionOf(one, stateOf.get(one.iid)) }));
  await addGraphEvents(tx, { tenantId, repositoryId }, { events, now: seenAt });
}

/** GitHub's `action` of a PullRequestEvent. */
function actionOf({ isNew, wasState }: Stored, state: string | undefined): string {
  const isOpen = (one: string | null | undefined) => one === 'opened' || one === 'locked';
  if (isNew) return isOpen(state) ? 'opened' : 'closed';
  if (isOpen(wasState) !== isOpen(state)) return isOpen(state) ? 'reopened' : 'closed';
  return 'synchronize';
}

/** Their times never go back: the connector reads events, the newest first, until one is older than those it has. */
export async function addGraphEvents(
  tx: Db,
  { tenantId, repositoryId }: GraphKey,
  { events, now }: { events: readonly { iid: number; action: string }[]; now: number },
): Promise<void> {
  if (events.length === 0) return;
  await tx.run(
    `insert into graph_event (tenant_id, repository_id, iid, action, created_at)
     select $1::uuid, $2::uuid, e.iid, e.action, greatest($4::timestamptz, (
       select created_at from graph_event where tenant_id = $1 and repository_id = $2 order by id desc limit 1))
     from json_to_recordset($3::json) as e(iid integer, action text)`,
    [tenantId, repositoryId, JSON.stringify(events), new Date(now)],
  );
  await tx.run(
    `delete from graph_event where tenant_id = $1 and repository_id = $2 and id <= (
       select id from graph_event where tenant_id = $1 and repository_id = $2 order by id desc offset $3 limit 1)`,
    [tenantId, repositoryId, mostEvents],
  );
}

/** After a complete listing that began at `seenBefore` (epoch ms): what it did not show is gone. */
export async function dropUnseenMergeRequests(
  tx: Db,
  { tenantId, repositoryId }: GraphKey,
  seenBefore: number,
): Promise<void> {
  await tx.run(
    'delete from graph_merge_request where tenant_id = $1 and repository_id = $2 and seen_at < $3',
    [tenantId, repositoryId, new Date(seenBefore)],
  );
}

/** GitLab has these no more. */
export async function dropMergeRequests(
  tx: Db,
  { tenantId, repositoryId }: GraphKey,
  iids: readonly number[],
): Promise<void> {
  await tx.run(
    'delete from graph_merge_request where tenant_id = $1 and repository_id = $2 and iid = any($3::int[])',
    [tenantId, repositoryId, iids],
  );
}

/** Numbers of those made since a time and not read again since another, epoch ms. */
export async function heldGraphMergeRequests(
  db: Db,
  { tenantId, repositoryId }: GraphKey,
  { madeSince, seenBefore }: { madeSince: number; seenBefore: number },
): Promise<number[]> {
  const rows = await db.rows<{ iid: number }>(
    `select iid from graph_merge_request
     where tenant_id = $1 and repository_id = $2 and created_at >= $3 and seen_at < $4 order by iid desc`,
    [tenantId, repositoryId, madeSince, new Date(seenBefore)],
  );
  return rows.map(({ iid }) => iid);
}

/** Remembers who took part, as GitLab told it last. */
export async function storePeople(
  tx: Db,
  { tenantId, hostUrl }: { tenantId: string; hostUrl: string },
  people: readonly GitlabPerson[],
): Promise<void> {
  const byName = new Map(people.map((person) => [person.username, person]));
  const rows = [...byName.keys()].sort().flatMap((username) => {
    const person = byName.get(username);
    return person === undefined
      ? []
      : [{ username, name: person.name.replaceAll('\0', ''), avatar: person.avatar, url: person.url }];
  });
  await tx.run(
    `insert into graph_person as p (tenant_id, host_url, username, name, avatar_url, web_url)
     select $1::uuid, $2, username, name, avatar, url
     from json_to_recordset($3::json) as t(username text, name text, avatar text, url text)
     on conflict (tenant_id, host_url, username) do update
       set name = excluded.name, avatar_url = excluded.avatar_url, web_url = excluded.web_url
       where (p.name, p.avatar_url, p.web_url) is distinct from
         (excluded.name, excluded.avatar_url, excluded.web_url)`,
    [tenantId, hostUrl, JSON.stringify(rows)],
  );
}

export function peopleOf({ author, reviewers, ending }: GitlabMergeRequest): GitlabPerson[] {
  const people = [author, ...(reviewers ?? []), ending?.mergedBy];
  return people.filter((person) => person !== undefined);
}

/**
 * Without the description, which nobody asks for and which may be long, and with `mergedAt` in `ending` alone;
 * PostgreSQL keeps no NUL.
 */
function storable(item: GitlabMergeRequest): unknown {
  const withoutNul = (_key: string, value: unknown) =>
    typeof value === 'string' ? value.replaceAll('\0', '') : value;
  return JSON.parse(JSON.stringify({ ...item, description: '', mergedAt: undefined }, withoutNul));
}
