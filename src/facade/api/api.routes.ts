import express, { type Router } from 'express';
import type { Context } from '../../context.ts';
import { jsonBody } from '../../lib/http/body.ts';
import { addHook, hook, hooks, removeHook } from '../hooks/hooks.ts';
import * as accounts from './accounts.ts';
import { apiRoute, notFoundHere, type ApiHandler } from './call.ts';
import { branch, branches, commit } from './git/git.ts';
import { events, pull, pullCommits, pulls, reviewComments } from './pulls/pulls.ts';
import { createRate, type Rate } from './rate.ts';

const api = '/api/v3';
const repository = `${api}/repos/:owner/:repo`;

/** What GitHub calls `GET /rate_limit`: the connector asks for it when it was refused; it costs nothing. */
const rateLimit =
  (rate: Rate): ApiHandler =>
  ({ caller }) => {
    const { limit, remaining, resetAt } = rate.take(caller.tokenHash, 0);
    const window = { limit, remaining: Math.max(0, remaining), reset: Math.floor(resetAt / 1000) };
    return Promise.resolve({ json: { resources: { core: window }, rate: window } });
  };

/** What is asked about nobody knows. */
const nothing: ApiHandler = () => Promise.resolve({ rows: [] });

/**
 * GitHub's REST API (v3) as far as the connector calls it, each route with what a maintained client needs of it. Who asks
 * is said by the token in each request.
 *
 * The same router stands at the root and below `/-/jira`.
 */
export function facadeApiRoutes(ctx: Context): Router {
  const rate = createRate(ctx.clock, ctx.config.facadeRequestsPerHour);
  const router = express.Router();
  const at = (handler: ApiHandler) => apiRoute(ctx, rate, handler);

  router.get(`${api}/rate_limit`, at(rateLimit(rate)));
  router.get(`${api}/user`, at(accounts.tokenOwner));
  router.get(`${api}/user/repos`, at(accounts.ownRepositories));
  router.get(`${api}/users/:login`, at(accounts.user));
  router.get(`${api}/users/:login/repos`, at(accounts.userRepositories));
  router.get(`${api}/orgs/:login`, at(accounts.organization));
  router.get(`${api}/orgs/:login/repos`, at(accounts.organizationRepositories));

  // A Host URL that ends in /-/jira makes the old client take that for owner and repository of what it asks about merge
  // requests (egit-github, RepositoryId.createFromUrl). Which repository it means cannot be known: it is shown none.
  for (const path of ['pulls', 'events']) router.get(`${api}/repos/-/jira/${path}`, at(nothing));

  router.get(repository, at(accounts.repository));
  router.get(`${repository}/branches`, at(branches));
  router.get(`${repository}/branches/*`, at(branch));
  router.get(`${repository}/commits/:sha`, at(commit));
  router.get(`${repository}/pulls`, at(pulls));
  router.get(`${repository}/pulls/:number`, at(pull));
  router.get(`${repository}/pulls/:number/commits`, at(pullCommits));
  router.get(`${repository}/pulls/:number/comments`, at(reviewComments));
  router.get(`${repository}/issues/:number/comments`, at(reviewComments));
  router.get(`${repository}/events`, at(events));
  router.get(`${repository}/hooks`, at(hooks));
  router.post(`${repository}/hooks`, jsonBody('64kb'), at(addHook));
  router.get(`${repository}/hooks/:id`, at(hook));
  router.delete(`${repository}/hooks/:id`, at(removeHook));
  router.use(
    api,
    at(() => Promise.reject(notFoundHere())),
  );
  return router;
}
