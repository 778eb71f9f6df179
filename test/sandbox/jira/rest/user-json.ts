import type { JiraUser, Site } from '../cloud/site.ts';

/** A user as the REST API shows it: the e-mail address only where the profile shows it. */
export function userJson(site: Site, user: JiraUser): Record<string, unknown> {
  return {
    self: `${site.url}/rest/api/3/user?accountId=${encodeURIComponent(user.accountId)}`,
    accountId: user.accountId,
    accountType: user.accountType,
    emailAddress: user.emailVisible ? user.emailAddress : '',
    avatarUrls: avatarUrls(`${site.url}/secure/useravatar?ownerId=${encodeURIComponent(user.accountId)}`),
    displayName: user.displayName,
    active: user.active,
    timeZone: 'Etc/UTC',
    locale: user.locale,
  };
}

export function avatarUrls(address: string): Record<string, string> {
  return Object.fromEntries([48, 24, 16, 32].map((size) => [`${size}x${size}`, `${address}&size=${size}`]));
}
