import { hasGlobalPermission } from '../cloud/permissions.ts';
import type { JiraUser, Site } from '../cloud/site.ts';
import { platformError } from '../http/exchange.ts';
import type { ApiRoute, Caller, Exchange, Reply } from '../http/exchange.ts';
import { userJson } from './user-json.ts';

/** Finding people. Source: Jira Cloud platform REST API v3, "User search", "Find users". */
export const USER_SEARCH_ROUTE: ApiRoute = {
  kind: 'api',
  method: 'GET',
  path: '/rest/api/3/user/search',
  endpoint: 'user.search',
  query: ['query', 'accountId', 'startAt', 'maxResults'],
  unsupportedQuery: ['username', 'property'],
  scope: 'READ',
  forgeScope: 'read:jira-user',
  handle: searchUsers,
};

const DEFAULT_PAGE = 50;
const LARGEST_PAGE = 1000;
/** Nobody behind the thousandth is found. */
const REACH = 1000;

function searchUsers({ site, query }: Exchange, { user }: Caller): Reply {
  const text = query.get('query');
  const accountId = query.get('accountId');
  if ((text === null) === (accountId === null))
    return platformError(400, 'Either the query or the accountId parameter is required.');
  const startAt = Number(query.get('startAt') ?? 0);
  const maxResults = Number(query.get('maxResults') ?? DEFAULT_PAGE);
  if (!Number.isInteger(startAt) || !Number.isInteger(maxResults) || startAt < 0 || maxResults < 0)
    return platformError(400, 'startAt and maxResults are numbers.');
  // Who may not browse users gets an empty list, no error.
  const found = hasGlobalPermission(user, 'USER_PICKER')
    ? [...site.users.values()].filter((candidate) =>
        text === null ? candidate.accountId === accountId : matches(site, candidate, text.toLowerCase()),
      )
    : [];
  const page = found.slice(startAt, Math.min(REACH, startAt + Math.min(maxResults, LARGEST_PAGE)));
  return { status: 200, objects: 2 * page.length, body: page.map((person) => userJson(site, person)) };
}

/**
 * The beginning of a name, of a word of it, or of an address that its owner shows; so the right address may well find
 * somebody else, too. A hidden address is found only in whole, and only where the organisation manages its accounts.
 */
function matches({ work }: Site, user: JiraUser, text: string): boolean {
  const name = user.displayName.toLowerCase();
  if (name.startsWith(text) || name.split(/\s+/).some((word) => word.startsWith(text))) return true;
  const address = user.emailAddress.toLowerCase();
  if (user.emailVisible) return address.startsWith(text);
  return work.managesAccounts && address === text;
}
