import type { Context } from '../../context.ts';
import type { Db } from '../../db/db.ts';
import { recordEntities } from '../../dev-info/ledger.store.ts';
import { keyedBranches } from '../branches/branch-entity.ts';
import { branchesWithKeys } from '../branches/branch.store.ts';
import { removeKeyless } from '../branches/import-branches.ts';
import type { Live } from './open-live.ts';

/**
 * Brings these branches in the ledger to what their names and open merge requests name now. The caller holds
 * `lockBranchKeys`.
 */
export async function recordBranchKeys(
  ctx: Context,
  tx: Db,
  { live: { key, repository, account }, names }: { live: Live; names: readonly string[] },
): Promise<void> {
  const branches = await branchesWithKeys(tx, key, { names });
  const { entities, keyless } = keyedBranches(repository, branches, { lowerCase: account.lowerCaseKeys });
  await recordEntities(tx, { ...key, lane: 'live', entities, now: ctx.clock.now() });
  await removeKeyless(ctx, tx, { ...key, keyless, lane: 'live' });
}
