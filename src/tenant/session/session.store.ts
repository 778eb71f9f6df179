import type { Db } from '../../db/db.ts';
import type { SecretKey } from './session-id.ts';

/** Who is signed in. */
export type Person = {
  /** Self-hosted: the user's key in Jira. OAuth credentials: `guestId`. */
  readonly accountId: string;
  readonly name: string;
};

/** Times are epoch ms. */
export type Session = Person & { readonly usedAt: number; readonly endsAt: number };

type Row = { account_id: string; name: string; used_at: Date; ends_at: Date };

export async function insertSession(
  db: Db,
  { tenantId, hash }: SecretKey,
  { accountId, name, now, endsAt }: Person & { readonly now: number; readonly endsAt: number },
): Promise<void> {
  await db.run(
    `insert into session (tenant_id, id_hash, account_id, name, created_at, used_at, ends_at)
     values ($1, $2, $3, $4, $5, $5, $6)`,
    [tenantId, hash, accountId, name, new Date(now), new Date(endsAt)],
  );
}

/** As stored, ended or not. */
export async function findSession(db: Db, { tenantId, hash }: SecretKey): Promise<Session | undefined> {
  const [row] = await db.rows<Row>(
    'select account_id, name, used_at, ends_at from session where tenant_id = $1 and id_hash = $2',
    [tenantId, hash],
  );
  if (row === undefined) return undefined;
  return {
    accountId: row.account_id,
    name: row.name,
    usedAt: row.used_at.getTime(),
    endsAt: row.ends_at.getTime(),
  };
}

export async function touchSession(db: Db, { tenantId, hash }: SecretKey, now: number): Promise<void> {
  await db.run('update session set used_at = $3 where tenant_id = $1 and id_hash = $2', [
    tenantId,
    hash,
    new Date(now),
  ]);
}

export async function deleteSession(db: Db, { tenantId, hash }: SecretKey): Promise<void> {
  await db.run('delete from session where tenant_id = $1 and id_hash = $2', [tenantId, hash]);
}

/** Signs everybody of a site out, and takes back the links that nobody has used. @returns how many were signed in */
export async function endSessions(db: Db, tenantId: string): Promise<number> {
  await db.run('delete from sign_in_link where tenant_id = $1', [tenantId]);
  const ended = await db.rows('delete from session where tenant_id = $1 returning 1 as one', [tenantId]);
  return ended.length;
}

export async function insertLink(
  db: Db,
  { tenantId, hash }: SecretKey,
  { endsAt }: { endsAt: number },
): Promise<void> {
  await db.run('insert into sign_in_link (tenant_id, token_hash, ends_at) values ($1, $2, $3)', [
    tenantId,
    hash,
    new Date(endsAt),
  ]);
}

/** Uses a link up. @returns whether there was one that had not ended */
export async function takeLink(db: Db, { tenantId, hash }: SecretKey, now: number): Promise<boolean> {
  const rows = await db.rows<{ ends_at: Date }>(
    'delete from sign_in_link where tenant_id = $1 and token_hash = $2 returning ends_at',
    [tenantId, hash],
  );
  return rows.some((row) => row.ends_at.getTime() > now);
}

/** Rows of every tenant that open nothing any more. Times are epoch ms. */
export async function forgetEnded(
  db: Db,
  { now, usedBefore }: { now: number; usedBefore: number },
): Promise<void> {
  await db.run('delete from session where tenant_id is not null and (ends_at <= $1 or used_at <= $2)', [
    new Date(now),
    new Date(usedBefore),
  ]);
  await db.run('delete from sign_in_link where tenant_id is not null and ends_at <= $1', [new Date(now)]);
}
