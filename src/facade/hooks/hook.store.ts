import type { Db } from '../../db/db.ts';
import { storedText } from '../../lib/words/stored-text.ts';
import type { Text } from '../../lib/words/text.ts';
import type { Sealed, Sealer } from '../../lib/secrets/seal.ts';
import type { GraphFingerprint } from '../../sync/graph/graph-state.store.ts';

/** Where a Jira wants to be told that a repository has changed, as it has registered it. */
export type JiraHook = {
  readonly id: number;
  readonly tenantId: string;
  readonly repositoryId: string;
  readonly url: string;
  /** GitHub's default is a form, which is how the connector tells commits from merge requests. */
  readonly contentType: 'form' | 'json';
  readonly events: readonly string[];
  readonly active: boolean;
  readonly createdAt: number;
  /** Since when it could not be told, epoch ms. */
  readonly failingSince: number | null;
  readonly toldAt: number | null;
  readonly problem: string | null;
};

export type NewHook = Pick<JiraHook, 'url' | 'contentType' | 'events' | 'active'> & {
  readonly secret: string | undefined;
};

type Key = { readonly tenantId: string; readonly repositoryId: string };

type Row = {
  id: number;
  tenant_id: string;
  repository_id: string;
  url: string;
  content_type: 'form' | 'json';
  events: string[];
  active: boolean;
  created_at: Date;
  failing_since: Date | null;
  told_at: Date | null;
  problem: string | null;
};

const columns = `id, tenant_id, repository_id, url, content_type, events, active, created_at, failing_since, told_at,
  problem`;
const secretColumn = 'facade_hook.secret';

const toHook = (row: Row): JiraHook => ({
  id: row.id,
  tenantId: row.tenant_id,
  repositoryId: row.repository_id,
  url: row.url,
  contentType: row.content_type,
  events: row.events,
  active: row.active,
  createdAt: row.created_at.getTime(),
  failingSince: row.failing_since?.getTime() ?? null,
  toldAt: row.told_at?.getTime() ?? null,
  problem: row.problem,
});

export async function listHooks(
  db: Db,
  { tenantId, repositoryId }: Key,
  { offset, limit }: { offset: number; limit: number },
): Promise<JiraHook[]> {
  const rows = await db.rows<Row>(
    `select ${columns} from facade_hook where tenant_id = $1 and repository_id = $2 order by id offset $3 limit $4`,
    [tenantId, repositoryId, offset, limit],
  );
  return rows.map(toHook);
}

export async function findHook(
  db: Db,
  { tenantId, repositoryId }: Key,
  id: number,
): Promise<JiraHook | undefined> {
  const [row] = await db.rows<Row>(
    `select ${columns} from facade_hook where tenant_id = $1 and repository_id = $2 and id = $3`,
    [tenantId, repositoryId, id],
  );
  return row && toHook(row);
}

/** How many hooks a repository has: a Jira registers two. */
export async function countHooks(db: Db, { tenantId, repositoryId }: Key): Promise<number> {
  const [row] = await db.rows<{ count: number }>(
    'select count(*)::int as count from facade_hook where tenant_id = $1 and repository_id = $2',
    [tenantId, repositoryId],
  );
  return row?.count ?? 0;
}

/** @param given.told what its owner is about to read by itself */
export async function insertHook(
  tx: Db,
  { tenantId, repositoryId }: Key,
  given: { hook: NewHook; told: GraphFingerprint; sealer: Sealer; now: number },
): Promise<JiraHook | undefined> {
  const { hook, told } = given;
  const secret = hook.secret && given.sealer.seal(hook.secret, { tenantId, column: secretColumn });
  const [row] = await tx.rows<Row>(
    `insert into facade_hook (tenant_id, repository_id, url, content_type, events, active, secret, created_at,
       told_branches, told_event)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning ${columns}`,
    [
      tenantId,
      repositoryId,
      hook.url,
      hook.contentType,
      hook.events,
      hook.active,
      secret ?? null,
      new Date(given.now),
      told.branches,
      told.event,
    ],
  );
  return row && toHook(row);
}

