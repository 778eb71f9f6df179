import type { Config } from '../config.ts';
import type { Tenant } from './tenant.store.ts';

type Site = Pick<Tenant, 'kind' | 'key' | 'displayUrl'>;

/**
 * Where people find the page of accounts inside Jira, or the page of one account.
 *
 * Connect hands a parameter on to the page when its name starts with `ac.` ("Context parameters"). Forge shows an admin
 * page at an address made of the app's and the environment's id; what follows is the page's own (`view.createHistory`).
 */
export function jiraPageUrl(
  { appKey, forgeAppId = '' }: Pick<Config, 'appKey' | 'forgeAppId'>,
  { kind, key, displayUrl }: Site,
  { account }: { account?: string | undefined } = {},
): string {
  if (kind === 'forge') {
    const page = `${displayUrl}/jira/settings/apps/${lastPart(forgeAppId)}/${lastPart(key)}`;
    return account === undefined ? page : `${page}/accounts/${encodeURIComponent(account)}`;
  }
  const page = `${displayUrl}/plugins/servlet/ac/${encodeURIComponent(appKey)}/accounts`;
  return account === undefined ? page : `${page}?ac.account=${encodeURIComponent(account)}`;
}

/** `ari:cloud:ecosystem::app/<uuid>` and `<cloudId>/<environmentId>` end in what the address needs. */
function lastPart(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}
