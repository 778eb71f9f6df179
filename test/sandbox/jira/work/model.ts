import type { Workflow } from './workflow.ts';

/** A value that an app hung on a comment or a worklog under a key of its choice. */
export type EntityProperties = Map<string, unknown>;

export interface IssueComment {
  id: string;
  /** Account id of who wrote it. */
  author: string;
  /** Key of the app it came through. */
  appKey: string;
  /** Atlassian Document Format, as it was sent. */
  body: unknown;
  /** The same as plain text, a line a block. */
  text: string;
  /** Epoch ms of the sandbox's clock. */
  created: number;
  properties: EntityProperties;
}

export interface IssueWorklog {
  id: string;
  author: string;
  appKey: string;
  /** ADF; undefined without a comment. */
  comment: unknown;
  text: string;
  /** Epoch ms of the work, which whoever logs it says. */
  started: number;
  created: number;
  timeSpentSeconds: number;
  properties: EntityProperties;
}

export interface ChangedField {
  field: string;
  /** Absent where Jira knows the change by its name alone, as that of a key. */
  fieldId?: string | undefined;
  from: string | null;
  fromString: string | null;
  to: string | null;
  toString: string | null;
}

/** One entry of an issue's history. */
export interface IssueChange {
  id: string;
  author: string;
  created: number;
  items: ChangedField[];
  /** What whoever made a transition noted of its origin: Jira keeps it with the entry. */
  historyMetadata?: Record<string, unknown> | undefined;
}

/** What people and apps did on an issue; made when the first of them does something. Oldest first. */
export interface IssueWork {
  comments: IssueComment[];
  worklogs: IssueWorklog[];
  changelog: IssueChange[];
  /** Fields that transitions set, by id. */
  fields: Map<string, unknown>;
  /** How often a transition was made, those that change nothing too. */
  transitions: number;
  remainingSeconds: number;
}

/** What a site keeps of the work on its issues. */
export interface SiteWork {
  /** By the issue's id, which stays when an issue is moved. */
  issues: Map<string, IssueWork>;
  /** By the project's key; other projects have the default one. */
  workflows: Map<string, Workflow>;
  /** Former keys of moved issues, and what they are now. */
  moved: Map<string, string>;
  /** Comments and worklogs are found by id alone: the issue of each. */
  commentIssues: Map<string, string>;
  nextId: number;
  timeTracking: boolean;
  /** What adding work answers where time tracking is off: the documentation leaves open which of the two. */
  timeTrackingOffStatus: 400 | 404;
  /** Whether the organisation manages its accounts: then a whole address finds its user, though it is hidden. */
  managesAccounts: boolean;
}

export function siteWork(): SiteWork {
  return {
    issues: new Map(),
    workflows: new Map(),
    moved: new Map(),
    commentIssues: new Map(),
    nextId: 10_000,
    timeTracking: true,
    timeTrackingOffStatus: 400,
    managesAccounts: false,
  };
}

export function emptyWork(): IssueWork {
  return {
    comments: [],
    worklogs: [],
    changelog: [],
    fields: new Map(),
    transitions: 0,
    remainingSeconds: 0,
  };
}
