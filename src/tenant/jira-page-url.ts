import type { Config } from '../config.ts';
import type { Tenant } from './tenant.store.ts';

export type JiraPage = {
  /** As in atlassian-connect.json, such as `accounts`. */
  readonly moduleKey: string;
  /** For the page itself. Jira hands on those whose name starts with `ac.` (Connect, "Context parameters"). */
  readonly parameters?: Readonly<Record<string, string>> | undefined;
};

/** Where one of our pages is found inside Jira. */
export function jiraPageUrl(
  config: Pick<Config, 'appKey'>,
  tenant: Pick<Tenant, 'displayUrl'>,
  { moduleKey, parameters = {} }: JiraPage,
): string {
  const query = Object.entries(parameters)
    .map(([name, value]) => `ac.${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');
  const page = `${tenant.displayUrl}/plugins/servlet/ac/${encodeURIComponent(config.appKey)}/${encodeURIComponent(moduleKey)}`;
  return query === '' ? page : `${page}?${query}`;
}
