import { hasProjectPermission } from '../../cloud/permissions.ts';
import type { JiraIssue } from '../../cloud/site.ts';
import { violate } from '../../http/api-call.ts';
import { platformError } from '../../http/exchange.ts';
import type { ApiRoute, Caller, Exchange, Reply } from '../../http/exchange.ts';
import {
  ISSUE_MISSING,
  fieldErrors,
  objectBody,
  readDocument,
  readExpand,
  readPage,
  undocumented,
  visibleIssue,
} from './body.ts';
import { readDuration } from '../duration.ts';
import { worklogJson } from './json.ts';
import type { IssueWork, IssueWorklog } from '../model.ts';
import { propertyReply, readProperties } from './properties.ts';
import { keepWork, newId, noteChange, workOf } from '../work-of.ts';

const READ = { kind: 'api', method: 'GET', scope: 'READ', forgeScope: 'read:jira-work' } as const;
const OF_ISSUE = '/rest/api/3/issue/:issueIdOrKey/worklog';

/** Work logs. Source: Jira Cloud platform REST API v3, "Issue worklogs" and "Issue worklog properties". */
export const WORKLOG_ROUTES: ApiRoute[] = [
  {
    ...READ,
    path: OF_ISSUE,
    endpoint: 'issue.worklogs',
    query: ['startAt', 'maxResults', 'startedAfter', 'startedBefore', 'expand'],
    handle: listWorklogs,
  },
  {
    kind: 'api',
    method: 'POST',
    path: OF_ISSUE,
    endpoint: 'issue.worklog.add',
    query: ['notifyUsers', 'adjustEstimate', 'newEstimate', 'reduceBy', 'expand'],
    unsupportedQuery: ['overrideEditableFlag'],
    scope: 'WRITE',
    forgeScope: 'write:jira-work',
    writesIssue: true,
    handle: addWorklog,
  },
  ...['', '/:propertyKey'].map((key): ApiRoute => ({
    ...READ,
    path: `${OF_ISSUE}/:worklogId/properties${key}`,
    endpoint: 'worklog.property',
    query: [],
    handle: worklogProperty,
  })),
];

/** The documentation's default is 1,048,576 a page; an answer of that size is nothing to count on. */
const PAGE = { usual: 5000, largest: 5000 };

function listWorklogs(exchange: Exchange, caller: Caller): Reply {
  const { site, query } = exchange;
  const issue = visibleIssue(exchange, caller);
  if (issue === undefined) return ISSUE_MISSING;
  if (!site.work.timeTracking) return platformError(404, TIME_TRACKING_OFF);
  const page = readPage(exchange, PAGE);
  if (page === undefined) return platformError(404, 'startAt and maxResults are numbers.');
  const expand = readExpand(exchange, 'properties');
  if ('refusal' in expand) return expand.refusal;
  const [after, before] = ['startedAfter', 'startedBefore'].map((name) => query.get(name));
  if ([after, before].some((text) => typeof text === 'string' && !/^-?\d+$/.test(text)))
    return undocumented(exchange, 'startedAfter and startedBefore are epoch milliseconds');
  // "On or after a date and time": the bound itself is in the answer.
  const within = workOf(site, issue)
    .worklogs.filter(({ started }) => started >= Number(after ?? -Infinity))
    .filter(({ started }) => started <= Number(before ?? Infinity))
    .sort((a, b) => a.started - b.started);
  const shown = within.slice(page.startAt, page.startAt + page.maxResults);
  const of = { issueId: issue.id, withProperties: expand.isExpanded };
  return {
    status: 200,
    objects: shown.length,
    body: { ...page, total: within.length, worklogs: shown.map((worklog) => worklogJson(site, worklog, of)) },
  };
}

const TIME_TRACKING_OFF = 'Time tracking is not enabled.';
const FIELDS = ['comment', 'started', 'timeSpent', 'timeSpentSeconds', 'properties'];

function addWorklog(exchange: Exchange, caller: Caller): Reply {
  const { site } = exchange;
  const issue = visibleIssue(exchange, caller);
  if (issue === undefined) return ISSUE_MISSING;
  if (!site.work.timeTracking) return platformError(site.work.timeTrackingOffStatus, TIME_TRACKING_OFF);
  const read = readWorklog(exchange);
  if ('refusal' in read) return read.refusal;
  const expand = readExpand(exchange, 'properties');
  if ('refusal' in expand) return expand.refusal;
  const rest = adjusted(exchange, workOf(site, issue), read.given.timeSpentSeconds);
  if (typeof rest !== 'number') return rest;
  if (!hasProjectPermission(caller.user, 'WORK_ON_ISSUES', issue.projectKey))
    return platformError(400, 'You do not have the permission to associate a worklog to this issue.');
  const worklog = putWorklog(exchange, caller, { issue, rest, ...read.given });
  const of = { issueId: issue.id, withProperties: expand.isExpanded };
  return { status: 201, body: worklogJson(site, worklog, of) };
}

