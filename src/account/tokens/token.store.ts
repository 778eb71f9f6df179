import type { Db } from '../../db/db.ts';
import type { Sealed, Sealer } from '../../lib/secrets/seal.ts';
import type { AccountKey } from '../account.ts';

/** A pair of tokens: that of an account, or one that a person has given. `id` is the account's, or the pair's own. */
export type TokenKey = { readonly of: 'account' | 'person'; readonly tenantId: string; readonly id: string };

export function tokensOfAccount({ tenantId, accountId }: AccountKey): TokenKey {
  return { of: 'account', tenantId, id: accountId };
}

/** Both tables have the same columns besides their key. */
const places = {
  account: { table: 'account_token', key: 'account_id' },
  person: { table: 'person_token', key: 'id' },
} as const;

export type StoredTokens = {
  /** New with each pair and never used again: tells whether a later reader sees the same pair. */
  readonly pairId: string;
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresAt: number;
  /** GitLab answered `invalid_grant` to this pair. */
  readonly refused: boolean;
};

export type NewTokens = Pick<StoredTokens, 'accessToken' | 'refreshToken' | 'expiresAt'>;

type Row = {
  pair_id: string;
  access_token: Sealed;
  refresh_token: Sealed;
  expires_at: Date;
  refused: boolean;
};

const accessColumn = 'account_token.access_token';
const refreshColumn = 'account_token.refresh_token';
const personAccessColumn = 'person_token.access_token';
const personRefreshColumn = 'person_token.refresh_token';

/** As `Sealer` is told them. */
export const tokenColumns = {
  account: { access: accessColumn, refresh: refreshColumn },
  person: { access: personAccessColumn, refresh: personRefreshColumn },
} as const;

/** The pair in the clear, or undefined where none is stored. */
export async function readTokens(
  db: Db,
  { of, tenantId, id }: TokenKey,
  sealer: Sealer,
): Promise<StoredTokens | undefined> {
  const { table, key } = places[of];
  const [row] = await db.rows<Row>(
    `select pair_id, access_token, refresh_token, expires_at, refused
     from ${table} where tenant_id = $1 and ${key} = $2`,
    [tenantId, id],
  );
  const columns = tokenColumns[of];
  return (
    row && {
      pairId: row.pair_id,
      accessToken: sealer.open(row.access_token, { tenantId, column: columns.access }),
      refreshToken: sealer.open(row.refresh_token, { tenantId, column: columns.refresh }),
      expiresAt: row.expires_at.getTime(),
      refused: row.refused,
    }
  );
}

/** How many accounts of a tenant have tokens, how many people gave some, and which GitLab has yet to be told to forget. */
export async function countTokens(db: Db, tenantId: string): Promise<number> {
  const [row] = await db.rows<{ count: number }>(
    `select (select count(*) from account_token where tenant_id = $1)::int
       + (select count(*) from person_token where tenant_id = $1)::int
       + (select count(*) from token_to_revoke where tenant_id = $1)::int as count`,
    [tenantId],
  );
  return row?.count ?? 0;
}

/** Stores the pair of a new authorization, whatever was there. Ends a lease: its holder's answer comes too late. */
export async function putTokens(
  db: Db,
  { tenantId, accountId }: AccountKey,
  { tokens, sealer }: { tokens: NewTokens; sealer: Sealer },
): Promise<void> {
  await db.run(
    `insert into account_token (tenant_id, account_id, pair_id, access_token, refresh_token, expires_at)
     values ($1, $2, gen_random_uuid(), $3, $4, $5)
     on conflict (tenant_id, account_id) do update
     set pair_id = excluded.pair_id, access_token = excluded.access_token,
         refresh_token = excluded.refresh_token, expires_at = excluded.expires_at, refused = false,
         lease_holder = null, lease_until = null`,
    [tenantId, accountId, ...sealedTokens({ of: 'account', tenantId }, tokens, sealer)],
  );
}

/** Compare-and-set: true for exactly one caller while a lease runs. One statement, so no transaction stays open. */
export async function claimLease(
  db: Db,
  { of, tenantId, id }: TokenKey,
  lease: { pairId: string; holder: string; now: number; until: number },
): Promise<boolean> {
  const { table, key } = places[of];
  const claimed = await db.rows(
    `update ${table} set lease_holder = $4, lease_until = $6
     where tenant_id = $1 and ${key} = $2 and pair_id = $3 and not refused
       and (lease_until is null or lease_until <= $5)
     returning pair_id`,
    [tenantId, id, lease.pairId, lease.holder, new Date(lease.now), new Date(lease.until)],
  );
  return claimed.length === 1;
}

/** Gives the lease back after a call that failed without a verdict, so that the next may try at once. */
export async function releaseLease(db: Db, { of, tenantId, id }: TokenKey, holder: string): Promise<void> {
  const { table, key } = places[of];
  await db.run(
    `update ${table} set lease_holder = null, lease_until = null
     where tenant_id = $1 and ${key} = $2 and lease_holder = $3`,
    [tenantId, id, holder],
  );
}

/**
 * Stores the pair that followed `pairId`, even if the lease has run out meanwhile: it is the only pair GitLab still
 * honours. @returns undefined when another pair is stored already, or none (authorized again, removed); `revived` when
 * the old pair had been marked as refused by one that asked GitLab after us
 */
export async function replaceTokens(
  db: Db,
  { of, tenantId, id }: TokenKey,
  { pairId, tokens, sealer }: { pairId: string; tokens: NewTokens; sealer: Sealer },
): Promise<'replaced' | 'revived' | undefined> {
  const { table, key } = places[of];
  const [stored] = await db.rows<{ refused: boolean }>(
    `with old as (
       select refused from ${table} where tenant_id = $1 and ${key} = $2 and pair_id = $6 for update)
     update ${table} set pair_id = gen_random_uuid(), access_token = $3, refresh_token = $4, expires_at = $5,
       refused = false, lease_holder = null, lease_until = null
     from old where tenant_id = $1 and ${key} = $2 and pair_id = $6 returning old.refused`,
    [tenantId, id, ...sealedTokens({ of, tenantId }, tokens, sealer), pairId],
  );
  if (stored === undefined) return undefined;
  return stored.refused ? 'revived' : 'replaced';
}

/** Marks a pair as refused by GitLab. False when a newer one is stored: then the refusal is about the past. */
export async function markRefused(db: Db, { of, tenantId, id }: TokenKey, pairId: string): Promise<boolean> {
  const { table, key } = places[of];
  const marked = await db.rows(
    `update ${table} set refused = true, lease_holder = null, lease_until = null
     where tenant_id = $1 and ${key} = $2 and pair_id = $3 returning pair_id`,
    [tenantId, id, pairId],
  );
  return marked.length === 1;
}

/** Forgets a pair that has been revoked; a newer one (another `pairId`) stays. */
export async function deleteTokens(
  db: Db,
  { tenantId, accountId }: AccountKey,
  pairId: string,
): Promise<void> {
  await db.run('delete from account_token where tenant_id = $1 and account_id = $2 and pair_id = $3', [
    tenantId,
    accountId,
    pairId,
  ]);
}

/** Access token, refresh token and end, as columns take them. */
export function sealedTokens(
  { of, tenantId }: Pick<TokenKey, 'of' | 'tenantId'>,
  tokens: NewTokens,
  sealer: Sealer,
): [Sealed, Sealed, Date] {
  const { access, refresh } = tokenColumns[of];
  return [
    sealer.seal(tokens.accessToken, { tenantId, column: access }),
    sealer.seal(tokens.refreshToken, { tenantId, column: refresh }),
    new Date(tokens.expiresAt),
  ];
}
