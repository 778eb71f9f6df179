import type { Db } from '../../db/db.ts';

/**
 * A token that a Jira holds. It has no end, for the connector never renews one; it stands for an account, whose pair of
 * GitLab tokens we renew. Only its hash is stored, so that a copy of the database opens nothing.
 */
export type TokenKey = { readonly tenantId: string; readonly tokenHash: string };

/** What a token opens. */
export type TokenHolder = {
  readonly tenantId: string;
  readonly accountId: string;
  /** What the connector calls the account: the owner of every repository that it is shown. */
  readonly organization: string;
  readonly enabled: boolean;
  readonly revoked: boolean;
  readonly createdAt: number;
  readonly lastUsedAt: number | null;
};

type Row = {
  account_id: string;
  organization: string;
  enabled: boolean;
  revoked: boolean;
  created_at: Date;
  last_used_at: Date | null;
};

export async function insertToken(
  tx: Db,
  { tenantId, tokenHash }: TokenKey,
  { accountId, organization, now }: { accountId: string; organization: string; now: number },
): Promise<void> {
  await tx.run(
    `insert into facade_token (tenant_id, token_hash, account_id, organization, created_at) values ($1, $2, $3, $4, $5)`,
    [tenantId, tokenHash, accountId, organization, new Date(now)],
  );
}

export async function findToken(db: Db, { tenantId, tokenHash }: TokenKey): Promise<TokenHolder | undefined> {
  const [row] = await db.rows<Row>(
    `select k.account_id, k.organization, f.enabled and t.state = 'active' as enabled,
       k.revoked_at is not null as revoked, k.created_at, k.last_used_at
     from facade_token k
     join facade f on f.tenant_id = k.tenant_id join tenant t on t.tenant_id = k.tenant_id
     where k.tenant_id = $1 and k.token_hash = $2`,
    [tenantId, tokenHash],
  );
  return (
    row && {
      tenantId,
      accountId: row.account_id,
      organization: row.organization,
      enabled: row.enabled,
      revoked: row.revoked,
      createdAt: row.created_at.getTime(),
      lastUsedAt: row.last_used_at?.getTime() ?? null,
    }
  );
}

/**
 * Notes that a token is in use. With its first use those that the same Jira had for the same account before end: until
 * then it may have failed to store the new one.
 */
export async function noteTokenUse(
  db: Db,
  { tenantId, tokenHash }: TokenKey,
  { holder, now }: { holder: TokenHolder; now: number },
): Promise<void> {
  await db.run('update facade_token set last_used_at = $3 where tenant_id = $1 and token_hash = $2', [
    tenantId,
    tokenHash,
    new Date(now),
  ]);
  if (holder.lastUsedAt !== null) return;
  await db.run(
    `update facade_token set revoked_at = $5
     where tenant_id = $1 and account_id = $2 and lower(organization) = lower($3) and token_hash <> $4
       and created_at <= $6 and revoked_at is null`,
    [tenantId, holder.accountId, holder.organization, tokenHash, new Date(now), new Date(holder.createdAt)],
  );
}

/** Ends the tokens of a site, or of one account of it. @returns how many were still good */
export async function revokeTokensOf(
  db: Db,
  { tenantId, accountId }: { tenantId: string; accountId?: string | undefined },
  now: number,
): Promise<number> {
  const rows = await db.rows(
    `update facade_token set revoked_at = $3
     where tenant_id = $1 and ($2::uuid is null or account_id = $2) and revoked_at is null returning 1 as one`,
    [tenantId, accountId ?? null, new Date(now)],
  );
  return rows.length;
}

export type LinkedOrganization = {
  readonly accountId: string;
  readonly organization: string;
  readonly lastUsedAt: number | null;
};

/** What Jira holds good tokens for, by name. */
export async function listLinked(db: Db, tenantId: string): Promise<LinkedOrganization[]> {
  const rows = await db.rows<{ account_id: string; organization: string; last_used_at: Date | null }>(
    `select account_id, min(organization) as organization, max(last_used_at) as last_used_at from facade_token
     where tenant_id = $1 and revoked_at is null group by account_id, lower(organization) order by 2`,
    [tenantId],
  );
  return rows.map((row) => ({
    accountId: row.account_id,
    organization: row.organization,
    lastUsedAt: row.last_used_at?.getTime() ?? null,
  }));
}

/** The GitLabs behind which an owner of this name is: an organization that is linked, or a person. */
export async function gitlabsOfOwner(db: Db, owner: string): Promise<string[]> {
  const rows = await db.rows<{ url: string }>(
    `select distinct f.gitlab_url as url from facade f join tenant t on t.tenant_id = f.tenant_id
     where f.enabled and t.state = 'active' and (
       exists (select from facade_token k where k.tenant_id = f.tenant_id and lower(k.organization) = lower($1))
       or exists (select from graph_person p where p.tenant_id = f.tenant_id and p.host_url = f.gitlab_url
         and p.username = $1))
     order by url`,
    [owner],
  );
  return rows.map(({ url }) => url);
}
