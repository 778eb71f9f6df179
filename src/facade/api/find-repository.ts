import { notFoundHere, type Call } from './call.ts';
import { fromSegment } from '../names.ts';
import { findServed, type ServedRepository } from './repository.store.ts';

/**
 * The repository that an address names. Its owner is what the connector calls the account; the account's own path is
 * understood too. @throws AppError `not_found`
 */
export async function repositoryOf({ ctx, caller, params }: Call): Promise<ServedRepository> {
  const { account, tenantId, organization } = caller;
  const { owner = '', repo = '' } = params;
  const isOwner = [organization, account.namespacePath].some(
    (name) => fromSegment(name).toLowerCase() === fromSegment(owner).toLowerCase(),
  );
  const path = `${account.namespacePath}/${fromSegment(repo)}`;
  const found = isOwner ? await findServed(ctx.db, { tenantId, accountId: account.id }, path) : undefined;
  if (found === undefined) throw notFoundHere();
  return found;
}
