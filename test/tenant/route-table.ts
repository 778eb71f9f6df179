/**
 * Every route of the app and who may call it. `routes.test.ts` compares this with what Express has and tries each one
 * as everybody else; a new route needs a line here.
 */
export type Caller =
  /** Anyone: it shows nothing that is not public, or is verified by its own means, named in `why`. */
  | 'anyone'
  /** Operators, by METRICS_TOKEN or from this machine. */
  | 'operator'
  /** Atlassian, for a site (RS256, signed-install). */
  | 'atlassian'
  /** The connector built into a self-hosted Jira, with a token of ours; nobody while none is enabled. */
  | 'connector'
  /** A Jira site (HS256 with the shared secret). */
  | 'site'
  /** Forge, for an installation (RS256, invocation token). */
  | 'forge'
  /** A user of a Jira site, inside Jira. */
  | 'user'
  /** An administrator of a Jira site, inside Jira. */
  | 'admin';

export type Entry = { readonly route: string; readonly caller: Caller; readonly why?: string };

/** GitHub's REST API, as far as Jira's own connector calls it. */
const connectorRoutes = [
  ...[
    'rate_limit',
    'user',
    'user/repos',
    'users/:login',
    'users/:login/repos',
    'orgs/:login',
    'orgs/:login/repos',
  ],
  ...['repos/-/jira/pulls', 'repos/-/jira/events', 'repos/:owner/:repo'],
  ...[
    'branches',
    'branches/*',
    'commits/:sha',
    'events',
    'hooks',
    'hooks/:id',
    'issues/:number/comments',
  ].map(ofOne),
  ...['pulls', 'pulls/:number', 'pulls/:number/commits', 'pulls/:number/comments'].map(ofOne),
]
  .map((path) => `GET /api/v3/${path}`)
  .concat(`POST /api/v3/${ofOne('hooks')}`, `DELETE /api/v3/${ofOne('hooks/:id')}`);

function ofOne(path: string): string {
  return `repos/:owner/:repo/${path}`;
}

const webPages = ['commit/:sha', 'tree/*', 'compare/*', 'pull/:number'];

