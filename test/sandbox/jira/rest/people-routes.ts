import {
  PERMISSIONS,
  hasGlobalPermission,
  hasProjectPermission,
  permissionsOf,
  projectAskedAbout,
} from '../cloud/permissions.ts';
import { findIssue } from '../cloud/site.ts';
import type { JiraUser, Site } from '../cloud/site.ts';
import { violate } from '../http/api-call.ts';
import { jsonBody, platformError } from '../http/exchange.ts';
import type { ApiRoute, Caller, Exchange, Reply } from '../http/exchange.ts';
import { userJson } from './user-json.ts';

/** Users and what they may do. Source: Jira Cloud platform REST API v3, "Myself", "Users", "Permissions". */
export const PEOPLE_ROUTES: ApiRoute[] = [
  {
    kind: 'api',
    method: 'GET',
    path: '/rest/api/3/myself',
    endpoint: 'myself',
    query: [],
    unsupportedQuery: ['expand'],
    scope: 'READ',
    forgeScope: 'read:jira-user',
    handle: ({ site }, { user }) => ({ status: 200, body: userJson(site, user), objects: 2 }),
  },
  {
    kind: 'api',
    method: 'GET',
    path: '/rest/api/3/user',
    endpoint: 'user.get',
    query: ['accountId'],
    unsupportedQuery: ['expand'],
    scope: 'READ',
    forgeScope: 'read:jira-user',
    handle({ site, query }) {
      const user = site.users.get(query.get('accountId') ?? '');
      if (user !== undefined) return { status: 200, body: userJson(site, user), objects: 2 };
      return platformError(404, `Specified user does not exist or you do not have required permissions`);
    },
  },
  {
    kind: 'api',
    method: 'GET',
    path: '/rest/api/3/mypermissions',
    endpoint: 'mypermissions',
    query: ['permissions', 'projectKey', 'projectId', 'issueKey', 'issueId'],
    unsupportedQuery: ['projectUuid', 'projectConfigurationUuid', 'commentId'],
    scope: 'READ',
    forgeScope: 'read:jira-work',
    handle: myPermissions,
  },
  {
    kind: 'api',
    method: 'POST',
    path: '/rest/api/3/permissions/check',
    endpoint: 'permissions.check',
    query: [],
    scope: 'READ',
    forgeScope: 'read:jira-work',
    handle: checkPermissions,
  },
];

function myPermissions({ site, query }: Exchange, { user }: Caller): Reply {
  const keys = (query.get('permissions') ?? '').split(',').filter((key) => key !== '');
  if (keys.length === 0) return platformError(400, "The 'permissions' query parameter is required.");
  const known = permissionsOf(site);
  const unknown = keys.filter((key) => known[key] === undefined);
  if (unknown.length > 0) return platformError(400, `Unrecognized permissions: ${unknown.join(', ')}`);
  const project = projectAskedAbout(site, query, user);
  if (project === 'missing') return platformError(404, 'No project or issue could be found.');
  const permissions = Object.fromEntries(
    keys.map((key) => [
      key,
      { key, ...PERMISSIONS[key], havePermission: holds(site, user, { key, project }) },
    ]),
  );
  return { status: 200, body: { permissions }, objects: 1 };
}

function holds(
  site: Site,
  user: JiraUser,
  { key, project }: { key: string; project: string | undefined },
): boolean {
  if (PERMISSIONS[key]?.type === 'GLOBAL') return hasGlobalPermission(user, key);
  const projects = project === undefined ? [...site.projects.keys()] : [project];
  return projects.some((projectKey) => hasProjectPermission(user, key, projectKey));
}

const CHECK_FIELDS = ['accountId', 'globalPermissions', 'projectPermissions'];
const PROJECT_CHECK_FIELDS = ['permissions', 'projects', 'issues'];

interface PermissionsCheck {
  accountId?: string;
  globalPermissions?: string[];
  projectPermissions?: { permissions: string[]; projects?: number[]; issues?: number[] }[];
}

/** Connect apps may ask about any person from their server; a person only about themselves, or as an admin. */
function checkPermissions(exchange: Exchange, caller: Caller): Reply {
  const { site } = exchange;
  const body = jsonBody(exchange) as PermissionsCheck | null | undefined;
  if (typeof body !== 'object' || body === null)
    return platformError(400, 'The request body is no JSON object.');
  const fields = [
    ...extraFields(body, CHECK_FIELDS),
    ...(body.projectPermissions ?? []).flatMap((check) => extraFields(check, PROJECT_CHECK_FIELDS)),
  ];
  if (fields.length > 0) {
    violate(exchange, `the fields ${fields.join(', ')} are not documented`);
    return platformError(400, `Unrecognized field "${fields.join('", "')}"`);
  }
  const user = body.accountId === undefined ? caller.user : site.users.get(body.accountId);
  if (user === undefined) return platformError(400, 'The account ID is invalid.');
  if (caller.actsAsUser && user !== caller.user && !caller.user.admin) {
    return platformError(403, 'Only Jira administrators can perform this operation.');
  }
  const named = [
    ...(body.globalPermissions ?? []),
    ...(body.projectPermissions ?? []).flatMap((of) => of.permissions),
  ];
  const unknown = named.filter((key) => PERMISSIONS[key] === undefined);
  if (unknown.length > 0) {
    return {
      status: 400,
      body: {
        errorMessages: [],
        errors: Object.fromEntries(unknown.map((key) => [key, 'Unrecognized permission'])),
      },
    };
  }
  return {
    status: 200,
    body: {
      globalPermissions: (body.globalPermissions ?? []).filter((key) => hasGlobalPermission(user, key)),
      projectPermissions: (body.projectPermissions ?? []).flatMap((check) => grants(site, user, check)),
    },
  };
}

function grants(
  site: Site,
  user: JiraUser,
  check: NonNullable<PermissionsCheck['projectPermissions']>[number],
) {
  return check.permissions.map((permission) => ({
    permission,
    projects: (check.projects ?? []).filter((id) => {
      const key = projectKeyById(site, id);
      return key !== undefined && hasProjectPermission(user, permission, key);
    }),
    issues: (check.issues ?? []).filter((id) => {
      const issue = findIssue(site, String(id));
      return issue !== undefined && hasProjectPermission(user, permission, issue.projectKey);
    }),
  }));
}

function extraFields(value: object, allowed: string[]): string[] {
  return Object.keys(value).filter((field) => !allowed.includes(field));
}

function projectKeyById(site: Site, id: number): string | undefined {
  return [...site.projects.values()].find((project) => project.id === id)?.key;
}
