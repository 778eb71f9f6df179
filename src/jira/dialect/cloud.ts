import { z } from 'zod';
import type { Dialect } from './dialect.ts';

const api = '/rest/api/3';

const readUser = z
  .object({
    accountId: z.string().min(1),
    accountType: z.string().optional(),
    displayName: z.string(),
    active: z.boolean(),
    emailAddress: z.string().nullish(),
  })
  .transform((found) => ({
    accountId: found.accountId,
    name: found.displayName,
    email: found.emailAddress == null || found.emailAddress === '' ? undefined : found.emailAddress,
    isActive: found.active,
    isPerson: found.accountType === 'atlassian',
  }));

/** Jira Cloud platform REST API v3: people by account id, texts in Atlassian's document format. */
export const cloud: Dialect = {
  name: 'cloud',
  api,
  written: (document) => document,
  searchUsers: (query) => ({ path: `${api}/user/search`, query: { query } }),
  user: (accountId) => ({ path: `${api}/user`, query: { accountId } }),
  readUser,
  ownPermissions: (permissions, where) => ({
    path: `${api}/mypermissions`,
    query: { permissions, ...where },
  }),
  issuesNamed: (issueIdsOrKeys) => ({
    path: `${api}/issue/bulkfetch`,
    body: { issueIdsOrKeys, fields: ['summary'] },
  }),
  visibleProject: (keys) => ({
    path: `${api}/project/search`,
    query: { keys, action: 'browse', maxResults: '1' },
  }),
  commentProperties: 'together',
  worklogProperties: true,
};
