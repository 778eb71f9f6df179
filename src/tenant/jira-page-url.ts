import type { Config } from '../config.ts';
import type { Tenant } from './tenant.store.ts';

type Site = Pick<Tenant, 'kind' | 'key' | 'displayUrl'>;

type Page = { readonly page?: 'accounts' | 'identity'; readonly account?: string | undefined };

/**
 * Where people find the page of accounts inside Jira, the page of one account, or their own page about GitLab.
 *
 * Connect hands a parameter on to the page when its name starts with `ac.` ("Context parameters"). Forge shows an admin
 * page, and a personal one, at an address made of the app's and the environment's id; what follows is the page's own
 * (`view.createHistory`). A self-hosted Jira shows nothing of ours: its people come to our own address.
 */
export function jiraPageUrl(
  { appKey, forgeAppId = '', appBaseUrl }: Pick<Config, 'appKey' | 'forgeAppId' | 'appBaseUrl'>,
  { kind, key, displayUrl }: Site,
  { page = 'accounts', account }: Page = {},
): string {
  if (kind === 'forge') {
    const place = page === 'identity' ? 'personal/apps' : 'apps';
    const base = `${displayUrl}/jira/settings/${place}/${lastPart(forgeAppId)}/${lastPart(key)}`;
    return account === undefined ? base : `${base}/accounts/${encodeURIComponent(account)}`;
  }
  if (kind === 'self-hosted') {
    const base = `${appBaseUrl}/${page}`;
    return account === undefined ? base : `${base}/${encodeURIComponent(account)}`;
  }
  const base = `${displayUrl}/plugins/servlet/ac/${encodeURIComponent(appKey)}/${page}`;
  return account === undefined ? base : `${base}?ac.account=${encodeURIComponent(account)}`;
}

/** `ari:cloud:ecosystem::app/<uuid>` and `<cloudId>/<environmentId>` end in what the address needs. */
function lastPart(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}
