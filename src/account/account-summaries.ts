import type { Db } from '../db/db.ts';
import { listTenants } from '../tenant/tenant.store.ts';
import type { Account } from './account.ts';
import { listAccounts } from './account.store.ts';

/** One account as the operator's `accounts` command prints it. No secrets. */
export type AccountSummary = {
  readonly tenantId: string;
  readonly id: string;
  readonly hostUrl: string;
  readonly namespacePath: string;
  readonly namespaceKind: 'group' | 'user' | null;
  readonly state: Account['state'];
  readonly gitlabVersion: string | null;
  readonly problem: string | null;
};

/** Accounts of one tenant, or of all. */
export async function accountSummaries(db: Db, tenantId?: string): Promise<AccountSummary[]> {
  const tenantIds = tenantId === undefined ? (await listTenants(db)).map(({ id }) => id) : [tenantId];
  const lists = [];
  for (const id of tenantIds) lists.push(...(await listAccounts(db, id)));
  return lists.map((account) => ({
    tenantId: account.tenantId,
    id: account.id,
    hostUrl: account.hostUrl,
    namespacePath: account.namespacePath,
    namespaceKind: account.state === 'pending' ? null : account.namespaceKind,
    state: account.state,
    gitlabVersion: account.state === 'pending' ? null : account.gitlabVersion,
    problem: account.problem,
  }));
}
