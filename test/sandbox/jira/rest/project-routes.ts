import { canBrowse } from '../cloud/permissions.ts';
import type { JiraProject, Site } from '../cloud/site.ts';
import { platformError } from '../http/exchange.ts';
import type { ApiRoute, Caller, Exchange, Reply } from '../http/exchange.ts';
import { avatarUrls } from './user-json.ts';

/** Projects and the site itself. Source: Jira Cloud platform REST API v3. */
export const PROJECT_ROUTES: ApiRoute[] = [
  {
    kind: 'api',
    method: 'GET',
    path: '/rest/api/3/serverInfo',
    endpoint: 'serverInfo',
    query: [],
    scope: 'READ',
    forgeScope: 'read:jira-work',
    handle: ({ site, cloud }) => ({ status: 200, body: serverInfo(site, cloud.clock.now()), objects: 1 }),
  },
  {
    kind: 'api',
    method: 'GET',
    path: '/rest/api/3/configuration',
    endpoint: 'configuration',
    query: [],
    scope: 'READ',
    forgeScope: 'read:jira-work',
    handle: ({ site }) => ({ status: 200, body: globalSettings(site), objects: 1 }),
  },
  {
    kind: 'api',
    method: 'GET',
    path: '/rest/api/3/project/search',
    endpoint: 'project.search',
    query: ['startAt', 'maxResults', 'keys', 'id', 'query', 'action', 'orderBy'],
    unsupportedQuery: ['typeKey', 'categoryId', 'expand', 'status', 'properties', 'propertyQuery'],
    scope: 'READ',
    forgeScope: 'read:jira-work',
    handle: searchProjects,
  },
];

const DEFAULT_PAGE = 50;
const LARGEST_PAGE = 100;
const ORDERS = ['key', '+key', '-key', 'name', '+name', '-name'];

function searchProjects(exchange: Exchange, { user }: Caller): Reply {
  const { site, query } = exchange;
  const startAt = wholeNumber(query.get('startAt'), 0);
  const asked = wholeNumber(query.get('maxResults'), DEFAULT_PAGE);
  if (startAt === undefined || asked === undefined)
    return platformError(400, 'startAt and maxResults are numbers.');
  const orderBy = query.get('orderBy') ?? 'key';
  if (!ORDERS.includes(orderBy)) return platformError(400, `The sandbox cannot order by ${orderBy}.`);
  const visible = [...site.projects.values()]
    .filter((project) => canBrowse(user, project.key) || (user.admin && query.get('action') !== 'browse'))
    .filter((project) => fits(project, query))
    .sort(ordered(orderBy));
  const maxResults = Math.min(asked, LARGEST_PAGE);
  const values = visible.slice(startAt, startAt + maxResults);
  const end = startAt + values.length;
  const page = (start: number) =>
    `${site.url}/rest/api/3/project/search?startAt=${start}&maxResults=${maxResults}`;
  return {
    status: 200,
    objects: values.length,
    body: {
      self: page(startAt),
      ...(end < visible.length ? { nextPage: page(end) } : {}),
      maxResults,
      startAt,
      total: visible.length,
      isLast: end >= visible.length,
      values: values.map((project) => projectJson(site, project)),
    },
  };
}

function fits(project: JiraProject, query: URLSearchParams): boolean {
  const keys = query.getAll('keys');
  const ids = query.getAll('id');
  const text = query.get('query')?.toLowerCase();
  return (
    (keys.length === 0 || keys.includes(project.key)) &&
    (ids.length === 0 || ids.includes(String(project.id))) &&
    (text === undefined || `${project.key}\n${project.name}`.toLowerCase().includes(text))
  );
}

function ordered(orderBy: string): (a: JiraProject, b: JiraProject) => number {
  const field = orderBy.endsWith('name') ? 'name' : 'key';
  const sign = orderBy.startsWith('-') ? -1 : 1;
  return (a, b) => sign * (a[field] < b[field] ? -1 : a[field] > b[field] ? 1 : 0);
}

/** A project as lists and issues show it. */
export function projectJson(site: Site, project: JiraProject): Record<string, unknown> {
  return {
    self: `${site.url}/rest/api/3/project/${project.id}`,
    id: String(project.id),
    key: project.key,
    name: project.name,
    avatarUrls: avatarUrls(`${site.url}/secure/projectavatar?pid=${project.id}`),
    projectTypeKey: 'software',
    simplified: false,
    style: 'classic',
    isPrivate: false,
  };
}

/** How time is tracked is told only where it is. */
function globalSettings({ work }: Site): Record<string, unknown> {
  const timeTrackingConfiguration = {
    ...{ workingHoursPerDay: 8, workingDaysPerWeek: 5 },
    ...{ timeFormat: 'pretty', defaultUnit: 'minute' },
  };
  return {
    ...{ votingEnabled: true, watchingEnabled: true, unassignedIssuesAllowed: true },
    ...{ subTasksEnabled: true, issueLinkingEnabled: true, attachmentsEnabled: true },
    timeTrackingEnabled: work.timeTracking,
    ...(work.timeTracking ? { timeTrackingConfiguration } : {}),
  };
}

function serverInfo(site: Site, now: number): Record<string, unknown> {
  return {
    baseUrl: site.url,
    displayUrl: site.url,
    version: '1001.0.0-SNAPSHOT',
    versionNumbers: [1001, 0, 0],
    deploymentType: 'Cloud',
    buildNumber: 100_270,
    buildDate: '2026-11-01T00:00:00.000+0000',
    serverTime: new Date(now).toISOString().replace('Z', '+0000'),
    scmInfo: '0000000000000000000000000000000000000000',
    serverTitle: site.displayName,
    defaultLocale: { locale: 'en_US' },
  };
}

function wholeNumber(text: string | null, fallback: number): number | undefined {
  if (text === null) return fallback;
  return /^\d+$/.test(text) ? Number(text) : undefined;
}
