import type { Db } from '../db/db.ts';
import { storedText } from '../lib/words/stored-text.ts';
import type { Text } from '../lib/words/text.ts';

/** How far the listing of an account's projects has come. Times are epoch ms. */
export type Discovery = {
  readonly accountId: string;
  /** Grows with each listing: what a complete one has not seen has vanished. */
  readonly round: number;
  readonly state: 'running' | 'finished' | 'failed';
  /** The page to read next; null when all have been read and those not seen are looked for. */
  readonly nextPage: number | null;
  readonly found: number;
  readonly waitingUntil: number | null;
  /** What went wrong last: `textOfStored`. */
  readonly error: string | null;
  readonly begunAt: number | null;
};

type Row = {
  account_id: string;
  round: number;
  state: Discovery['state'];
  next_page: number | null;
  found: number;
  waiting_until: Date | null;
  error: string | null;
  begun_at: Date | null;
};

async function listDiscoveries(
  db: Db,
  tenantId: string,
  accountIds: readonly string[],
): Promise<Discovery[]> {
  const rows = await db.rows<Row>(
    `select account_id, round, state, next_page, found, waiting_until, error, begun_at from discovery
     where tenant_id = $1 and account_id = any($2::uuid[])`,
    [tenantId, accountIds],
  );
  return rows.map((row) => ({
    accountId: row.account_id,
    round: row.round,
    state: row.state,
    nextPage: row.next_page,
    found: row.found,
    waitingUntil: row.waiting_until?.getTime() ?? null,
    error: row.error,
    begunAt: row.begun_at?.getTime() ?? null,
  }));
}

export async function getDiscovery(
  db: Db,
  tenantId: string,
  accountId: string,
): Promise<Discovery | undefined> {
  return (await listDiscoveries(db, tenantId, [accountId]))[0];
}

type Key = { readonly tenantId: string; readonly accountId: string; readonly now: number };

/** Begins a listing at its first page, whatever became of the one before. */
export async function beginDiscovery(tx: Db, { tenantId, accountId, now }: Key): Promise<void> {
  await tx.run(
    `insert into discovery (tenant_id, account_id, round, state, next_page, updated_at, begun_at)
     values ($1, $2, 1, 'running', 1, $3, $3)
     on conflict (tenant_id, account_id) do update set round = discovery.round + 1, state = 'running', next_page = 1,
       found = 0, waiting_until = null, error = null, again = false, updated_at = excluded.updated_at,
       begun_at = excluded.begun_at`,
    [tenantId, accountId, new Date(now)],
  );
}

/** @returns false when a newer listing has begun: the transaction must not be kept */
export async function advanceDiscovery(
  tx: Db,
  { tenantId, accountId, now, ...to }: Key & { round: number; nextPage: number | null; found: number },
): Promise<boolean> {
  const rows = await tx.rows(
    `update discovery set next_page = $4, found = found + $5, waiting_until = null, error = null, updated_at = $6
     where tenant_id = $1 and account_id = $2 and round = $3 returning 1 as moved`,
    [tenantId, accountId, to.round, to.nextPage, to.found, new Date(now)],
  );
  return rows.length === 1;
}

/** One more listing is to follow the one under way. @returns false when none is any more */
export async function askAgain(
  db: Db,
  { tenantId, accountId }: { tenantId: string; accountId: string },
): Promise<boolean> {
  const rows = await db.rows(
    `update discovery set again = true where tenant_id = $1 and account_id = $2 and state = 'running'
     returning 1 as asked`,
    [tenantId, accountId],
  );
  return rows.length === 1;
}

/** The listing is complete. @returns whether another is to follow; undefined when a newer one has begun */
export async function finishDiscovery(
  tx: Db,
  { tenantId, accountId, now, round }: Key & { round: number },
): Promise<{ again: boolean } | undefined> {
  const [row] = await tx.rows<{ again: boolean }>(
    `update discovery set state = 'finished', waiting_until = null, error = null, updated_at = $4
     where tenant_id = $1 and account_id = $2 and round = $3 and state = 'running' returning again`,
    [tenantId, accountId, round, new Date(now)],
  );
  return row;
}

export async function noteDiscovery(
  db: Db,
  {
    tenantId,
    accountId,
    now,
    ...note
  }: Key & { state: Discovery['state']; waitingUntil?: number | undefined; error?: Text | undefined },
): Promise<void> {
  await db.run(
    `update discovery set state = $3, waiting_until = $4, error = $5, updated_at = $6
     where tenant_id = $1 and account_id = $2`,
    [
      tenantId,
      accountId,
      note.state,
      note.waitingUntil === undefined ? null : new Date(note.waitingUntil),
      note.error === undefined ? null : storedText(note.error),
      new Date(now),
    ],
  );
}
