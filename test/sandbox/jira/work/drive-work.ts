import { PERMISSIONS } from '../cloud/permissions.ts';
import { createProject, findIssue, projectKeyOf } from '../cloud/site.ts';
import type { JiraIssue, Site } from '../cloud/site.ts';
import type { IssueChange, IssueComment, IssueWorklog } from './model.ts';
import { keepWork, noteChange, statusChange, workOf, workflowOf } from './work-of.ts';
import { readWorkflow, statusOf } from './workflow.ts';
import type { NewWorkflow } from './workflow.ts';

/** What was done on an issue; lists are oldest first. */
export interface WorkedIssue {
  id: string;
  key: string;
  summary: string;
  status: string;
  comments: readonly IssueComment[];
  worklogs: readonly IssueWorklog[];
  changelog: readonly IssueChange[];
  /** Set by transitions, by field id. */
  fields: ReadonlyMap<string, unknown>;
  /** How many transitions were made, those that change nothing too. */
  transitions: number;
  remainingSeconds: number;
}

/** What a test does with the work on a site's issues; every issue and person it names has to exist. */
export interface DriveWork {
  /** Looks at an issue, by its key (a former one, too) or id. */
  readonly issue: (idOrKey: string) => WorkedIssue;
  readonly setWorkflow: (projectKey: string, workflow: NewWorkflow) => void;
  /** Puts an issue into a status of its workflow, as a person in Jira does. @param accountId who is in the history */
  readonly setStatus: (idOrKey: string, status: string, accountId?: string) => void;
  /** Takes an estimate for the rest of the work. */
  readonly setRemaining: (idOrKey: string, seconds: number) => void;
  /** @param options.status what adding work answers while it is off; 400 by default */
  readonly setTimeTracking: (on: boolean, options?: { status: 400 | 404 }) => void;
  /** Takes a permission from somebody. @param projectKey for a permission that is given in projects */
  readonly forbid: (accountId: string, permission: string, projectKey?: string) => void;
  readonly allow: (accountId: string, permission: string, projectKey?: string) => void;
  /** Whether the site knows a permission, which comes with a product: VIEW_DEV_TOOLS with Jira Software. */
  readonly setKnown: (permission: string, isKnown: boolean) => void;
  /** Gives the issue a security level that keeps somebody away from it. */
  readonly hideIssue: (key: string, accountId: string) => void;
  /** Moves an issue into another project: it keeps its id and is still found by its former key. */
  readonly moveIssue: (key: string, newKey: string, accountId?: string) => void;
  /** Somebody deletes a comment or a worklog in Jira. */
  readonly deleteComment: (idOrKey: string, commentId: string) => void;
  readonly deleteWorklog: (idOrKey: string, worklogId: string) => void;
  /** From now on a whole e-mail address finds its user, though it is hidden (or no longer does). */
  readonly setManagesAccounts: (on: boolean) => void;
}

/** @param now of the sandbox's clock */
export function driveWork(site: Site, now: () => number): DriveWork {
  const named = (idOrKey: string): JiraIssue => {
    const issue = findIssue(site, idOrKey);
    if (issue === undefined) throw new Error(`There is no issue ${idOrKey}`);
    return issue;
  };
  return {
    issue: (idOrKey) => describeIssue(site, named(idOrKey)),
    setWorkflow: (projectKey, workflow) => setWorkflow(site, projectKey, workflow),
    setStatus: (idOrKey, status, accountId) =>
      changeStatus(site, named(idOrKey), { status, created: now(), author: accountId ?? anyAdmin(site) }),
    setRemaining(idOrKey, seconds) {
      keepWork(site, named(idOrKey)).work.remainingSeconds = seconds;
    },
    setTimeTracking(on, options) {
      site.work.timeTracking = on;
      site.work.timeTrackingOffStatus = options?.status ?? 400;
    },
    forbid(accountId, permission, projectKey) {
      const user = userNamed(site, accountId);
      (user.forbidden ??= new Set()).add(grantName(permission, projectKey));
    },
    allow(accountId, permission, projectKey) {
      userNamed(site, accountId).forbidden?.delete(grantName(permission, projectKey));
    },
    setKnown(permission, isKnown) {
      const missing = (site.missingPermissions ??= new Set());
      if (isKnown) missing.delete(permission);
      else missing.add(permission);
    },
    hideIssue(key, accountId) {
      const { issue } = keepWork(site, named(key));
      (issue.hiddenFrom ??= new Set()).add(accountId);
    },
    moveIssue: (key, newKey, accountId) =>
      moveIssue(site, named(key), { newKey, created: now(), author: accountId ?? anyAdmin(site) }),
    deleteComment(idOrKey, commentId) {
      const { comments } = keepWork(site, named(idOrKey)).work;
      removeById(comments, commentId);
      site.work.commentIssues.delete(commentId);
    },
    deleteWorklog: (idOrKey, worklogId) =>
      removeById(keepWork(site, named(idOrKey)).work.worklogs, worklogId),
    setManagesAccounts(on) {
      site.work.managesAccounts = on;
    },
  };
}

