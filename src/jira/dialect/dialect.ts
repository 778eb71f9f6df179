import type { z } from 'zod';
import type { TextDocument } from '../issue/text-document.ts';
import type { JiraUser } from '../jira-user.ts';

/** A question of the platform's API, without who asks. */
export type Asked = {
  readonly path: string;
  readonly query?: Readonly<Record<string, string>> | undefined;
};

/** Where a project's permission counts. */
export type PermissionPlace = { readonly issueKey: string } | { readonly projectKey: string };

/**
 * What differs between the REST API of Jira Cloud (v3) and that of Jira Data Center (v2): the one place where `jira/`
 * knows of it.
 */
export type Dialect = {
  readonly name: 'cloud' | 'data-center';
  /** What the addresses of the platform's API begin with. */
  readonly api: '/rest/api/3' | '/rest/api/2';
  /** A text as comments and worklogs take it, in which nothing is markup or a mention. */
  written(document: TextDocument): unknown;
  /** Users whose name or address begins with a text, also those who are switched off. */
  searchUsers(text: string): Asked;
  user(id: string): Asked;
  /** By what they sign in with; undefined where nobody has such a name. */
  userNamed?(username: string): Asked;
  /** Users who have a permission on an issue, of those with this user name; undefined where that is asked otherwise. */
  usersWith?(permission: string, of: { username: string; issueKey: string }): Asked;
  readonly readUser: z.ZodType<JiraUser>;
  /** Those of at most 100 issues that whoever asks may see, to be posted. */
  issuesNamed(keys: readonly string[]): { readonly path: string; readonly body: object };
  /** A project, where whoever asks may browse its issues. */
  visibleProject(key: string): Asked;
  /** Whether whoever asks has a permission: on an issue, in a project, or a global one. */
  ownPermissions(permission: string, where?: PermissionPlace): Asked;
  /** Where the properties of comments are read: of many at once, or one by one. */
  readonly commentProperties: 'together' | 'single';
  /** Whether worklogs can carry properties; where they cannot, a line of their text tells what they are of. */
  readonly worklogProperties: boolean;
};
