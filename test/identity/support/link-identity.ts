import type { InstalledTenant } from '../../support/install-tenant.ts';
import { allowInGitlab, continueUrl } from '../../support/link-account.ts';
import { createVisitor, type Page } from '../../support/visitor.ts';

type Person = {
  /** Of GitLab: who signs in there. */
  readonly username: string;
  /** Of Jira. Default: the member's. */
  readonly accountId?: string | undefined;
};

/** "Link" and then Continue, sign-in and consent in GitLab; the page after it: in Jira, or ours with what went wrong. */
export async function linkIdentity(
  site: InstalledTenant,
  host: string,
  { username, accountId = site.memberId }: Person,
): Promise<Page> {
  const visitor = createVisitor(site.site.url);
  return allowInGitlab(visitor, await visitor.open(await startOf(site, host, accountId)), username);
}

/** The address behind "Continue". */
export async function startOf(
  site: InstalledTenant,
  host: string,
  accountId = site.memberId,
): Promise<string> {
  return continueUrl(await site.ask({ path: '/identity/link', fields: { host }, accountId }));
}