export function describeIssue(site: Site, issue: JiraIssue): WorkedIssue {
  const { comments, worklogs, changelog, fields, transitions, remainingSeconds } = workOf(site, issue);
  const { id, key, summary, status } = issue;
  return {
    ...{ id, key, summary, status },
    ...{ comments, worklogs, changelog, fields, transitions, remainingSeconds },
  };
}

/** Issues whose status the new workflow lacks go to its first one. */
function setWorkflow(site: Site, projectKey: string, given: NewWorkflow): void {
  createProject(site, { key: projectKey });
  const workflow = readWorkflow(given);
  site.work.workflows.set(projectKey, workflow);
  for (const issue of site.issues.values()) {
    if (issue.projectKey !== projectKey) continue;
    if (!workflow.statuses.some(({ name }) => name === issue.status))
      issue.status = workflow.statuses[0].name;
  }
}

function changeStatus(
  site: Site,
  found: JiraIssue,
  { status, author, created }: { status: string; author: string; created: number },
): void {
  const workflow = workflowOf(site, found);
  if (!workflow.statuses.some(({ name }) => name === status))
    throw new Error(`The workflow of ${found.key} has no status "${status}"`);
  const { issue, work } = keepWork(site, found);
  const from = statusOf(workflow, issue.status);
  const to = statusOf(workflow, status);
  issue.status = status;
  noteChange(site, work, { author, created, items: statusChange(from, to) });
}

function moveIssue(
  site: Site,
  found: JiraIssue,
  { newKey, author, created }: { newKey: string; author: string; created: number },
): void {
  if (findIssue(site, newKey) !== undefined) throw new Error(`There is an issue ${newKey} already`);
  const { issue, work } = keepWork(site, found);
  const projectKey = projectKeyOf(newKey);
  createProject(site, { key: projectKey });
  const key = { from: null, fromString: issue.key, to: null, toString: newKey };
  noteChange(site, work, { author, created, items: [{ field: 'Key', ...key }] });
  site.issues.delete(issue.key);
  site.issues.set(newKey, { ...issue, key: newKey, projectKey });
  for (const [former, key] of site.work.moved) if (key === issue.key) site.work.moved.set(former, newKey);
  site.work.moved.set(issue.key, newKey);
}

function grantName(permission: string, projectKey: string | undefined): string {
  const known = PERMISSIONS[permission];
  if (known === undefined) throw new Error(`The sandbox knows no permission ${permission}`);
  if (known.type === 'GLOBAL') return permission;
  if (projectKey === undefined) throw new Error(`${permission} is given in a project: which one?`);
  return `${permission} ${projectKey}`;
}

function userNamed({ users }: Site, accountId: string) {
  const user = users.get(accountId);
  if (user === undefined) throw new Error(`There is no user ${accountId}`);
  return user;
}

function anyAdmin({ users }: Site): string {
  return [...users.values()].find(({ admin }) => admin)?.accountId ?? 'nobody';
}

function removeById(list: { id: string }[], id: string): void {
  const at = list.findIndex((entry) => entry.id === id);
  if (at < 0) throw new Error(`There is no entry ${id}`);
  list.splice(at, 1);
}
