import type { Db } from '../../../db/db.ts';
import type { Sealed, Sealer } from '../../../lib/secrets/seal.ts';
import { storedText } from '../../../lib/words/stored-text.ts';
import type { Text } from '../../../lib/words/text.ts';

/** Whose authorization: of the app's own user in this Jira, or of a person, by the key of the user. */
export type Holder = 'service' | `user ${string}`;
export type TokenKey = { readonly tenantId: string; readonly holder: Holder };

export type NewTokens = {
  readonly accessToken: string;
  /** Undefined for a personal access token, which is renewed by hand. */
  readonly refreshToken: string | undefined;
  /** Epoch ms; undefined where nobody says. */
  readonly expiresAt: number | undefined;
};

export type StoredTokens = NewTokens & {
  /** New with each pair: tells whether a later reader sees the same one. */
  readonly pairId: string;
  /** Who it is in Jira. */
  readonly accountId: string;
  readonly name: string;
  /** Why Jira takes it no longer: `textOfStored`; undefined while it does. */
  readonly problem: string | undefined;
};

type Row = {
  pair_id: string;
  jira_account_id: string;
  jira_name: string;
  access_token: Sealed;
  refresh_token: Sealed | null;
  expires_at: Date | null;
  problem: string | null;
};

const accessColumn = 'self_hosted_token.access_token';
const refreshColumn = 'self_hosted_token.refresh_token';

/** In the clear; undefined where nobody has authorized the app. */
export async function readTokens(
  db: Db,
  { tenantId, holder }: TokenKey,
  sealer: Sealer,
): Promise<StoredTokens | undefined> {
  const [row] = await db.rows<Row>(
    `select pair_id, jira_account_id, jira_name, access_token, refresh_token, expires_at, problem
     from self_hosted_token where tenant_id = $1 and holder = $2`,
    [tenantId, holder],
  );
  return (
    row && {
      pairId: row.pair_id,
      accountId: row.jira_account_id,
      name: row.jira_name,
      accessToken: sealer.open(row.access_token, { tenantId, column: accessColumn }),
      refreshToken:
        row.refresh_token === null
          ? undefined
          : sealer.open(row.refresh_token, { tenantId, column: refreshColumn }),
      expiresAt: row.expires_at?.getTime(),
      problem: row.problem ?? undefined,
    }
  );
}

export type Authorized = {
  readonly accountId: string;
  readonly name: string;
  readonly tokens: NewTokens;
  /** Epoch ms. */
  readonly at: number;
};

/** Stores a new authorization, whatever was there. */
export async function putTokens(
  db: Db,
  { tenantId, holder }: TokenKey,
  { accountId, name, tokens, at, sealer }: Authorized & { sealer: Sealer },
): Promise<void> {
  await db.run(
    `insert into self_hosted_token (tenant_id, holder, jira_account_id, jira_name, authorized_at, pair_id,
       access_token, refresh_token, expires_at)
     values ($1, $2, $3, $4, $5, gen_random_uuid(), $6, $7, $8)
     on conflict (tenant_id, holder) do update set jira_account_id = excluded.jira_account_id,
       jira_name = excluded.jira_name, authorized_at = excluded.authorized_at, pair_id = excluded.pair_id,
       access_token = excluded.access_token, refresh_token = excluded.refresh_token,
       expires_at = excluded.expires_at, problem = null, lease_holder = null, lease_until = null`,
    [tenantId, holder, accountId, name, new Date(at), ...sealed(tenantId, tokens, sealer)],
  );
}

/** Compare-and-set: true for exactly one caller while a lease runs. */
export async function claimLease(
  db: Db,
  { tenantId, holder }: TokenKey,
  lease: { pairId: string; by: string; now: number; until: number },
): Promise<boolean> {
  const claimed = await db.rows(
    `update self_hosted_token set lease_holder = $4, lease_until = $6
     where tenant_id = $1 and holder = $2 and pair_id = $3 and problem is null
       and (lease_until is null or lease_until <= $5)
     returning pair_id`,
    [tenantId, holder, lease.pairId, lease.by, new Date(lease.now), new Date(lease.until)],
  );
  return claimed.length === 1;
}

export async function releaseLease(db: Db, { tenantId, holder }: TokenKey, by: string): Promise<void> {
  await db.run(
    `update self_hosted_token set lease_holder = null, lease_until = null
     where tenant_id = $1 and holder = $2 and lease_holder = $3`,
    [tenantId, holder, by],
  );
}

/** Stores the pair that followed `pairId`. @returns its id; undefined when another is stored already, or none */
export async function replaceTokens(
  db: Db,
  { tenantId, holder }: TokenKey,
  { pairId, tokens, sealer }: { pairId: string; tokens: NewTokens; sealer: Sealer },
): Promise<string | undefined> {
  const [replaced] = await db.rows<{ pair_id: string }>(
    `update self_hosted_token set pair_id = gen_random_uuid(), access_token = $4, refresh_token = $5,
       expires_at = $6, problem = null, lease_holder = null, lease_until = null
     where tenant_id = $1 and holder = $2 and pair_id = $3 returning pair_id`,
    [tenantId, holder, pairId, ...sealed(tenantId, tokens, sealer)],
  );
  return replaced?.pair_id;
}

/** Notes that Jira takes a pair no longer. False when a newer one is stored: then that is about the past. */
export async function markRefused(
  db: Db,
  { tenantId, holder }: TokenKey,
  { pairId, problem }: { pairId: string; problem: Text },
): Promise<boolean> {
  const marked = await db.rows(
    `update self_hosted_token set problem = $4, lease_holder = null, lease_until = null
     where tenant_id = $1 and holder = $2 and pair_id = $3 returning pair_id`,
    [tenantId, holder, pairId, storedText(problem)],
  );
  return marked.length === 1;
}

/** Those of all authorizations of a site, in the clear. */
export async function refreshTokensOf(db: Db, tenantId: string, sealer: Sealer): Promise<string[]> {
  const rows = await db.rows<{ token: Sealed }>(
    `select refresh_token as token from self_hosted_token
     where tenant_id = $1 and refresh_token is not null and problem is null`,
    [tenantId],
  );
  return rows.map(({ token }) => sealer.open(token, { tenantId, column: refreshColumn }));
}

/** What is known of all authorizations of a site is forgotten. */
export async function forgetTokens(db: Db, tenantId: string): Promise<void> {
  for (const table of ['self_hosted_token', 'self_hosted_client', 'self_hosted_state'])
    await db.run(`delete from ${table} where tenant_id = $1`, [tenantId]);
}

function sealed(
  tenantId: string,
  { accessToken, refreshToken, expiresAt }: NewTokens,
  sealer: Sealer,
): [Sealed, Sealed | null, Date | null] {
  return [
    sealer.seal(accessToken, { tenantId, column: accessColumn }),
    refreshToken === undefined ? null : sealer.seal(refreshToken, { tenantId, column: refreshColumn }),
    expiresAt === undefined ? null : new Date(expiresAt),
  ];
}
