import type { Answer, Call } from '../http/exchange.ts';
import { refuse, violate } from '../http/exchange.ts';
import {
  choice,
  countedPage,
  flag,
  linkTo,
  pageRequest,
  pagingParameters,
  time,
  wholeNumber,
} from '../http/paging.ts';
import type { Endpoint } from '../http/router.ts';
import { canReadCode, canSeeProject, groupLevel, isWithin, projectLevel } from '../world/access.ts';
import type { Namespace, Project } from '../world/model.ts';
import { groupOf, projectOf } from './find.ts';
import { groupDetail, projectFull, projectSimple } from './shapes.ts';

const keyset = ['pagination', 'id_after', 'id_before'] as const;
const filters = [
  'archived',
  'visibility',
  'search',
  'simple',
  'min_access_level',
  'active',
  ...pagingParameters,
] as const;
const listing = [...filters, 'order_by', 'sort', 'owned'] as const;
const activity = ['last_activity_after', 'last_activity_before'] as const;

/** Projects and the places they are listed. */
export const projectEndpoints: readonly Endpoint[] = [
  {
    name: 'project',
    method: 'GET',
    path: '/api/v4/projects/:id',
    query: ['statistics', 'license', 'with_custom_attributes'],
    access: 'anyone',
    limit: { count: 400, seconds: 60 },
    handle: (call) => ({
      status: 200,
      json: shape(call, projectOf(call), { simple: false, permissions: true }),
    }),
  },
  {
    name: 'projects',
    method: 'GET',
    path: '/api/v4/projects',
    query: [...listing, ...keyset, ...activity, 'membership'],
    access: 'anyone',
    limit: { count: 2000, seconds: 600 },
    handle: (call) =>
      list(
        call,
        [...call.sandbox.state.projects.values()].filter((row) => membership(call, row)),
      ),
  },
  {
    name: 'group',
    method: 'GET',
    path: '/api/v4/groups/:id',
    query: ['with_projects', 'with_custom_attributes'],
    access: 'anyone',
    limit: { count: 400, seconds: 60 },
    handle: oneGroup,
  },
  {
    name: 'group.projects',
    method: 'GET',
    path: '/api/v4/groups/:id/projects',
    query: [...listing, 'with_shared', 'include_subgroups', 'pagination', 'id_after'],
    access: 'anyone',
    limit: { count: 600, seconds: 60 },
    handle: (call) => list(call, inGroup(call, groupOf(call))),
  },
  {
    name: 'user.projects',
    method: 'GET',
    path: '/api/v4/users/:id/projects',
    query: [...listing, ...keyset, ...activity, 'membership'],
    access: 'anyone',
    limit: { count: 300, seconds: 60 },
    handle: (call) => list(call, ofUser(call)),
  },
];

function shape(
  call: Call,
  project: Project,
  as: { simple: boolean; permissions?: boolean },
): Record<string, unknown> {
  const { url } = call.sandbox;
  const code = canReadCode(call.user, project);
  if (as.simple || call.user === null) return projectSimple(url, project, code);
  const full = projectFull(url, project, code);
  if (as.permissions !== true) return full;
  const access = (level: number | undefined) =>
    level === undefined ? null : { access_level: level, notification_level: 3 };
  const group = groupLevel(call.user, project.namespace);
  const permissions = {
    project_access: access(project.members.get(call.user.id)),
    group_access: project.namespace.kind === 'group' && group > 0 ? access(group) : null,
  };
  return { ...full, permissions };
}

function oneGroup(call: Call): Answer {
  const group = groupOf(call);
  const detail = groupDetail(call.sandbox.url, group);
  if (!flag(call.query, 'with_projects', true)) return { status: 200, json: detail };
  // By default GitLab embeds up to 100 projects.
  const inside = [...call.sandbox.state.projects.values()].filter(
    (project) => project.namespace === group && canSeeProject(call.user, project),
  );
  const projects = inside.slice(0, 100).map((project) => shape(call, project, { simple: false }));
  return { status: 200, json: { ...detail, projects, shared_projects: [] } };
}

