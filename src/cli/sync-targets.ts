import { z } from 'zod';
import { listAccounts, type LinkedAccount } from '../account/account.store.ts';
import type { Db } from '../db/db.ts';
import { AppError } from '../lib/errors.ts';
import { getRepository, type Repository } from '../repository/repository.store.ts';
import { listTenants } from '../tenant/tenant.store.ts';

export type Selection = {
  readonly tenant?: string | undefined;
  readonly account?: string | undefined;
  readonly repository?: string | undefined;
};

export type SyncTargets = {
  readonly accounts: readonly LinkedAccount[];
  readonly repositories: readonly Repository[];
};

/**
 * What the options name: one repository, one account, or all accounts of a site.
 * @throws AppError `bad_request` where they name nothing, `not_found` where there is no such thing
 */
export async function syncTargets(db: Db, { tenant, account, repository }: Selection): Promise<SyncTargets> {
  const [kind, id] =
    repository !== undefined
      ? (['repository', repository] as const)
      : account !== undefined
        ? (['account', account] as const)
        : (['tenant', tenant] as const);
  if (id === undefined) {
    throw new AppError('bad_request', 'Say what to look at: --repository, --account or --tenant with an id.');
  }
  const tenants = (await listTenants(db)).filter((one) => tenant === undefined || one.id === tenant);
  const isId = z.uuid().safeParse(id).success;
  const found: { accounts: LinkedAccount[]; repositories: Repository[] } = { accounts: [], repositories: [] };
  for (const { id: tenantId } of isId ? tenants : []) {
    if (kind === 'repository')
      found.repositories.push(...[(await getRepository(db, tenantId, id)) ?? []].flat());
    else
      found.accounts.push(
        ...(await linkedAccounts(db, tenantId)).filter((one) => kind === 'tenant' || one.id === id),
      );
  }
  const isKnown =
    kind === 'tenant' ? tenants.length > 0 && isId : found.accounts.length + found.repositories.length > 0;
  if (!isKnown) throw new AppError('not_found', `There is no ${kind} with the id "${id}".`);
  return found;
}

async function linkedAccounts(db: Db, tenantId: string): Promise<LinkedAccount[]> {
  return (await listAccounts(db, tenantId)).flatMap((one) => (one.state === 'pending' ? [] : [one]));
}
