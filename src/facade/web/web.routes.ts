import express, { type Router } from 'express';
import type { Context } from '../../context.ts';
import { awaited } from '../../lib/http/web.ts';
import { fromSegment } from '../names.ts';
import { gitlabsOfOwner } from '../oauth/token.store.ts';

type Params = Readonly<Record<string, string>>;

/** Path below a GitLab of the page that a page of GitHub stands for. */
type Target = (params: Params) => string;

const project = ({ owner = '', repo = '' }: Params) => `${fromSegment(owner)}/${fromSegment(repo)}`;
const encoded = (path: string) => path.split('/').map(encodeURIComponent).join('/');

/**
 * Web addresses that the connector makes up by itself (GithubCommunicator: `getCommitUrl`, `getBranchUrl`,
 * `getCreatePullRequestUrl`, `getUser`), and where GitLab has that page. `#diff-…` behind a commit stays with the browser.
 */
const pages: readonly (readonly [path: string, target: Target])[] = [
  ['/:owner', ({ owner = '' }) => encoded(fromSegment(owner))],
  ['/:owner/:repo', (params) => encoded(project(params))],
  ['/:owner/:repo/commit/:sha', (params) => `${encoded(project(params))}/-/commit/${params['sha'] ?? ''}`],
  ['/:owner/:repo/tree/*', (params) => `${encoded(project(params))}/-/tree/${encoded(params['0'] ?? '')}`],
  ['/:owner/:repo/compare/*', compare],
  [
    '/:owner/:repo/pull/:number',
    (params) => `${encoded(project(params))}/-/merge_requests/${params['number'] ?? ''}`,
  ],
];

/** `<source>...<target>`, each with its repository in front where it has another (`owner/repo:branch`). */
function compare(params: Params): string {
  const [source = '', target = ''] = (params['0'] ?? '').split('...', 2);
  const branchOf = (text: string) => text.slice(text.indexOf(':') + 1);
  const query = new URLSearchParams({ 'merge_request[source_branch]': branchOf(source) });
  if (target !== '') query.set('merge_request[target_branch]', branchOf(target));
  return `${encoded(project(params))}/-/merge_requests/new?${query.toString()}`;
}

/**
 * The last routes of the app: what nothing else has taken, if its first segment is an account or a person that an enabled
 * Jira knows. It says no more than that, and leads to GitLab, which asks who wants to see it.
 */
export function facadeWebRoutes(ctx: Context): Router {
  const router = express.Router();
  for (const [path, target] of pages) {
    router.get(
      path,
      awaited(async (req, res, next) => {
        const [gitlab] = await gitlabsOfOwner(ctx.db, req.params['owner'] ?? '');
        if (gitlab === undefined) next();
        else res.redirect(302, `${gitlab}/${target(req.params)}`);
      }),
    );
  }
  return router;
}
