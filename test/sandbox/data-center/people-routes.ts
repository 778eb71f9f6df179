import {
  canBrowse,
  canSeeIssue,
  hasGlobalPermission,
  hasProjectPermission,
  permissionsOf,
  projectAskedAbout,
} from '../jira/cloud/permissions.ts';
import { findIssue } from '../jira/cloud/site.ts';
import type { JiraUser } from '../jira/cloud/site.ts';
import { platformError } from '../jira/http/exchange.ts';
import type { ApiRoute, Caller, Exchange, Reply } from '../jira/http/exchange.ts';
import { objectBody, undocumented } from '../jira/work/rest/body.ts';
import { projectJson } from '../jira/rest/project-routes.ts';
import { serverUser, usernameOf } from './server-json.ts';
import { isAtLeast } from './state.ts';

const GET = { kind: 'api', method: 'GET' } as const;

/** The server, its projects and its people. Source: Jira Data Center platform REST API, `/rest/api/2`. */
export const SERVER_ROUTES: ApiRoute[] = [
  {
    ...GET,
    path: '/rest/api/2/serverInfo',
    endpoint: 'serverInfo',
    query: ['doHealthCheck'],
    handle: serverInfo,
  },
  {
    ...GET,
    path: '/rest/api/2/myself',
    endpoint: 'myself',
    query: [],
    handle: (exchange, { user }) => one(exchange, user),
  },
  {
    ...GET,
    path: '/rest/api/2/mypermissions',
    endpoint: 'mypermissions',
    query: ['projectKey', 'projectId', 'issueKey', 'issueId'],
    handle: myPermissions,
  },
  {
    ...GET,
    path: '/rest/api/2/user',
    endpoint: 'user.get',
    query: ['username', 'key', 'includeDeleted'],
    handle: getUser,
  },
  {
    ...GET,
    path: '/rest/api/2/user/search',
    endpoint: 'user.search',
    query: ['username', 'startAt', 'maxResults', 'includeActive', 'includeInactive'],
    handle: searchUsers,
  },
  {
    ...GET,
    path: '/rest/api/2/user/permission/search',
    endpoint: 'user.permission.search',
    query: ['username', 'permissions', 'issueKey', 'projectKey', 'startAt', 'maxResults'],
    handle: searchByPermission,
  },
  {
    ...GET,
    path: '/rest/api/2/project',
    endpoint: 'project.list',
    query: ['expand', 'recent', 'includeArchived'],
    handle: ({ site }, { user }) => ({
      status: 200,
      body: [...site.projects.values()]
        .filter((project) => canBrowse(user, project.key))
        .map((project) => projectJson(site, project)),
    }),
  },
  {
    ...GET,
    path: '/rest/api/2/project/:projectIdOrKey',
    endpoint: 'project.get',
    query: ['expand'],
    handle({ site, params }, { user }) {
      const project = site.projects.get(params['projectIdOrKey'] ?? '');
      if (project === undefined || !canBrowse(user, project.key))
        return platformError(404, 'No project could be found.');
      return { status: 200, body: projectJson(site, project) };
    },
  },
  {
    kind: 'api',
    method: 'POST',
    path: '/rest/api/2/search',
    endpoint: 'search',
    query: [],
    handle: searchIssues,
  },
];

/** Of JQL only `key in ("A-1", "A-2")`. */
function searchIssues(exchange: Exchange, { user }: Caller): Reply {
  const { site } = exchange;
  const read = objectBody(exchange, ['jql', 'fields', 'startAt', 'maxResults', 'validateQuery', 'expand']);
  if ('refusal' in read) return read.refusal;
  const { jql, validateQuery = true } = read.body;
  const list = /^key in \(("[A-Z0-9_-]+"(?:, "[A-Z0-9_-]+")*)\)$/.exec(String(jql))?.[1];
  if (list === undefined) return undocumented(exchange, `the sandbox cannot read the query ${String(jql)}`);
  const keys = list.split(', ').map((quoted) => quoted.slice(1, -1));
  const found = keys.flatMap((key) => {
    const issue = findIssue(site, key);
    return issue !== undefined && canSeeIssue(user, issue) ? [issue] : [];
  });
  if (validateQuery === true && found.length < keys.length)
    return platformError(400, 'An issue does not exist for field key.');
  const issues = found.map(({ id, key, summary }) => ({ id, key, fields: { summary } }));
  return { status: 200, body: { startAt: 0, maxResults: 100, total: issues.length, issues } };
}

