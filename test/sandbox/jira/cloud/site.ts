import { randomUUID } from 'node:crypto';
import type { DeployedTexts } from '../forge-ui/titles.ts';
import type { SiteWork } from '../work/model.ts';
import { DEFAULT_WORKFLOW } from '../work/workflow.ts';
import type { InstalledApp } from './installed-app.ts';

export interface JiraUser {
  accountId: string;
  displayName: string;
  /** What people of a Data Center sign in with. Default: the address before the @. */
  username?: string | undefined;
  emailAddress: string;
  /** Whether the profile shows the address to apps; most people do not. */
  emailVisible: boolean;
  accountType: 'atlassian' | 'app';
  active: boolean;
  /** As the profile has it: `de_DE`. */
  locale: string;
  /** Holds ADMINISTER. */
  admin: boolean;
  /** Keys of the projects the user can browse and work in. */
  projects: '*' | readonly string[];
  /** Keys of the projects the user administers. */
  projectAdminOf: readonly string[];
  /** What they would hold otherwise: `PERMISSION` for a global one, `PERMISSION KEY` in a project. */
  forbidden?: Set<string> | undefined;
}

export interface JiraProject {
  id: number;
  key: string;
  name: string;
}

export interface JiraIssue {
  id: string;
  key: string;
  projectKey: string;
  summary: string;
  status: string;
  issueType: string;
  /** Account ids of those whom its security level keeps away. */
  hiddenFrom?: Set<string> | undefined;
}

/** One Jira Cloud site, as the sandbox keeps it. */
export interface Site {
  url: string;
  clientKey: string;
  cloudId: string;
  /** Where its data lives: decides which address of a Forge app's remote is called. */
  region: string;
  displayName: string;
  users: Map<string, JiraUser>;
  projects: Map<string, JiraProject>;
  issues: Map<string, JiraIssue>;
  /** Projects of which every issue number up to this one exists without being kept. */
  allIssuesOf: Map<string, number>;
  /** By key: of a Connect app its own, of a Forge app its ARI. */
  apps: Map<string, InstalledApp>;
  /** What Forge apps call their modules; the same for every site. */
  appTexts: DeployedTexts;
  /** Panels that people have added to issues: `<issue key> <app key>/<module key>`. */
  addedPanels: Set<string>;
  /** Comments, worklogs, workflows, and what decides about them. */
  work: SiteWork;
  /** Of products that it does not have. */
  missingPermissions?: Set<string> | undefined;
}

export type NewUser = Partial<JiraUser> & { displayName: string };

export function createUser(site: Site, user: NewUser): JiraUser {
  const accountId = user.accountId ?? `712020:${randomUUID()}`;
  const created: JiraUser = {
    accountId,
    emailAddress: `${user.displayName.toLowerCase().replaceAll(/[^a-z0-9]+/g, '.')}@example.com`,
    emailVisible: false,
    accountType: 'atlassian',
    active: true,
    locale: 'en_GB',
    admin: false,
    projects: '*',
    projectAdminOf: [],
    ...user,
  };
  site.users.set(accountId, created);
  return created;
}

export function createProject(site: Site, project: { key: string; name?: string | undefined }): JiraProject {
  const existing = site.projects.get(project.key);
  if (existing !== undefined) return existing;
  const created = { id: 10_000 + site.projects.size, key: project.key, name: project.name ?? project.key };
  site.projects.set(project.key, created);
  return created;
}

/** Makes an issue; its project too where that is missing. */
export function createIssue(site: Site, issue: Partial<JiraIssue> & { key: string }): JiraIssue {
  const projectKey = projectKeyOf(issue.key);
  const project = createProject(site, { key: projectKey });
  const created = { ...virtualIssue(site, project, issue.key), ...issue, projectKey };
  site.issues.set(issue.key, created);
  return created;
}

/** The issue with this key or id; undefined where the site has none. */
export function findIssue(site: Site, idOrKey: string): JiraIssue | undefined {
  if (/^\d+$/.test(idOrKey)) return findIssueById(site, Number(idOrKey));
  const kept = site.issues.get(idOrKey);
  if (kept !== undefined) return kept;
  const movedTo = site.work.moved.get(idOrKey);
  if (movedTo !== undefined) return findIssue(site, movedTo);
  const projectKey = projectKeyOf(idOrKey);
  const project = site.projects.get(projectKey);
  const last = site.allIssuesOf.get(projectKey);
  if (project === undefined || last === undefined) return undefined;
  const number = issueNumber(idOrKey);
  return number >= 1 && number <= last ? virtualIssue(site, project, idOrKey) : undefined;
}

/** Ids are the project's id and the issue's number, so that an issue nobody stored has one too. */
function findIssueById(site: Site, id: number): JiraIssue | undefined {
  for (const key of site.work.moved.values()) {
    const moved = site.issues.get(key);
    if (moved?.id === String(id)) return moved;
  }
  const projectId = Math.floor(id / ISSUES_A_PROJECT);
  const project = [...site.projects.values()].find((candidate) => candidate.id === projectId);
  return project && findIssue(site, `${project.key}-${id % ISSUES_A_PROJECT}`);
}

const ISSUES_A_PROJECT = 1_000_000;

function virtualIssue(site: Site, project: JiraProject, key: string): JiraIssue {
  const { statuses } = site.work.workflows.get(project.key) ?? DEFAULT_WORKFLOW;
  return {
    id: String(project.id * ISSUES_A_PROJECT + issueNumber(key)),
    key,
    projectKey: project.key,
    summary: `Issue ${key}`,
    status: statuses[0].name,
    issueType: 'Task',
  };
}

export function projectKeyOf(issueKey: string): string {
  return issueKey.slice(0, issueKey.lastIndexOf('-'));
}

/** NaN for what is no issue key in Jira's spelling: `KEY-1`, no leading zero. */
function issueNumber(issueKey: string): number {
  const digits = /^[A-Z][A-Z0-9_]+-([1-9]\d*)$/.exec(issueKey)?.[1];
  return digits === undefined ? NaN : Number(digits);
}