type GivenWorklog = Omit<IssueWorklog, 'id' | 'author' | 'appKey' | 'created'>;

function readWorklog(exchange: Exchange): { given: GivenWorklog } | { refusal: Reply } {
  const read = objectBody(exchange, FIELDS);
  if ('refusal' in read) return read;
  const { comment, started } = read.body;
  const timeSpentSeconds = spentSeconds(exchange, read.body);
  if (typeof timeSpentSeconds !== 'number') return { refusal: timeSpentSeconds };
  const startedAt = typeof started === 'string' ? startedMs(started) : undefined;
  if (startedAt === undefined)
    return {
      refusal: undocumented(
        exchange,
        `started is ${JSON.stringify(started)}, no yyyy-MM-ddTHH:mm:ss.SSS+0000`,
      ),
    };
  const document = comment === undefined ? { text: '' } : readDocument(exchange, comment, 'comment');
  if ('refusal' in document) return document;
  const own = readProperties(exchange, read.body['properties']);
  if ('refusal' in own) return own;
  const { properties } = own;
  return { given: { comment, text: document.text, started: startedAt, timeSpentSeconds, properties } };
}

function startedMs(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}[+-]\d{4}$/.test(text)) return undefined;
  const ms = Date.parse(text.replace(/(\d{2})$/, ':$1'));
  return Number.isNaN(ms) ? undefined : ms;
}

const SHORTEST_SECONDS = 60;

function spentSeconds(exchange: Exchange, body: Record<string, unknown>): number | Reply {
  const { timeSpent, timeSpentSeconds } = body;
  if ((timeSpent === undefined) === (timeSpentSeconds === undefined))
    return undocumented(exchange, 'either timeSpent or timeSpentSeconds is needed, and not both');
  const seconds = typeof timeSpent === 'string' ? readDuration(timeSpent) : timeSpentSeconds;
  const wrong = fieldErrors({ timeLogged: 'Invalid time duration entered.' });
  if (typeof seconds !== 'number' || !Number.isInteger(seconds)) {
    violate(exchange, `${JSON.stringify(timeSpent ?? timeSpentSeconds)} is no duration`);
    return wrong;
  }
  return seconds < SHORTEST_SECONDS ? wrong : seconds;
}

/** The estimate of what is left to do, after this work; or why it cannot be told. */
function adjusted(exchange: Exchange, work: IssueWork, spent: number): number | Reply {
  const { query } = exchange;
  const way = query.get('adjustEstimate') ?? 'auto';
  if (way === 'leave') return work.remainingSeconds;
  if (way === 'auto') return Math.max(0, work.remainingSeconds - spent);
  if (way !== 'new' && way !== 'manual')
    return undocumented(exchange, `adjustEstimate is ${way}; new, leave, manual and auto are documented`);
  const name = way === 'new' ? 'newEstimate' : 'reduceBy';
  const seconds = readDuration(query.get(name) ?? '');
  if (seconds === undefined) return fieldErrors({ [name]: `${name} is missing or no duration.` });
  return way === 'new' ? seconds : Math.max(0, work.remainingSeconds - seconds);
}

function putWorklog(
  { cloud, site }: Exchange,
  { app, user }: Caller,
  { issue, rest, ...given }: GivenWorklog & { issue: JiraIssue; rest: number },
): IssueWorklog {
  const { work } = keepWork(site, issue);
  const created = cloud.clock.now();
  const worklog = { id: newId(site), author: user.accountId, appKey: app.key, created, ...given };
  const before = spentIn(work);
  const change = (field: string, from: number, to: number) => ({
    ...{ field, fieldId: field, from: String(from), fromString: String(from) },
    ...{ to: String(to), toString: String(to) },
  });
  const items = [change('timespent', before, before + given.timeSpentSeconds)];
  if (rest !== work.remainingSeconds) items.push(change('timeestimate', work.remainingSeconds, rest));
  work.worklogs.push(worklog);
  work.remainingSeconds = rest;
  noteChange(site, work, { author: user.accountId, created, items });
  return worklog;
}

function spentIn({ worklogs }: IssueWork): number {
  return worklogs.reduce((sum, { timeSpentSeconds }) => sum + timeSpentSeconds, 0);
}

function worklogProperty(exchange: Exchange, caller: Caller): Reply {
  const { site, params } = exchange;
  const issue = visibleIssue(exchange, caller);
  if (issue === undefined) return ISSUE_MISSING;
  const { worklogId = '', propertyKey } = params;
  const worklog = workOf(site, issue).worklogs.find(({ id }) => id === worklogId);
  if (worklog === undefined) return platformError(404, `Cannot find worklog with id: '${worklogId}'.`);
  const self = `/rest/api/3/issue/${issue.id}/worklog/${worklogId}/properties`;
  return propertyReply(site, worklog.properties, { self, key: propertyKey });
}