function one({ dataCenter }: Exchange, user: JiraUser): Reply {
  return { status: 200, body: dataCenter && serverUser(dataCenter, user) };
}

function serverInfo({ dataCenter, cloud }: Exchange): Reply {
  const { url = '', version = '' } = dataCenter ?? {};
  return {
    status: 200,
    body: {
      baseUrl: url,
      version,
      versionNumbers: version.split('.').map(Number),
      deploymentType: 'Server',
      buildNumber: isAtLeast(version, '10.0') ? 10_030_000 : 912_000,
      serverTime: new Date(cloud.clock.now()).toISOString().replace('Z', '+0000'),
      serverTitle: 'Jira',
    },
  };
}

/** All of them, with `havePermission`; in a project where one is named, else in any. */
function myPermissions({ site, query }: Exchange, { user }: Caller): Reply {
  const project = projectAskedAbout(site, query, user);
  if (project === 'missing') return platformError(404, 'The project or issue does not exist.');
  const projects = project === undefined ? [...site.projects.keys()] : [project];
  const permissions = Object.fromEntries(
    Object.entries(permissionsOf(site)).map(([key, of]) => [
      key,
      {
        ...of,
        key,
        havePermission:
          of.type === 'GLOBAL'
            ? hasGlobalPermission(user, key)
            : projects.some((projectKey) => hasProjectPermission(user, key, projectKey)),
      },
    ]),
  );
  return { status: 200, body: { permissions } };
}

function getUser(exchange: Exchange): Reply {
  const { site, query } = exchange;
  const user =
    site.users.get(query.get('key') ?? '') ??
    [...site.users.values()].find((candidate) => usernameOf(candidate) === query.get('username'));
  return user === undefined ? platformError(404, 'The user does not exist') : one(exchange, user);
}

/** The beginning of a user name, of (a word of) a display name, or of an address, which everybody may see by default. */
function searchUsers({ site, query, dataCenter }: Exchange, { user }: Caller): Reply {
  const text = query.get('username')?.toLowerCase() ?? '';
  if (text === '') return platformError(400, 'The username query parameter was not provided');
  const found = hasGlobalPermission(user, 'USER_PICKER')
    ? [...site.users.values()]
        .filter(({ accountType }) => accountType !== 'app')
        .filter(({ active }) => active || query.get('includeInactive') === 'true')
        .filter((candidate) => begins(candidate, text))
    : [];
  const body = found.slice(0, 1000).map((person) => dataCenter && serverUser(dataCenter, person));
  return { status: 200, body };
}

function begins(user: JiraUser, text: string): boolean {
  const { displayName, emailAddress } = user;
  return [usernameOf(user), emailAddress, displayName, ...displayName.split(/\s+/)].some((name) =>
    name.toLowerCase().startsWith(text),
  );
}

/** For administrators of Jira, or of the project: who may do this, of those whose name begins so. */
function searchByPermission({ site, query, dataCenter }: Exchange, { user }: Caller): Reply {
  const issue = findIssue(site, query.get('issueKey') ?? '');
  const projectKey = issue?.projectKey ?? query.get('projectKey') ?? '';
  const wanted = (query.get('permissions') ?? '').split(',').filter((name) => name !== '');
  if (wanted.length === 0) return platformError(400, 'permissions is missing');
  if (projectKey === '' || !site.projects.has(projectKey))
    return platformError(404, 'There is no such issue or project');
  if (!user.admin && !hasProjectPermission(user, 'ADMINISTER_PROJECTS', projectKey))
    return platformError(403, 'Only administrators may ask who has a permission.');
  const text = (query.get('username') ?? '').toLowerCase();
  const found = [...site.users.values()]
    .filter((candidate) => candidate.active && candidate.accountType !== 'app' && begins(candidate, text))
    .filter((candidate) => wanted.every((name) => hasProjectPermission(candidate, name, projectKey)));
  return { status: 200, body: found.map((person) => dataCenter && serverUser(dataCenter, person)) };
}
