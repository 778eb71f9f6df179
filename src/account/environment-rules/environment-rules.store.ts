import type { Db } from '../../db/db.ts';
import type { AccountKey } from '../account.ts';

/** @returns false when the account is not there (any more) */
export async function updateEnvironmentRules(
  db: Db,
  { tenantId, accountId }: AccountKey,
  text: string,
): Promise<boolean> {
  const rows = await db.rows(
    `update account set environment_rules = $3
     where tenant_id = $1 and id = $2 and state <> 'removed' returning id`,
    [tenantId, accountId, text],
  );
  return rows.length === 1;
}
