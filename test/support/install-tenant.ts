import type { JiraSite } from '../sandbox/jira/jira-site.ts';
import { listTenants, type Tenant } from '../../src/tenant/tenant.store.ts';
import type { TestApp } from './app.ts';

/** A site that has installed the app, with the two people who look at it. */
export type InstalledTenant = {
  readonly tenant: Tenant;
  readonly site: JiraSite;
  /** Account ids: one administers Jira, the other does not. */
  readonly adminId: string;
  readonly memberId: string;
  /** Headers of an htmx request from one of our pages: fresh context token, `HX-Request`. */
  readonly htmx: (accountId?: string) => Record<string, string>;
  /** The address of a first page load inside Jira, token and all. @param moduleKey as in atlassian-connect.json */
  readonly pageUrl: (moduleKey: string, accountId?: string, issueKey?: string) => string;
};

/** Installs the app in a Jira sandbox site (default: the first) as an admin would, through the descriptor. */
export async function installTenant(app: TestApp, site: JiraSite = app.jira): Promise<InstalledTenant> {
  await site.installApp(`${app.url}/atlassian-connect.json`);
  const tenant = (await listTenants(app.ctx.db)).find(({ key }) => key === site.clientKey);
  if (tenant === undefined) throw new Error('the sandbox installed the app, but there is no tenant');
  const adminId = site.admin.accountId;
  return {
    tenant,
    site,
    adminId,
    memberId: site.member.accountId,
    htmx: (accountId = adminId) => ({
      authorization: `JWT ${site.contextToken(accountId)}`,
      'hx-request': 'true',
    }),
    pageUrl: (moduleKey, accountId = adminId, issueKey) => site.pageUrl(moduleKey, { accountId, issueKey }),
  };
}
