import { canSeeIssue } from '../../cloud/permissions.ts';
import { findIssue } from '../../cloud/site.ts';
import type { JiraIssue, Site } from '../../cloud/site.ts';
import { platformError } from '../../http/exchange.ts';
import type { ApiRoute, Caller, Exchange, Reply } from '../../http/exchange.ts';
import { projectJson } from '../../rest/project-routes.ts';
import { ISSUE_MISSING, objectBody, readExpand, readPage, undocumented, visibleIssue } from './body.ts';
import { changeJson } from './json.ts';
import { statusJson } from './status-json.ts';
import { workOf, workflowOf } from '../work-of.ts';

const READ = { kind: 'api', method: 'GET', scope: 'READ', forgeScope: 'read:jira-work' } as const;

/** An issue and its history. Source: Jira Cloud platform REST API v3, "Issues". */
export const ISSUE_ROUTES: ApiRoute[] = [
  {
    ...READ,
    path: '/rest/api/3/issue/:issueIdOrKey',
    endpoint: 'issue.get',
    query: ['fields', 'expand'],
    unsupportedQuery: ['fieldsByKeys', 'properties', 'updateHistory', 'failFast'],
    handle: getIssue,
  },
  {
    ...READ,
    path: '/rest/api/3/issue/:issueIdOrKey/changelog',
    endpoint: 'issue.changelog',
    query: ['startAt', 'maxResults'],
    handle: getChangelog,
  },
  {
    ...READ,
    method: 'POST',
    path: '/rest/api/3/issue/bulkfetch',
    endpoint: 'issue.bulkfetch',
    query: [],
    handle: bulkFetch,
  },
];

function getIssue(exchange: Exchange, caller: Caller): Reply {
  const { site, query } = exchange;
  const issue = visibleIssue(exchange, caller);
  if (issue === undefined) return ISSUE_MISSING;
  const expand = readExpand(exchange, 'changelog');
  if ('refusal' in expand) return expand.refusal;
  const wanted = query.getAll('fields').flatMap((names) => names.split(','));
  const fields = Object.entries(issueFields(site, issue)).filter(([name]) => selects(wanted, name));
  return {
    status: 200,
    objects: 1,
    body: {
      expand: 'renderedFields,names,schema,operations,editmeta,changelog,versionedRepresentations',
      id: issue.id,
      self: `${site.url}/rest/api/3/issue/${issue.id}`,
      key: issue.key,
      ...(expand.isExpanded ? { changelog: newestChanges(exchange, issue) } : {}),
      fields: Object.fromEntries(fields),
    },
  };
}

const MOST_FETCHED = 100;

/** Source: "Bulk fetch issues". Issues that are not there, or not for the caller, are left out. */
function bulkFetch(exchange: Exchange, { user }: Caller): Reply {
  const { site } = exchange;
  const read = objectBody(exchange, ['issueIdsOrKeys', 'fields']);
  if ('refusal' in read) return read.refusal;
  const { issueIdsOrKeys: asked, fields = [] } = read.body;
  if (!isTexts(asked) || !isTexts(fields)) return undocumented(exchange, 'lists of texts are wanted');
  if (asked.length === 0 || asked.length > MOST_FETCHED)
    return platformError(400, `The number of issues must be between 1 and ${MOST_FETCHED}.`);
  const issues = asked.flatMap((idOrKey) => {
    const issue = findIssue(site, idOrKey);
    return issue !== undefined && canSeeIssue(user, issue) ? [issue] : [];
  });
  const distinct = [...new Map(issues.map((issue) => [issue.id, issue])).values()];
  return {
    status: 200,
    objects: distinct.length,
    body: {
      issueErrors: [],
      issues: distinct.map((issue) => ({
        id: issue.id,
        self: `${site.url}/rest/api/3/issue/${issue.id}`,
        key: issue.key,
        fields: Object.fromEntries(
          Object.entries(issueFields(site, issue)).filter(([name]) => selects(fields, name)),
        ),
      })),
    },
  };
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

function selects(wanted: string[], name: string): boolean {
  if (wanted.includes(`-${name}`)) return false;
  const named = wanted.filter((field) => !field.startsWith('-'));
  return (
    named.length === 0 || named.some((field) => field === name || field === '*all' || field === '*navigable')
  );
}

function issueFields(site: Site, issue: JiraIssue): Record<string, unknown> {
  const project = site.projects.get(issue.projectKey);
  return {
    summary: issue.summary,
    description: null,
    issuetype: {
      self: `${site.url}/rest/api/3/issuetype/10001`,
      id: '10001',
      name: issue.issueType,
      subtask: false,
    },
    project: project && projectJson(site, project),
    status: statusJson(site, workflowOf(site, issue), issue.status),
    assignee: null,
    ...Object.fromEntries(workOf(site, issue).fields),
  };
}

/** How many entries an issue of Cloud brings along; older ones are on pages of their own. */
const BROUGHT_ALONG = 100;

/** Sorted by date, "starting from the most recent". */
function newestChanges({ site, dataCenter }: Exchange, issue: JiraIssue): Record<string, unknown> {
  const { changelog } = workOf(site, issue);
  const histories = changelog.slice(dataCenter === undefined ? -BROUGHT_ALONG : 0).toReversed();
  return {
    startAt: 0,
    maxResults: histories.length,
    total: changelog.length,
    histories: histories.map((change) => changeJson(site, change)),
  };
}

const PAGE = { usual: 100, largest: 100 };

/** Sorted by date, "starting from the oldest". */
function getChangelog(exchange: Exchange, caller: Caller): Reply {
  const { site } = exchange;
  const issue = visibleIssue(exchange, caller);
  if (issue === undefined) return ISSUE_MISSING;
  const page = readPage(exchange, PAGE);
  if (page === undefined) return platformError(400, 'startAt and maxResults are numbers.');
  const { changelog } = workOf(site, issue);
  const { startAt, maxResults } = page;
  const shown = changelog.slice(startAt, startAt + maxResults);
  const end = startAt + shown.length;
  const address = (start: number) =>
    `${site.url}/rest/api/3/issue/${issue.key}/changelog?startAt=${start}&maxResults=${maxResults}`;
  return {
    status: 200,
    objects: shown.length,
    body: {
      self: address(startAt),
      ...(end < changelog.length ? { nextPage: address(end) } : {}),
      ...{ maxResults, startAt, total: changelog.length, isLast: end >= changelog.length },
      values: shown.map((change) => changeJson(site, change)),
    },
  };
}
