import type { FirstPage } from '../../support/site/door.ts';
import { hostileIssue, type HostileWorld } from './hostile-world.ts';

/** How a person comes to a page: a module of Jira, and the path that a link or a button there asks for. */
export type PageOf = {
  readonly module: FirstPage['module'];
  readonly path: string;
  /** A part that stands inside a page, without a heading of its own. */
  readonly isPart?: boolean;
};

/** Every address that answers with something to look at, by its route; without one, a page is not looked at. */
export function everyPage({
  account,
  repositoryId,
  failedId,
  followUrl,
}: HostileWorld): Readonly<Record<string, PageOf>> {
  const admin = (path: string): PageOf => ({ module: 'accounts', path });
  const part = (path: string): PageOf => ({ module: 'accounts', path, isPart: true });
  const own = `/accounts/${account.id}`;
  const creating = (path: string): PageOf => ({ module: 'issue', path, isPart: true });
  const chosen = `issueKey=${hostileIssue}&repository=${repositoryId}`;
  const search = `issueKey=${hostileIssue}&search=shop`;
  return {
    'GET /get-started': { module: 'get-started', path: '/get-started' },
    'GET /accounts': admin('/accounts'),
    'GET /accounts/new': admin('/accounts/new'),
    'GET /accounts/guide': part('/accounts/guide?host=gitlab&namespace=evil'),
    'GET /accounts/:id': admin(own),
    'GET /authorizations/:hash': part(followUrl),
    'GET /accounts/:id/creating/preview': part(
      `${own}/creating/preview?branchTemplate=${encodeURIComponent('{key}-<b>{summary}</b>')}`,
    ),
    'GET /accounts/:id/client': admin(`${own}/client`),
    'GET /accounts/:id/settings': admin(`${own}/settings`),
    'GET /accounts/:id/remove': admin(`${own}/remove`),
    'GET /accounts/:id/repositories': part(`${own}/repositories`),
    'GET /accounts/:id/summary': part(`${own}/summary`),
    'GET /accounts/:id/waiting': admin(`${own}/waiting`),
    'GET /repositories/:id': admin(`/repositories/${failedId}`),
    'GET /repositories/:id/rejections': part(`/repositories/${repositoryId}/rejections`),
    'GET /repositories/:id/deliveries': part(`/repositories/${repositoryId}/deliveries`),
    'GET /issue': { module: 'issue', path: `/issue?issueKey=${hostileIssue}` },
    'GET /branches/new': { module: 'issue', path: `/branches/new?issueKey=${hostileIssue}` },
    'GET /branches/repositories': creating(`/branches/repositories?${search}`),
    'GET /branches/place': creating(`/branches/place?${chosen}`),
    'GET /branches/sources': creating(`/branches/sources?${chosen}`),
    'GET /merge-requests/new': { module: 'issue', path: `/merge-requests/new?issueKey=${hostileIssue}` },
    'GET /merge-requests/repositories': creating(`/merge-requests/repositories?${search}`),
    'GET /merge-requests/place': creating(`/merge-requests/place?${chosen}`),
    'GET /project': { module: 'project', path: '/project?projectKey=EVIL' },
    'GET /start': { module: 'identity', path: '/start' },
    'GET /smart-commits': admin('/smart-commits'),
    'GET /smart-commits/try': admin('/smart-commits/try'),
    'GET /smart-commits/mine': { module: 'identity', path: '/smart-commits/mine' },
    'GET /identity': { module: 'identity', path: '/identity' },
    'GET /identities': admin('/identities'),
    'GET /identities/people': part('/identities/people?person=Jira'),
  };
}
