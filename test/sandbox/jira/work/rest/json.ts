import type { Site } from '../../cloud/site.ts';
import { avatarUrls } from '../../rest/user-json.ts';
import { durationText } from '../duration.ts';
import type { EntityProperties, IssueChange, IssueComment, IssueWorklog } from '../model.ts';

/** `2021-01-17T12:34:00.000+0000`: how Jira writes times in these answers, and wants `started`. */
function jiraTime(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '+0000');
}

/** Somebody beside what they did (UserDetails): people who are gone keep their id. */
function authorJson(site: Site, accountId: string): Record<string, unknown> {
  const user = site.users.get(accountId);
  return {
    self: `${site.url}/rest/api/3/user?accountId=${encodeURIComponent(accountId)}`,
    accountId,
    ...(user?.emailVisible === true ? { emailAddress: user.emailAddress } : {}),
    avatarUrls: avatarUrls(`${site.url}/secure/useravatar?ownerId=${encodeURIComponent(accountId)}`),
    displayName: user?.displayName ?? 'Former user',
    active: user?.active ?? false,
    timeZone: 'Etc/UTC',
    accountType: user?.accountType ?? 'atlassian',
  };
}

function propertiesJson(properties: EntityProperties): { key: string; value: unknown }[] {
  return [...properties].map(([key, value]) => ({ key, value }));
}

interface Expanded {
  issueId: string;
  withProperties: boolean;
}

export function commentJson(
  site: Site,
  comment: IssueComment,
  { issueId, withProperties }: Expanded,
): Record<string, unknown> {
  const { id, body, author, created, properties } = comment;
  const person = authorJson(site, author);
  return {
    self: `${site.url}/rest/api/3/issue/${issueId}/comment/${id}`,
    ...{ id, author: person, body, updateAuthor: person },
    ...{ created: jiraTime(created), updated: jiraTime(created), jsdPublic: true },
    ...(withProperties ? { properties: propertiesJson(properties) } : {}),
  };
}

export function worklogJson(
  site: Site,
  worklog: IssueWorklog,
  { issueId, withProperties }: Expanded,
): Record<string, unknown> {
  const { id, comment, author, created, started, timeSpentSeconds, properties } = worklog;
  const person = authorJson(site, author);
  return {
    self: `${site.url}/rest/api/3/issue/${issueId}/worklog/${id}`,
    ...{ author: person, updateAuthor: person },
    ...(comment === undefined ? {} : { comment }),
    ...{ created: jiraTime(created), updated: jiraTime(created), started: jiraTime(started) },
    ...{ timeSpent: durationText(timeSpentSeconds), timeSpentSeconds, id, issueId },
    ...(withProperties ? { properties: propertiesJson(properties) } : {}),
  };
}

export function changeJson(site: Site, change: IssueChange): Record<string, unknown> {
  const { id, author, created, items, historyMetadata } = change;
  return {
    id,
    author: authorJson(site, author),
    created: jiraTime(created),
    items: items.map((item) => ({ ...item, fieldtype: 'jira' })),
    ...(historyMetadata === undefined ? {} : { historyMetadata }),
  };
}
