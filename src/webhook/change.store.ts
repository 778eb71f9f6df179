import type { Db } from '../db/db.ts';

export type ChangeKind = 'branch' | 'merge_request' | 'pipeline' | 'deployment' | 'feature_flags';

export type RepositoryKey = { readonly tenantId: string; readonly repositoryId: string };

/** Something that an event named: a branch by its name, the others by number; of feature flags all (an empty id). */
export type NewChange = RepositoryKey & {
  readonly kind: ChangeKind;
  readonly id: string;
  /** Not to be looked at before, epoch ms. */
  readonly dueAt: number;
};

/** Notes what is to be looked at, in one statement; what waits already waits once, until the earlier time. */
export async function noteChanges(tx: Db, changes: readonly NewChange[]): Promise<void> {
  if (changes.length === 0) return;
  const distinct = new Map<string, NewChange>();
  for (const change of changes) {
    const name = `${change.tenantId} ${change.repositoryId} ${change.kind} ${change.id}`;
    const other = distinct.get(name);
    if (other === undefined || change.dueAt < other.dueAt) distinct.set(name, change);
  }
  // In one order everywhere, so that two processes with the same ones do not lock each other out.
  const sorted = [...distinct].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, change]) => change);
  await tx.run(
    `insert into live_change as c (tenant_id, repository_id, kind, id, due_at)
     select n."tenantId", n."repositoryId", n.kind, n.id, to_timestamp(n."dueAt" / 1000.0)
     from json_to_recordset($1::json)
       as n("tenantId" uuid, "repositoryId" uuid, kind text, id text, "dueAt" double precision)
     on conflict (tenant_id, repository_id, kind, id) do update
       set counter = c.counter + 1, due_at = least(c.due_at, excluded.due_at)`,
    [JSON.stringify(sorted)],
  );
}

export type Change = {
  readonly kind: ChangeKind;
  readonly id: string;
  readonly counter: number;
  readonly tries: number;
};

/** What may be looked at now, the oldest first. */
export async function dueChanges(
  db: Db,
  { tenantId, repositoryId }: RepositoryKey,
  { now, limit }: { now: number; limit: number },
): Promise<Change[]> {
  return db.rows<Change>(
    `select kind, id, counter, tries from live_change
     where tenant_id = $1 and repository_id = $2 and due_at <= $3 order by due_at, kind, id limit $4`,
    [tenantId, repositoryId, new Date(now), limit],
  );
}

/** When the next one may be looked at, epoch ms. */
export async function nextDue(
  db: Db,
  { tenantId, repositoryId }: RepositoryKey,
): Promise<number | undefined> {
  const [row] = await db.rows<{ at: Date | null }>(
    'select min(due_at) as at from live_change where tenant_id = $1 and repository_id = $2',
    [tenantId, repositoryId],
  );
  return row?.at?.getTime();
}

/** They have been looked at. One that was named again meanwhile stays. */
export async function dropChanges(
  db: Db,
  { tenantId, repositoryId }: RepositoryKey,
  changes: readonly Change[],
): Promise<void> {
  await db.run(
    `delete from live_change c using json_to_recordset($3::json) as g(kind text, id text, counter integer)
     where c.tenant_id = $1 and c.repository_id = $2 and c.kind = g.kind and c.id = g.id and c.counter = g.counter`,
    [tenantId, repositoryId, JSON.stringify(changes)],
  );
}

/** It could not be looked at: again later. */
export async function postponeChange(
  db: Db,
  { tenantId, repositoryId }: RepositoryKey,
  { kind, id, dueAt }: Pick<NewChange, 'kind' | 'id' | 'dueAt'>,
): Promise<void> {
  await db.run(
    `update live_change set tries = tries + 1, due_at = $5
     where tenant_id = $1 and repository_id = $2 and kind = $3 and id = $4`,
    [tenantId, repositoryId, kind, id, new Date(dueAt)],
  );
}

/** Nothing of this repository is looked at any more: a refresh finds what it was. */
export async function forgetChanges(db: Db, { tenantId, repositoryId }: RepositoryKey): Promise<void> {
  await db.run('delete from live_change where tenant_id = $1 and repository_id = $2', [
    tenantId,
    repositoryId,
  ]);
}
