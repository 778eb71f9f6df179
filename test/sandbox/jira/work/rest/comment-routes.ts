import { canSeeIssue, hasProjectPermission } from '../../cloud/permissions.ts';
import { findIssue } from '../../cloud/site.ts';
import type { JiraIssue, Site } from '../../cloud/site.ts';
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
import { commentJson } from './json.ts';
import type { IssueComment } from '../model.ts';
import { propertyReply, readProperties } from './properties.ts';
import { keepWork, newId, workOf } from '../work-of.ts';

const READ = { kind: 'api', scope: 'READ', forgeScope: 'read:jira-work' } as const;
const OF_ISSUE = '/rest/api/3/issue/:issueIdOrKey/comment';

/** Comments. Source: Jira Cloud platform REST API v3, "Issue comments" and "Issue comment properties". */
export const COMMENT_ROUTES: ApiRoute[] = [
  {
    ...READ,
    method: 'GET',
    path: OF_ISSUE,
    endpoint: 'issue.comments',
    query: ['startAt', 'maxResults', 'orderBy', 'expand'],
    handle: listComments,
  },
  {
    kind: 'api',
    method: 'POST',
    path: OF_ISSUE,
    endpoint: 'issue.comment.add',
    query: [],
    unsupportedQuery: ['expand'],
    scope: 'WRITE',
    forgeScope: 'write:jira-work',
    writesIssue: true,
    handle: addComment,
  },
  {
    ...READ,
    method: 'POST',
    path: '/rest/api/3/comment/list',
    endpoint: 'comment.list',
    query: ['expand'],
    handle: commentsById,
  },
  ...['', '/:propertyKey'].map((key): ApiRoute => ({
    ...READ,
    method: 'GET',
    path: `/rest/api/3/comment/:commentId/properties${key}`,
    endpoint: 'comment.property',
    query: [],
    handle: commentProperty,
  })),
];

const PAGE = { usual: 50, largest: 100 };
const ORDERS = ['created', '+created', ' created', '-created'];

function listComments(exchange: Exchange, caller: Caller): Reply {
  const { site, query } = exchange;
  const issue = visibleIssue(exchange, caller);
  if (issue === undefined) return ISSUE_MISSING;
  const page = readPage(exchange, PAGE);
  const orderBy = query.get('orderBy') ?? 'created';
  if (page === undefined || !ORDERS.includes(orderBy))
    return platformError(400, 'startAt and maxResults are numbers, orderBy is created.');
  // Only renderedBody is documented here, which the sandbox does not make.
  const expand = readExpand(exchange, '');
  if ('refusal' in expand) return expand.refusal;
  const { comments } = workOf(site, issue);
  const ordered = orderBy === '-created' ? comments.toReversed() : comments;
  const shown = ordered.slice(page.startAt, page.startAt + page.maxResults);
  return {
    status: 200,
    objects: shown.length,
    body: {
      ...page,
      total: comments.length,
      comments: shown.map((comment) =>
        commentJson(site, comment, { issueId: issue.id, withProperties: false }),
      ),
    },
  };
}

/** Visibility for a role or group is documented, too; the sandbox has none of them. */
const FIELDS = ['body', 'properties'];

function addComment(exchange: Exchange, caller: Caller): Reply {
  const { site } = exchange;
  const issue = visibleIssue(exchange, caller);
  if (issue === undefined) return ISSUE_MISSING;
  const read = objectBody(exchange, FIELDS);
  if ('refusal' in read) return read.refusal;
  const document = readDocument(exchange, read.body['body'], 'comment');
  if ('refusal' in document) return document.refusal;
  const own = readProperties(exchange, read.body['properties']);
  if ('refusal' in own) return own.refusal;
  const { user } = caller;
  if (!hasProjectPermission(user, 'ADD_COMMENTS', issue.projectKey))
    return fieldErrors({
      comment: `${user.displayName}, you do not have the permission to comment on this issue.`,
    });
  const written = { body: read.body['body'], text: document.text, properties: own.properties };
  const comment = putComment(exchange, caller, { issue, ...written });
  return { status: 201, body: commentJson(site, comment, { issueId: issue.id, withProperties: false }) };
}

/** Writes a comment that has been checked. */
export function putComment(
  { cloud, site }: Exchange,
  { app, user }: Caller,
  { issue, ...written }: Pick<IssueComment, 'body' | 'text' | 'properties'> & { issue: JiraIssue },
): IssueComment {
  const comment = {
    id: newId(site),
    author: user.accountId,
    appKey: app.key,
    created: cloud.clock.now(),
    ...written,
  };
  keepWork(site, issue).work.comments.push(comment);
  site.work.commentIssues.set(comment.id, issue.id);
  return comment;
}

const MAX_IDS = 1000;

function commentsById(exchange: Exchange, caller: Caller): Reply {
  const { site } = exchange;
  const read = objectBody(exchange, ['ids']);
  if ('refusal' in read) return read.refusal;
  const { ids } = read.body;
  if (!Array.isArray(ids) || !ids.every((id) => Number.isSafeInteger(id)))
    return undocumented(exchange, 'ids is no list of whole numbers');
  if (ids.length === 0 || ids.length > MAX_IDS)
    return undocumented(exchange, `${ids.length} ids, 1 to ${MAX_IDS} are allowed`);
  const expand = readExpand(exchange, 'properties');
  if ('refusal' in expand) return expand.refusal;
  const values = [...new Set(ids as number[])].flatMap((id) => {
    const found = visibleComment(site, caller, String(id));
    if (found === undefined) return [];
    const of = { issueId: found.issue.id, withProperties: expand.isExpanded };
    return [commentJson(site, found.comment, of)];
  });
  return {
    status: 200,
    body: { maxResults: MAX_IDS, startAt: 0, total: values.length, isLast: true, values },
  };
}

function commentProperty({ site, params }: Exchange, caller: Caller): Reply {
  const { commentId = '', propertyKey } = params;
  const found = visibleComment(site, caller, commentId);
  if (found === undefined) return platformError(404, `Can not find a comment for the id: ${commentId}.`);
  const self = `/rest/api/3/comment/${commentId}/properties`;
  return propertyReply(site, found.comment.properties, { self, key: propertyKey });
}

function visibleComment(
  site: Site,
  { user }: Caller,
  id: string,
): { issue: JiraIssue; comment: IssueComment } | undefined {
  const issue = findIssue(site, site.work.commentIssues.get(id) ?? '');
  if (issue === undefined || !canSeeIssue(user, issue)) return undefined;
  const comment = workOf(site, issue).comments.find((candidate) => candidate.id === id);
  return comment && { issue, comment };
}
