import type { Namespace, Project, User } from './model.ts';
import type { WorldState } from './state.ts';

/** The user's access level to a project; 0 for a stranger. */
export function projectLevel(user: User | null, project: Project): number {
  if (user === null) return 0;
  if (user.admin) return 50;
  const shared = project.sharedWith.map(({ group, level }) => Math.min(level, groupLevel(user, group)));
  return Math.max(project.members.get(user.id) ?? 0, groupLevel(user, project.namespace), ...shared);
}

/** The user's access level to a group, inherited from the groups above it. */
export function groupLevel(user: User | null, namespace: Namespace): number {
  if (user === null) return 0;
  if (user.admin || namespace.ownerId === user.id) return 50;
  const own = namespace.members.get(user.id) ?? 0;
  return namespace.parent === null ? own : Math.max(own, groupLevel(user, namespace.parent));
}

export function canSeeProject(user: User | null, project: Project): boolean {
  if (project.visibility === 'public') return true;
  if (project.visibility === 'internal' && user !== null) return true;
  return projectLevel(user, project) >= 10;
}

/** Code, merge requests and the like of a private project need Reporter. */
export function canReadCode(user: User | null, project: Project): boolean {
  if (!canSeeProject(user, project)) return false;
  return project.visibility !== 'private' || projectLevel(user, project) >= 20;
}

/** A private group is there for its members and for those of a project or group inside it. */
export function canSeeNamespace(state: WorldState, user: User | null, namespace: Namespace): boolean {
  if (namespace.kind === 'user' || namespace.visibility === 'public') return true;
  if (namespace.visibility === 'internal' && user !== null) return true;
  if (groupLevel(user, namespace) >= 10) return true;
  for (const project of state.projects.values()) {
    if (isWithin(project.namespace, namespace) && projectLevel(user, project) >= 10) return true;
  }
  for (const below of state.namespaces.values()) {
    if (isWithin(below, namespace) && groupLevel(user, below) >= 10) return true;
  }
  return false;
}

export function isWithin(namespace: Namespace, above: Namespace): boolean {
  for (let at: Namespace | null = namespace; at !== null; at = at.parent) if (at === above) return true;
  return false;
}