export async function deleteHook(db: Db, { tenantId, repositoryId }: Key, id: number): Promise<boolean> {
  const rows = await db.rows(
    'delete from facade_hook where tenant_id = $1 and repository_id = $2 and id = $3 returning id',
    [tenantId, repositoryId, id],
  );
  return rows.length > 0;
}

const followsBranches = `'push' = any(events) and not 'pull_request' = any(events)`;
const followsMergeRequests = `'pull_request' = any(events)`;

/**
 * Notes which hooks of a repository have to be told that it stands there now. The connector's hook for merge requests
 * names pushes too, and is told of merge requests alone: a push changes those it is about.
 * @returns whether there are any
 */
export async function markDue(
  tx: Db,
  { tenantId, repositoryId }: Key,
  { fingerprint, now }: { fingerprint: GraphFingerprint; now: number },
): Promise<boolean> {
  const rows = await tx.rows(
    `update facade_hook set due_at = coalesce(due_at, $5)
     where tenant_id = $1 and repository_id = $2 and active and (
       (${followsBranches} and told_branches <> $3) or (${followsMergeRequests} and told_event < $4))
     returning id`,
    [tenantId, repositoryId, fingerprint.branches, fingerprint.event, new Date(now)],
  );
  return rows.length > 0;
}

export type DueHook = JiraHook & { readonly secret: string | undefined };

/** Hooks of a site that are due, those that wait longest first. */
export async function dueHooks(
  db: Db,
  tenantId: string,
  { now, limit, sealer }: { now: number; limit: number; sealer: Sealer },
): Promise<DueHook[]> {
  const rows = await db.rows<Row & { secret: Sealed | null }>(
    `select ${columns}, secret from facade_hook where tenant_id = $1 and due_at <= $2 and active
     order by due_at, id limit $3`,
    [tenantId, new Date(now), limit],
  );
  return rows.map((row) => ({
    ...toHook(row),
    secret: row.secret === null ? undefined : sealer.open(row.secret, { tenantId, column: secretColumn }),
  }));
}

export async function nextDue(db: Db, tenantId: string): Promise<number | undefined> {
  const [row] = await db.rows<{ due_at: Date | null }>(
    'select min(due_at) as due_at from facade_hook where tenant_id = $1 and due_at is not null and active',
    [tenantId],
  );
  return row?.due_at?.getTime();
}

/** Jira has been told of this; what has changed since is told again. `problem`: what it answered, where it refused. */
export async function noteTold(
  db: Db,
  { tenantId, repositoryId, id }: JiraHook,
  { told, problem, now }: { told: GraphFingerprint; problem: Text | null; now: number },
): Promise<void> {
  await db.run(
    `update facade_hook set told_branches = $4, told_event = $5, told_at = $6, due_at = null, failing_since = null,
       problem = $7
     where tenant_id = $1 and repository_id = $2 and id = $3`,
    [tenantId, repositoryId, id, told.branches, told.event, new Date(now), problem && storedText(problem)],
  );
}

/** The site could not be told: everything that is due for it waits, for it would not be told either. */
export async function postponeHooks(
  db: Db,
  tenantId: string,
  { problem, now, until }: { problem: Text; now: number; until: number },
): Promise<void> {
  await db.run(
    `update facade_hook set due_at = greatest(due_at, $3), failing_since = coalesce(failing_since, $4), problem = $2
     where tenant_id = $1 and due_at is not null`,
    [tenantId, storedText(problem), new Date(until), new Date(now)],
  );
}

export type HookTrouble = { readonly problem: string; readonly count: number };

/** What is wrong with telling a site, the most frequent first. */
export async function hookTroubles(db: Db, tenantId: string): Promise<HookTrouble[]> {
  return db.rows<HookTrouble>(
    `select problem, count(*)::int as count from facade_hook where tenant_id = $1 and problem is not null
     group by problem order by count desc, problem limit 5`,
    [tenantId],
  );
}