function inGroup(call: Call, group: Namespace): Project[] {
  const shared = flag(call.query, 'with_shared', true);
  const deep = flag(call.query, 'include_subgroups', false);
  return [...call.sandbox.state.projects.values()].filter((project) => {
    const own = deep ? isWithin(project.namespace, group) : project.namespace === group;
    return own || (shared && project.sharedWith.some((row) => row.group === group));
  });
}

function membership(call: Call, project: Project): boolean {
  if (!flag(call.query, 'membership', false)) return true;
  if (call.user === null) return false;
  const own = project.members.get(call.user.id) ?? 0;
  return own > 0 || groupLevel({ ...call.user, admin: false }, project.namespace) > 0;
}

function ofUser(call: Call): Project[] {
  const id = call.params['id'] ?? '';
  const { state } = call.sandbox;
  const user = /^\d+$/.test(id) ? state.users.get(Number(id)) : state.userNamed(id);
  if (user === undefined) return refuse(404, '404 User Not Found');
  return [...state.projects.values()].filter((project) => project.namespace === user.namespace);
}

const orders = ['created_at', 'id', 'name', 'path', 'updated_at', 'last_activity_at'] as const;

function list(call: Call, candidates: Project[]): Answer {
  const { query } = call;
  const by = choice(query, 'order_by', orders);
  const sign = choice(query, 'sort', ['desc', 'asc']) === 'asc' ? 1 : -1;
  const rows = candidates
    .filter((project) => wanted(call, project))
    .sort((a, b) => sign * (compare(a, b, by) || a.id - b.id));
  const simple = flag(query, 'simple', false);
  const page = pageRequest(query);
  if (query.get('pagination') === 'keyset') {
    if (by !== 'id') return violate(call, 'keyset paging is served here by order_by=id only');
    return keysetPage(call, rows, { perPage: page.perPage, rising: sign > 0, simple });
  }
  const shown = rows.slice(page.offset, page.offset + page.perPage);
  return countedPage(call, page, {
    total: rows.length,
    rows: shown.map((row) => shape(call, row, { simple })),
  });
}

function wanted(call: Call, project: Project): boolean {
  const { query, user } = call;
  if (!canSeeProject(user, project)) return false;
  if (query.has('archived') && flag(query, 'archived', false) !== project.archived) return false;
  if (flag(query, 'active', false) && (project.archived || project.markedForDeletionOn !== null))
    return false;
  if (query.has('visibility') && query.get('visibility') !== project.visibility) return false;
  if (flag(query, 'owned', false) && projectLevel(user, project) < 50) return false;
  const search = query.get('search');
  if (search !== null && !project.name.toLowerCase().includes(search.toLowerCase())) return false;
  if (projectLevel(user, project) < (wholeNumber(query, 'min_access_level') ?? 0)) return false;
  const after = time(query, 'last_activity_after');
  const before = time(query, 'last_activity_before');
  if (after !== undefined && project.lastActivityAt < after) return false;
  return before === undefined || project.lastActivityAt <= before;
}

function compare(a: Project, b: Project, by: (typeof orders)[number]): number {
  if (by === 'name' || by === 'path') return a[by] < b[by] ? -1 : Number(a[by] > b[by]);
  const value = (row: Project) =>
    by === 'id'
      ? row.id
      : by === 'created_at'
        ? row.createdAt
        : by === 'updated_at'
          ? row.updatedAt
          : row.lastActivityAt;
  return value(a) - value(b);
}

/** Keyset paging: no totals, no page numbers, only a `Link` to what comes after the last id. */
function keysetPage(
  call: Call,
  rows: Project[],
  as: { perPage: number; rising: boolean; simple: boolean },
): Answer {
  const after = wholeNumber(call.query, 'id_after') ?? -Infinity;
  const before = wholeNumber(call.query, 'id_before') ?? Infinity;
  const left = rows.filter((row) => row.id > after && row.id < before);
  const shown = left.slice(0, as.perPage);
  const last = shown.at(-1);
  const next =
    last !== undefined && left.length > shown.length
      ? { link: linkTo(call, { [as.rising ? 'id_after' : 'id_before']: String(last.id) }, 'next') }
      : {};
  const json = shown.map((row) => shape(call, row, { simple: as.simple }));
  return { status: 200, headers: { 'x-per-page': String(as.perPage), ...next }, json };
}
