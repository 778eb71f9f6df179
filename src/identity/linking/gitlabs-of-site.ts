import type { Account } from '../../account/account.ts';
import { listAccounts } from '../../account/account.store.ts';
import type { Context } from '../../context.ts';

/** A GitLab that a site uses, and the account whose application a person can sign in with, if there is one. */
export type GitlabOfSite = { readonly hostUrl: string; readonly account: Account | undefined };

/** By address. An account that waits for its own authorization may have an application that does not work. */
export async function gitlabsOfSite(ctx: Context, tenantId: string): Promise<GitlabOfSite[]> {
  const accounts = (await listAccounts(ctx.db, tenantId)).filter(({ state }) => state !== 'pending');
  const hosts = [...new Set(accounts.map(({ hostUrl }) => hostUrl))].sort();
  return hosts.map((hostUrl) => ({
    hostUrl,
    account: accounts.find((account) => account.hostUrl === hostUrl && account.state === 'active'),
  }));
}
