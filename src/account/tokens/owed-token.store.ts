import type { Db } from '../../db/db.ts';
import type { Sealed, Sealer } from '../../lib/secrets/seal.ts';
import type { AccountKey } from '../account.ts';

export type OwedToken = AccountKey & { readonly token: string };
export type OwedTokenKey = { readonly tenantId: string; readonly id: string };

const tokenColumn = 'token_to_revoke.token';

/** Keeps, sealed, a token that GitLab has yet to be told to forget. @returns its id */
export async function putOwedToken(
  db: Db,
  { tenantId, accountId, token }: OwedToken,
  sealer: Sealer,
): Promise<string> {
  const id = crypto.randomUUID();
  await db.run('insert into token_to_revoke (tenant_id, id, account_id, token) values ($1, $2, $3, $4)', [
    tenantId,
    id,
    accountId,
    sealer.seal(token, { tenantId, column: tokenColumn }),
  ]);
  return id;
}

/** In the clear, with the account whose application has got it. */
export async function readOwedToken(
  db: Db,
  { tenantId, id }: OwedTokenKey,
  sealer: Sealer,
): Promise<OwedToken | undefined> {
  const [row] = await db.rows<{ accountId: string; token: Sealed }>(
    'select account_id as "accountId", token from token_to_revoke where tenant_id = $1 and id = $2',
    [tenantId, id],
  );
  if (row === undefined) return undefined;
  return {
    tenantId,
    accountId: row.accountId,
    token: sealer.open(row.token, { tenantId, column: tokenColumn }),
  };
}

export async function deleteOwedToken(db: Db, { tenantId, id }: OwedTokenKey): Promise<void> {
  await db.run('delete from token_to_revoke where tenant_id = $1 and id = $2', [tenantId, id]);
}
