import type { Config } from '../config.ts';
import { canDo } from './kinds/abilities.ts';
import type { Tenant } from './tenant.store.ts';

type Site = Pick<Tenant, 'kind' | 'key' | 'displayUrl'>;

type Page = { readonly page?: 'accounts' | 'identity'; readonly account?: string | undefined };

/** Where people find the form "Create branch" of an issue inside a Connect site. */
export function createBranchUrl(
  { appKey }: Pick<Config, 'appKey'>,
  { displayUrl }: Pick<Tenant, 'displayUrl'>,
  issueKey: string,
) {
  return `${displayUrl}/plugins/servlet/ac/${encodeURIComponent(appKey)}/create-branch?ac.issueKey=${encodeURIComponent(issueKey)}`;
}

/**
 * The same inside a Forge site (Forge docs, "Global page"): what follows the environment is the page's own.
 * @param of.siteUrl an origin @param of.environmentId undefined where none is known: then the issue, whose panel has it
 */
export function forgeCreateBranchUrl(
  { forgeAppId = '' }: Pick<Config, 'forgeAppId'>,
  of: { siteUrl: string; environmentId: string | undefined; issueKey: string },
): string {
  const key = encodeURIComponent(of.issueKey);
  if (of.environmentId === undefined) return `${of.siteUrl}/browse/${key}`;
  return `${of.siteUrl}/jira/apps/${lastPart(forgeAppId)}/${of.environmentId}/${key}`;
}

/**
 * Where people find the page of accounts inside Jira, the page of one account, or their own page about GitLab.
 *
 * Connect hands a parameter on to the page when its name starts with `ac.` ("Context parameters"). Forge shows an admin
 * page, and a personal one, at an address made of the app's and the environment's id; what follows is the page's own
 * (`view.createHistory`). A site that shows none of our pages has them at our own address.
 */
export function jiraPageUrl(
  { appKey, appBaseUrl, forgeAppId = '' }: Pick<Config, 'appKey' | 'appBaseUrl' | 'forgeAppId'>,
  tenant: Site,
  { page = 'accounts', account }: Page = {},
): string {
  const { kind, key, displayUrl } = tenant;
  if (!canDo(tenant, 'pages-in-jira')) {
    const base = `${appBaseUrl}/${page}`;
    return account === undefined ? base : `${base}/${encodeURIComponent(account)}`;
  }
  if (kind === 'forge') {
    const place = page === 'identity' ? 'personal/apps' : 'apps';
    const base = `${displayUrl}/jira/settings/${place}/${lastPart(forgeAppId)}/${lastPart(key)}`;
    return account === undefined ? base : `${base}/accounts/${encodeURIComponent(account)}`;
  }
  const base = `${displayUrl}/plugins/servlet/ac/${encodeURIComponent(appKey)}/${page}`;
  return account === undefined ? base : `${base}?ac.account=${encodeURIComponent(account)}`;
}

/** `ari:cloud:ecosystem::app/<uuid>` and `<cloudId>/<environmentId>` end in what the address needs. */
function lastPart(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}
