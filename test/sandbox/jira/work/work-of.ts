import { hasProjectPermission } from '../cloud/permissions.ts';
import { findIssue } from '../cloud/site.ts';
import type { JiraIssue, JiraUser, Site } from '../cloud/site.ts';
import { emptyWork } from './model.ts';
import type { ChangedField, IssueChange, IssueWork } from './model.ts';
import { DEFAULT_WORKFLOW, transitionsFor } from './workflow.ts';
import type { Transition, Workflow } from './workflow.ts';

/** As Jira looks an issue up: by id or key, by a former key, and last without regard to case. */
export function issueNamed(site: Site, idOrKey: string): JiraIssue | undefined {
  return findIssue(site, idOrKey) ?? findIssue(site, idOrKey.toUpperCase());
}

export function workflowOf(site: Site, { projectKey }: JiraIssue): Workflow {
  return site.work.workflows.get(projectKey) ?? DEFAULT_WORKFLOW;
}

/** What this person can do with the issue now; nothing without the permission to do any of it. */
export function availableTo(site: Site, issue: JiraIssue, user: JiraUser): Transition[] {
  if (!hasProjectPermission(user, 'TRANSITION_ISSUES', issue.projectKey)) return [];
  return transitionsFor(workflowOf(site, issue), issue.status, user);
}

/** To look at; not kept where nothing was done yet. */
export function workOf(site: Site, { id }: JiraIssue): IssueWork {
  return site.work.issues.get(id) ?? emptyWork();
}

/** To write to: keeps the issue from now on, which may have existed by its number only. */
export function keepWork(site: Site, issue: JiraIssue): { issue: JiraIssue; work: IssueWork } {
  const kept = site.issues.get(issue.key) ?? issue;
  site.issues.set(kept.key, kept);
  let work = site.work.issues.get(kept.id);
  if (work === undefined) site.work.issues.set(kept.id, (work = emptyWork()));
  return { issue: kept, work };
}

/** An id that no comment, worklog or history entry of the site has. */
export function newId(site: Site): string {
  site.work.nextId += 1;
  return String(site.work.nextId);
}

/** Jira writes no history where nothing changed. */
export function noteChange(site: Site, work: IssueWork, change: Omit<IssueChange, 'id'>): void {
  if (change.items.length > 0) work.changelog.push({ id: newId(site), ...change });
}

type NamedStatus = { id: string; name: string };

/** For the history: nothing where the status stays what it is. */
export function statusChange(from: NamedStatus, to: NamedStatus): ChangedField[] {
  if (from.id === to.id) return [];
  const field = { field: 'status', fieldId: 'status' };
  return [{ ...field, from: from.id, fromString: from.name, to: to.id, toString: to.name }];
}
