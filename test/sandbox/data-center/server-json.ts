import type { JiraUser, Site } from '../jira/cloud/site.ts';
import { avatarUrls } from '../jira/rest/user-json.ts';
import type { DataCenter } from './state.ts';

/** The name people sign in with; the key of a user, which stays when that changes, is the sandbox's account id. */
export function usernameOf({ username, emailAddress }: JiraUser): string {
  return username ?? emailAddress.replace(/@.*/, '');
}

/** A user as REST v2 of Jira Data Center shows them: by name and key, with the address. */
export function serverUser({ url }: DataCenter, user: JiraUser): Record<string, unknown> {
  const name = usernameOf(user);
  return {
    self: `${url}/rest/api/2/user?username=${encodeURIComponent(name)}`,
    key: user.accountId,
    name,
    emailAddress: user.emailAddress,
    avatarUrls: avatarUrls(`${url}/secure/useravatar?ownerId=${encodeURIComponent(user.accountId)}`),
    displayName: user.displayName,
    active: user.active,
    deleted: false,
    timeZone: 'Etc/UTC',
  };
}

/** What Cloud would answer, in the words of Data Center: people by name and key, addresses of REST v2. */
export function asServer(of: { dataCenter: DataCenter; site: Site }, value: unknown): unknown {
  const { dataCenter, site } = of;
  if (typeof value === 'string')
    return value.startsWith(`${site.url}/`)
      ? value.replace(site.url, dataCenter.url).replace('/rest/api/3/', '/rest/api/2/')
      : value;
  if (Array.isArray(value)) return value.map((entry) => asServer(of, entry));
  if (typeof value !== 'object' || value === null) return value;
  if ('accountId' in value && 'displayName' in value) {
    const user = site.users.get(String(value.accountId));
    if (user !== undefined) return serverUser(dataCenter, user);
    return { key: value.accountId, name: value.accountId, displayName: value.displayName, active: false };
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== 'isAvailable' && name !== 'jsdPublic')
      .map(([name, entry]) => [name, asServer(of, entry)]),
  );
}
