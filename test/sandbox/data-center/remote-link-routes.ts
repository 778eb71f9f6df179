import { hasProjectPermission } from '../jira/cloud/permissions.ts';
import { platformError } from '../jira/http/exchange.ts';
import type { ApiRoute, Caller, Exchange, Reply } from '../jira/http/exchange.ts';
import { ISSUE_MISSING, objectBody, undocumented, visibleIssue } from '../jira/work/rest/body.ts';
import type { RemoteLink } from './state.ts';

const PATH = '/rest/api/2/issue/:issueIdOrKey/remotelink';
const LONGEST = 255;

/** Remote issue links. Source: "Jira REST API for Remote Issue Links" and "Fields in Remote Issue Links", Jira 5.0 and later. */
export const REMOTE_LINK_ROUTES: ApiRoute[] = [
  {
    kind: 'api',
    method: 'GET',
    path: PATH,
    endpoint: 'remotelink.list',
    query: ['globalId'],
    handle: listLinks,
  },
  { kind: 'api', method: 'POST', path: PATH, endpoint: 'remotelink.put', query: [], handle: putLink },
  {
    kind: 'api',
    method: 'DELETE',
    path: PATH,
    endpoint: 'remotelink.delete',
    query: ['globalId'],
    handle: deleteLink,
  },
];

function listLinks(exchange: Exchange, caller: Caller): Reply {
  const issue = visibleIssue(exchange, caller);
  if (issue === undefined) return ISSUE_MISSING;
  const links = exchange.dataCenter?.remoteLinks.get(issue.id) ?? [];
  const globalId = exchange.query.get('globalId');
  if (globalId === null) return { status: 200, body: links };
  const found = links.find((link) => link.globalId === globalId);
  return found === undefined ? platformError(404, 'There is no such link.') : { status: 200, body: found };
}

/** Makes a link, or replaces the one with this `globalId` as a whole. */
function putLink(exchange: Exchange, caller: Caller): Reply {
  const { dataCenter } = exchange;
  const issue = visibleIssue(exchange, caller);
  if (issue === undefined || dataCenter === undefined) return ISSUE_MISSING;
  if (!hasProjectPermission(caller.user, 'LINK_ISSUES', issue.projectKey))
    return platformError(403, 'You do not have the permission to link this issue.');
  const read = objectBody(exchange, ['globalId', 'application', 'relationship', 'object']);
  if ('refusal' in read) return read.refusal;
  const { globalId, application, relationship, object } = read.body as Partial<RemoteLink>;
  const problem = linkProblem(object, globalId);
  if (problem !== undefined || object === undefined)
    return undocumented(exchange, problem ?? 'there is no object');
  const links = dataCenter.remoteLinks.get(issue.id) ?? [];
  dataCenter.remoteLinks.set(issue.id, links);
  const at = links.findIndex((link) => globalId !== undefined && link.globalId === globalId);
  const before = links[at];
  const id = before?.id ?? (dataCenter.nextLinkId += 1);
  const link = { id, globalId, application, relationship, object };
  if (before === undefined) links.push(link);
  else links[at] = link;
  const self = `${dataCenter.url}/rest/api/2/issue/${issue.key}/remotelink/${id}`;
  return { status: before === undefined ? 201 : 200, body: { id, self } };
}

function linkProblem(object: RemoteLink['object'] | undefined, globalId: unknown): string | undefined {
  if (globalId !== undefined && (typeof globalId !== 'string' || globalId.length > LONGEST))
    return `globalId is no text of at most ${LONGEST} characters`;
  const { url, title, ...rest } = object ?? ({} as RemoteLink['object']);
  if (typeof url !== 'string' || !URL.canParse(url)) return 'object.url is no address';
  if (typeof title !== 'string' || title === '' || title.length > LONGEST)
    return `object.title is no text of 1 to ${LONGEST} characters`;
  const extra = Object.keys(rest).filter((name) => !['summary', 'icon', 'status'].includes(name));
  return extra.length > 0 ? `object.${extra.join(', object.')} is not documented` : undefined;
}

function deleteLink(exchange: Exchange, caller: Caller): Reply {
  const issue = visibleIssue(exchange, caller);
  const globalId = exchange.query.get('globalId');
  if (globalId === null) return undocumented(exchange, 'this would remove every link of the issue');
  const links = exchange.dataCenter?.remoteLinks.get(issue?.id ?? '');
  const at = links?.findIndex((link) => link.globalId === globalId) ?? -1;
  if (issue === undefined || links === undefined || at < 0)
    return platformError(404, 'There is no such link.');
  if (!hasProjectPermission(caller.user, 'LINK_ISSUES', issue.projectKey))
    return platformError(403, 'You do not have the permission to link this issue.');
  links.splice(at, 1);
  return { status: 204 };
}
