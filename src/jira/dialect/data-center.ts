import { z } from 'zod';
import type { Dialect } from './dialect.ts';
import { wikiText } from './wiki-text.ts';

const api = '/rest/api/2';

const readUser = z
  .object({
    key: z.string().min(1),
    name: z.string().min(1),
    displayName: z.string(),
    active: z.boolean(),
    emailAddress: z.string().nullish(),
  })
  .transform((found) => ({
    accountId: found.key,
    name: found.displayName,
    username: found.name,
    email: found.emailAddress == null || found.emailAddress === '' ? undefined : found.emailAddress,
    isActive: found.active,
    isPerson: true,
  }));

/**
 * Jira Data Center platform REST API v2: people by key and user name, texts in wiki notation. `mypermissions` names no
 * permission and answers with all of them; worklogs have no properties.
 */
export const dataCenter: Dialect = {
  name: 'data-center',
  api,
  written: ({ content }) =>
    wikiText(content.map((paragraph) => paragraph.content.map(({ text }) => text).join('')).join('\n')),
  searchUsers: (username) => ({
    path: `${api}/user/search`,
    query: { username, includeInactive: 'true' },
  }),
  user: (key) => ({ path: `${api}/user`, query: { key } }),
  userNamed: (username) => ({ path: `${api}/user`, query: { username } }),
  usersWith: (permissions, { username, issueKey }) => ({
    path: `${api}/user/permission/search`,
    query: { username, permissions, issueKey },
  }),
  readUser,
  ownPermissions: (_permission, query) => ({ path: `${api}/mypermissions`, query }),
  // Without `validateQuery` one issue that is not there, or not for this person, makes all of it an error.
  issuesNamed: (keys) => ({
    path: `${api}/search`,
    body: {
      jql: `key in (${keys.map((key) => `"${key}"`).join(', ')})`,
      fields: ['summary'],
      maxResults: 100,
      validateQuery: false,
    },
  }),
  visibleProject: (key) => ({ path: `${api}/project/${encodeURIComponent(key)}` }),
  commentProperties: 'single',
  worklogProperties: false,
};
