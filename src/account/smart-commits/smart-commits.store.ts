import type { Db } from '../../db/db.ts';
import type { Account, AccountKey } from '../account.ts';

export type SmartCommitSettings = Pick<
  Account,
  'smartCommitRunner' | 'trustedAuthorsOnly' | 'commentOnFailure'
>;

/** @returns false when the account is not there (any more) */
export async function updateSmartCommitSettings(
  db: Db,
  { tenantId, accountId }: AccountKey,
  settings: SmartCommitSettings,
): Promise<boolean> {
  const rows = await db.rows(
    `update account set smart_commit_runner = $3, trusted_authors_only = $4, comment_on_failure = $5
     where tenant_id = $1 and id = $2 and state <> 'removed' returning id`,
    [tenantId, accountId, settings.smartCommitRunner, settings.trustedAuthorsOnly, settings.commentOnFailure],
  );
  return rows.length === 1;
}
