import { canReadCode, canSeeNamespace, canSeeProject } from '../world/access.ts';
import { fullPath } from '../world/model.ts';
import type { Feature, MergeRequest, Namespace, Project } from '../world/model.ts';
import { Refusal, refuse } from '../http/exchange.ts';
import type { Call } from '../http/exchange.ts';

/** The project of `:id` (number or path). 404 hides what the user may not see; GET on an old path is redirected. */
export function projectOf(call: Call): Project {
  const id = call.params['id'] ?? '';
  const { state } = call.sandbox;
  const project = /^\d+$/.test(id) ? state.projects.get(Number(id)) : projectAt(call, id);
  if (project !== undefined && canSeeProject(call.user, project)) return project;
  const moved = state.projects.get(state.oldPaths.get(id.toLowerCase()) ?? -1);
  if (moved !== undefined && canSeeProject(call.user, moved)) redirect(call, moved);
  return refuse(404, '404 Project Not Found');
}

/** The project with a feature switched on that the user may read: 403 otherwise. */
export function projectWith(call: Call, feature: Feature): Project {
  const project = projectOf(call);
  if (project.disabled.has(feature) || !canReadCode(call.user, project)) refuse(403, '403 Forbidden');
  return project;
}

export function groupOf(call: Call): Namespace {
  const namespace = namespaceAt(call, call.params['id'] ?? '');
  if (namespace?.kind !== 'group' || !canSeeNamespace(call.sandbox.state, call.user, namespace)) {
    return refuse(404, '404 Group Not Found');
  }
  return namespace;
}

export function namespaceAt(call: Call, id: string): Namespace | undefined {
  const { namespaces } = call.sandbox.state;
  if (/^\d+$/.test(id)) return namespaces.get(Number(id));
  const wanted = id.toLowerCase();
  for (const namespace of namespaces.values())
    if (fullPath(namespace).toLowerCase() === wanted) return namespace;
  return undefined;
}

export function mergeRequestOf(call: Call): MergeRequest {
  const row = projectWith(call, 'merge_requests').mergeRequests.get(Number(call.params['iid']));
  return row ?? refuse(404, '404 Not found');
}

function projectAt(call: Call, path: string): Project | undefined {
  const wanted = path.toLowerCase();
  for (const project of call.sandbox.state.projects.values()) {
    if (fullPath(project).toLowerCase() === wanted) return project;
  }
  return undefined;
}

function redirect(call: Call, project: Project): never {
  const segments = call.request.path.split('/');
  segments[4] = String(project.id);
  const query = call.query.toString();
  const location = `${call.sandbox.url}${segments.join('/')}${query === '' ? '' : `?${query}`}`;
  throw new Refusal({
    status: 301,
    headers: { Location: location },
    json: { message: 'This resource has been moved permanently to another location.' },
  });
}