export const routeTable: readonly Entry[] = [
  { route: 'GET /atlassian-connect.json', caller: 'anyone', why: 'the descriptor is public' },
  { route: 'GET /healthz', caller: 'anyone', why: 'says that the process is alive' },
  { route: 'GET /readyz', caller: 'anyone', why: 'says whether the process is ready, no data' },
  { route: 'GET /metrics', caller: 'operator' },

  { route: 'POST /connect/installed', caller: 'atlassian' },
  { route: 'POST /connect/uninstalled', caller: 'atlassian' },
  { route: 'POST /connect/enabled', caller: 'site' },
  { route: 'POST /connect/disabled', caller: 'site' },
  { route: 'GET /dev-tool/workspaces', caller: 'site' },
  { route: 'GET /dev-tool/repositories', caller: 'site' },
  { route: 'POST /dev-tool/repositories/associate', caller: 'site' },
  {
    route: 'GET /create-branch',
    caller: 'anyone',
    why: 'shows nothing of any site and does nothing: it leads into Jira, where Jira says who asks',
  },
  { route: 'POST /create-branch', caller: 'anyone', why: 'the same; only our own page posts there' },
  { route: 'POST /create-branch/forget', caller: 'anyone', why: "changes the browser's own cookie alone" },

  { route: 'POST /forge/events/lifecycle', caller: 'forge' },
  { route: 'POST /forge/events/token-refresh', caller: 'forge' },
  { route: 'POST /forge/events/pre-uninstall', caller: 'forge' },

  {
    route: 'GET /self-hosted/sign-in/:tenantId',
    caller: 'anyone',
    why: 'only leads to the Jira of the site, which asks who it is',
  },
  {
    route: 'GET /self-hosted/authorize',
    caller: 'anyone',
    why: 'a state that nobody can guess, used once, tied to the browser',
  },
  {
    route: 'GET /self-hosted/callback',
    caller: 'anyone',
    why: 'a state that nobody can guess, used once, in the browser that it was tied to; Jira says who it is',
  },
  { route: 'GET /self-hosted/set-up', caller: 'anyone', why: 'a form, no data' },
  {
    route: 'POST /self-hosted/set-up',
    caller: 'anyone',
    why: 'the one-time token of the operator, and the number of attempts is limited',
  },
  ...(['GET', 'POST'] as const).map((method): Entry => {
    const why = 'the cookie that the one-time token was exchanged for; a form, no data';
    return { route: `${method} /self-hosted/set-up/jira`, caller: 'anyone', why };
  }),
  {
    route: 'POST /self-hosted/set-up/access',
    caller: 'anyone',
    why: 'the cookie that the one-time token was exchanged for, with its CSRF token',
  },
  {
    route: 'GET /login/oauth/authorize',
    caller: 'anyone',
    why: 'leads to the GitLab, and back to the Jira, that an operator has enabled for each other',
  },
  {
    route: 'GET /login/oauth/callback',
    caller: 'anyone',
    why: 'the one-time state, in the browser that left with it',
  },
  {
    route: 'POST /login/oauth/access_token',
    caller: 'anyone',
    why: 'our one-time code, and the secret that GitLab knows',
  },
  {
    route: 'GET /login/oauth/setup/:key',
    caller: 'anyone',
    why: 'an address that nobody can guess; it holds no secret',
  },
  ...connectorRoutes.map((path): Entry => ({ route: path, caller: 'connector' })),
  ...['/:owner', '/:owner/:repo', ...webPages.map((page) => `/:owner/:repo/${page}`)].map((path): Entry => ({
    route: `GET ${path}`,
    caller: 'anyone',
    why: 'leads to the page of GitLab that it stands for, which asks who wants to see it',
  })),

  { route: 'GET /', caller: 'anyone', why: 'leads to the accounts or to the sign-in' },
  { route: 'GET /sign-in', caller: 'anyone', why: 'says how to get in, no data' },
  { route: 'GET /sign-in/link', caller: 'anyone', why: 'a form, no data' },
  {
    route: 'POST /sign-in/link',
    caller: 'anyone',
    why: 'the one-time token of the operator, and the number of attempts is limited',
  },
  { route: 'POST /sign-out', caller: 'anyone', why: 'ends the session of the cookie, with its CSRF token' },
  { route: 'GET /session', caller: 'anyone', why: 'the session of the cookie' },
  { route: 'GET /get-started', caller: 'admin' },
  { route: 'GET /accounts', caller: 'admin' },
  { route: 'GET /accounts/new', caller: 'admin' },
  { route: 'GET /accounts/guide', caller: 'admin' },
  { route: 'POST /accounts/new/where', caller: 'admin' },
  { route: 'POST /accounts/new/what', caller: 'admin' },
  { route: 'POST /accounts/new/client', caller: 'admin' },
  { route: 'POST /accounts', caller: 'admin' },
  { route: 'GET /accounts/:id', caller: 'admin' },
  { route: 'POST /accounts/:id/authorize', caller: 'admin' },
  { route: 'GET /authorizations/:hash', caller: 'user' },
  { route: 'GET /accounts/:id/client', caller: 'admin' },
  { route: 'POST /accounts/:id/client', caller: 'admin' },
  { route: 'GET /accounts/:id/settings', caller: 'admin' },
  { route: 'POST /accounts/:id/settings/:setting', caller: 'admin' },
  { route: 'POST /accounts/:id/environment-rules', caller: 'admin' },
  { route: 'POST /accounts/:id/creating', caller: 'admin' },
  { route: 'GET /accounts/:id/creating/preview', caller: 'admin' },
  { route: 'POST /accounts/:id/smart-commits', caller: 'admin' },
  { route: 'GET /accounts/:id/remove', caller: 'admin' },
  { route: 'POST /accounts/:id/remove', caller: 'admin' },
  { route: 'GET /accounts/:id/repositories', caller: 'admin' },
  { route: 'GET /accounts/:id/waiting', caller: 'admin' },
  { route: 'POST /accounts/:id/repositories/refresh', caller: 'admin' },
  { route: 'POST /accounts/:id/repositories/switch', caller: 'admin' },
  { route: 'GET /accounts/:id/summary', caller: 'admin' },
  { route: 'GET /repositories/:id', caller: 'admin' },
  { route: 'POST /repositories/:id/enabled', caller: 'admin' },
  { route: 'POST /repositories/:id/smart-commits', caller: 'admin' },
  { route: 'GET /repositories/:id/rejections', caller: 'admin' },
  { route: 'POST /repositories/:id/import', caller: 'admin' },
  { route: 'POST /repositories/:id/refresh', caller: 'admin' },
  { route: 'POST /repositories/:id/full-refresh', caller: 'admin' },
  { route: 'POST /accounts/:id/webhooks/retry', caller: 'admin' },
  { route: 'POST /accounts/:id/webhook', caller: 'admin' },
  { route: 'POST /repositories/:id/webhook', caller: 'admin' },
  { route: 'GET /repositories/:id/deliveries', caller: 'admin' },
  {
    route: 'POST /webhooks/gitlab/:hookId',
    caller: 'anyone',
    why: 'an address that nobody can guess, and the signature or secret token of GitLab',
  },
  { route: 'GET /issue', caller: 'user' },
  { route: 'GET /branches/new', caller: 'user' },
  { route: 'GET /branches/repositories', caller: 'user' },
  { route: 'GET /branches/place', caller: 'user' },
  { route: 'GET /branches/sources', caller: 'user' },
  { route: 'POST /branches', caller: 'user' },
  { route: 'GET /merge-requests/new', caller: 'user' },
  { route: 'GET /merge-requests/repositories', caller: 'user' },
  { route: 'GET /merge-requests/place', caller: 'user' },
  { route: 'POST /merge-requests', caller: 'user' },
  { route: 'GET /project', caller: 'user' },
  { route: 'GET /start', caller: 'user' },
  { route: 'GET /smart-commits', caller: 'admin' },
  { route: 'POST /smart-commits/:id/run-again', caller: 'admin' },
  { route: 'GET /smart-commits/try', caller: 'admin' },
  { route: 'POST /smart-commits/try', caller: 'admin' },
  { route: 'GET /smart-commits/mine', caller: 'user' },
  { route: 'GET /identity', caller: 'user' },
  { route: 'POST /identity/link', caller: 'user' },
  { route: 'POST /identity/unlink', caller: 'user' },
  { route: 'POST /identity/act', caller: 'user' },
  { route: 'POST /identity/stop-acting', caller: 'user' },
  { route: 'GET /identities', caller: 'admin' },
  { route: 'GET /identities/people', caller: 'admin' },
  { route: 'POST /identities', caller: 'admin' },
  { route: 'POST /identities/remove', caller: 'admin' },
  { route: 'POST /identities/unlink', caller: 'admin' },
  {
    route: 'GET /oauth/gitlab/start',
    caller: 'anyone',
    why: 'the one-time state that only an admin gets, or for their own GitLab user a person of the site',
  },
  {
    route: 'GET /oauth/gitlab/callback',
    caller: 'anyone',
    why: 'the one-time state, in the browser that left with it',
  },
];
