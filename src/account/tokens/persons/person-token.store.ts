import type { Db } from '../../../db/db.ts';
import type { Sealed, Sealer } from '../../../lib/secrets/seal.ts';
import type { AccountKey } from '../../account.ts';
import { sealedTokens, tokenColumns, type NewTokens } from '../token.store.ts';

/** A person of a Jira site, on one GitLab. */
export type PersonOnGitlab = {
  readonly tenantId: string;
  readonly hostUrl: string;
  readonly jiraAccountId: string;
};

/** That somebody lets the app act in GitLab as themselves. */
export type PersonAccess = {
  readonly id: string;
  readonly hostUrl: string;
  /** Whose application the tokens were given to. */
  readonly accountId: string;
  /** Epoch ms. */
  readonly allowedAt: number;
  /** GitLab takes the tokens no longer: the person has to allow it again. */
  readonly refused: boolean;
};

/** A pair that is over: one call ends both of its tokens. */
export type TakenToken = AccountKey & { readonly refreshToken: string };

type Row = { id: string; host_url: string; account_id: string; allowed_at: Date; refused: boolean };
type Taken = { account_id: string; refresh_token: Sealed };

const columns = 'id, host_url, account_id, allowed_at, refused';

function accessOf(row: Row): PersonAccess {
  return {
    id: row.id,
    hostUrl: row.host_url,
    accountId: row.account_id,
    allowedAt: row.allowed_at.getTime(),
    refused: row.refused,
  };
}

/** All that a person has allowed, on whichever GitLab. */
export async function accessOfPerson(
  db: Db,
  { tenantId, jiraAccountId }: Pick<PersonOnGitlab, 'tenantId' | 'jiraAccountId'>,
): Promise<PersonAccess[]> {
  const rows = await db.rows<Row>(
    `select ${columns} from person_token where tenant_id = $1 and jira_account_id = $2 order by host_url`,
    [tenantId, jiraAccountId],
  );
  return rows.map(accessOf);
}

/** Stores what a person has just allowed; what they had allowed before has to be taken first. */
export async function putPersonToken(
  tx: Db,
  {
    tenantId,
    hostUrl,
    jiraAccountId,
    accountId,
    ...of
  }: PersonOnGitlab & {
    accountId: string;
    /** Epoch ms. */
    now: number;
    tokens: NewTokens;
    sealer: Sealer;
  },
): Promise<void> {
  await tx.run(
    `insert into person_token (tenant_id, host_url, jira_account_id, account_id, allowed_at,
       access_token, refresh_token, expires_at, pair_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, gen_random_uuid())`,
    [
      tenantId,
      hostUrl,
      jiraAccountId,
      accountId,
      new Date(of.now),
      ...sealedTokens({ of: 'person', tenantId }, of.tokens, of.sealer),
    ],
  );
}

/** Forgets what a person has allowed on one GitLab, or on all. @returns what GitLab has yet to be told */
export async function takePersonTokens(
  db: Db,
  { tenantId, hostUrl, jiraAccountId }: Omit<PersonOnGitlab, 'hostUrl'> & { hostUrl?: string | undefined },
  sealer: Sealer,
): Promise<TakenToken[]> {
  const rows = await db.rows<Taken>(
    `delete from person_token
     where tenant_id = $1 and jira_account_id = $2 and ($3::text is null or host_url = $3)
     returning account_id, refresh_token`,
    [tenantId, jiraAccountId, hostUrl ?? null],
  );
  return rows.map((row) => openTaken(row, tenantId, sealer));
}

/** What everybody has allowed to the application of one account; it stays. */
export async function tokensOfApplication(
  db: Db,
  { tenantId, accountId }: AccountKey,
  sealer: Sealer,
): Promise<TakenToken[]> {
  const rows = await db.rows<Taken>(
    `select account_id, refresh_token from person_token where tenant_id = $1 and account_id = $2 and not refused`,
    [tenantId, accountId],
  );
  return rows.map((row) => openTaken(row, tenantId, sealer));
}

export async function forgetTokensOfApplication(db: Db, { tenantId, accountId }: AccountKey): Promise<void> {
  await db.run('delete from person_token where tenant_id = $1 and account_id = $2', [tenantId, accountId]);
}

function openTaken(row: Taken, tenantId: string, sealer: Sealer): TakenToken {
  return {
    tenantId,
    accountId: row.account_id,
    refreshToken: sealer.open(row.refresh_token, { tenantId, column: tokenColumns.person.refresh }),
  };
}
