import type { Config } from '../config.ts';
import type { Tenant } from './tenant.store.ts';

/** Where one of our pages is found inside Jira. @param moduleKey as in atlassian-connect.json, such as `accounts` */
export function jiraPageUrl(
  config: Pick<Config, 'appKey'>,
  tenant: Pick<Tenant, 'displayUrl'>,
  moduleKey: string,
): string {
  return `${tenant.displayUrl}/plugins/servlet/ac/${encodeURIComponent(config.appKey)}/${encodeURIComponent(moduleKey)}`;
}
