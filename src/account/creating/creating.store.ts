import type { Db } from '../../db/db.ts';
import type { Account, AccountKey } from '../account.ts';

export type CreatingSettings = Pick<Account, 'branchTemplate' | 'mergeRequestTemplate' | 'createsAsAccount'>;

/** @returns false when the account is not there (any more) */
export async function updateCreating(
  db: Db,
  { tenantId, accountId }: AccountKey,
  { branchTemplate, mergeRequestTemplate, createsAsAccount }: CreatingSettings,
): Promise<boolean> {
  const rows = await db.rows(
    `update account set branch_template = $3, merge_request_template = $4, creates_as_account = $5
     where tenant_id = $1 and id = $2 and state <> 'removed' returning id`,
    [tenantId, accountId, branchTemplate, mergeRequestTemplate, createsAsAccount],
  );
  return rows.length === 1;
}
