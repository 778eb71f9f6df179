import { findIssue } from './site.ts';
import type { JiraIssue, JiraUser, Site } from './site.ts';

/** The permissions the sandbox knows; asking for another one is refused, as Jira does. */
export const PERMISSIONS: Record<string, { id: string; name: string; type: 'GLOBAL' | 'PROJECT' }> = {
  ADMINISTER: { id: '0', name: 'Administer Jira', type: 'GLOBAL' },
  BULK_CHANGE: { id: '33', name: 'Make bulk changes', type: 'GLOBAL' },
  CREATE_SHARED_OBJECTS: { id: '22', name: 'Share dashboards and filters', type: 'GLOBAL' },
  USER_PICKER: { id: '27', name: 'Browse users and groups', type: 'GLOBAL' },
  ADMINISTER_PROJECTS: { id: '23', name: 'Administer Projects', type: 'PROJECT' },
  BROWSE_PROJECTS: { id: '10', name: 'Browse Projects', type: 'PROJECT' },
  VIEW_DEV_TOOLS: { id: '29', name: 'View Development Tools', type: 'PROJECT' },
  CREATE_ISSUES: { id: '11', name: 'Create Issues', type: 'PROJECT' },
  EDIT_ISSUES: { id: '12', name: 'Edit Issues', type: 'PROJECT' },
  ASSIGN_ISSUES: { id: '13', name: 'Assign Issues', type: 'PROJECT' },
  ADD_COMMENTS: { id: '15', name: 'Add Comments', type: 'PROJECT' },
  LINK_ISSUES: { id: '21', name: 'Link Issues', type: 'PROJECT' },
  WORK_ON_ISSUES: { id: '20', name: 'Work On Issues', type: 'PROJECT' },
  TRANSITION_ISSUES: { id: '46', name: 'Transition Issues', type: 'PROJECT' },
};

/** Those that this site knows: a permission comes with a product, which may be missing. */
export function permissionsOf({ missingPermissions }: Site): typeof PERMISSIONS {
  return Object.fromEntries(
    Object.entries(PERMISSIONS).filter(([key]) => missingPermissions?.has(key) !== true),
  );
}

export function hasGlobalPermission(user: JiraUser, permission: string): boolean {
  if (!user.active || user.forbidden?.has(permission) === true) return false;
  return permission === 'ADMINISTER' ? user.admin : true;
}

export function hasProjectPermission(user: JiraUser, permission: string, projectKey: string): boolean {
  if (!user.active || user.forbidden?.has(`${permission} ${projectKey}`) === true) return false;
  if (permission === 'ADMINISTER_PROJECTS') return user.admin || user.projectAdminOf.includes(projectKey);
  return canBrowse(user, projectKey);
}

export function canBrowse(user: JiraUser, projectKey: string): boolean {
  if (!user.active || user.forbidden?.has(`BROWSE_PROJECTS ${projectKey}`) === true) return false;
  return (
    user.projects === '*' || user.projects.includes(projectKey) || user.projectAdminOf.includes(projectKey)
  );
}

/** Who may browse a project need not see each of its issues: a security level may hide some of them. */
export function canSeeIssue(user: JiraUser, issue: JiraIssue): boolean {
  return canBrowse(user, issue.projectKey) && issue.hiddenFrom?.has(user.accountId) !== true;
}

/**
 * The key of the project that a question about permissions names, by itself or by an issue; undefined where it names none,
 * `missing` where that is not there or not for this person.
 */
export function projectAskedAbout(site: Site, query: URLSearchParams, user: JiraUser): string | undefined {
  const idOrKey = query.get('issueId') ?? query.get('issueKey');
  if (idOrKey !== null) {
    const issue = findIssue(site, idOrKey);
    return issue !== undefined && canSeeIssue(user, issue) ? issue.projectKey : 'missing';
  }
  const id = query.get('projectId');
  const key = query.get('projectKey');
  if (id === null && key === null) return undefined;
  const project = [...site.projects.values()].find((one) =>
    id === null ? one.key === key : one.id === Number(id),
  );
  const isVisible = project !== undefined && (canBrowse(user, project.key) || user.admin);
  return isVisible ? project.key : 'missing';
}
