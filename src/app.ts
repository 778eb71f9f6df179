import express from 'express';
import { accountRoutes } from './account/account.routes.ts';
import { followedRoutes } from './account/authorization/followed.routes.ts';
import { oauthRoutes } from './account/authorization/oauth.routes.ts';
import { creatingRoutes } from './account/creating/creating.routes.ts';
import { environmentRulesRoutes } from './account/environment-rules/environment-rules.routes.ts';
import { linkRoutes } from './account/form/link.routes.ts';
import { settingsRoutes } from './account/settings.routes.ts';
import { smartCommitsRoutes } from './account/smart-commits/smart-commits.routes.ts';
import type { Context } from './context.ts';
import { facadeApiRoutes } from './facade/api/api.routes.ts';
import { facadeOauthRoutes } from './facade/oauth/oauth.routes.ts';
import { facadeSetupRoutes } from './facade/setup/setup.routes.ts';
import { facadeWebRoutes } from './facade/web/web.routes.ts';
import { healthRoutes } from './health/health.routes.ts';
import { authorsRoutes } from './identity/authors/authors.routes.ts';
import { actInGitlab } from './identity/linking/act-in-gitlab.ts';
import { identityRoutes } from './identity/linking/identity.routes.ts';
import { linkIdentity } from './identity/linking/link-identity.ts';
import { assets } from './lib/http/files/assets.ts';
import { compressed } from './lib/http/files/compressed.ts';
import { errorsPage, notFound } from './lib/http/errors-page.ts';
import { useViews } from './lib/http/render.ts';
import { requestLog } from './lib/http/request-log.ts';
import { forOnePerson, securityHeaders, usableAnywhere } from './lib/http/security.ts';
import { branchesRoutes } from './panel/create/branch/branches.routes.ts';
import { mergeRequestsRoutes } from './panel/create/merge-request/merge-requests.routes.ts';
import { devToolRoutes } from './panel/dev-tool/dev-tool.routes.ts';
import { openFormRoutes } from './panel/dev-tool/open-form.routes.ts';
import { issueRoutes } from './panel/issue.routes.ts';
import { projectRoutes } from './panel/project/project.routes.ts';
import { startRoutes } from './panel/start/start.routes.ts';
import { countArchived } from './repository/reach.store.ts';
import { hooksRoutes } from './repository/hooks/hooks.routes.ts';
import { connectAddon } from './tenant/connect/connect-addon.ts';
import { mineRoutes } from './smart-commit/mine/mine.routes.ts';
import { commandsRoutes } from './smart-commit/pages/commands.routes.ts';
import { tryRoutes } from './smart-commit/try/try.routes.ts';
import { detailsRoutes } from './sync/details/details.routes.ts';
import { removalRoutes } from './sync/leaving/removal.routes.ts';
import { repositoriesRoutes } from './sync/repositories.routes.ts';
import { waitingRoutes } from './sync/waiting.routes.ts';
import { connectRoutes } from './tenant/connect/connect.routes.ts';
import { forgeEvents } from './tenant/forge/events.routes.ts';
import { forgeUi } from './tenant/forge/ui.ts';
import { sessionRoutes } from './tenant/session/session.routes.ts';
import { setUpRoutes } from './tenant/self-hosted/set-up/set-up.routes.ts';
import { selfHostedRoutes } from './tenant/self-hosted/self-hosted.routes.ts';
import { getStartedRoutes } from './tenant/get-started.routes.ts';
import { deliveriesRoutes } from './webhook/deliveries/deliveries.routes.ts';
import { webhookRoutes } from './webhook/webhook.routes.ts';

/**
 * The URL map. Every route below is in the table of test/tenant/route-table.ts with who may call it; a route that is
 * not there fails the tests.
 */
export async function createApp(ctx: Context): Promise<express.Express> {
  // Made before the first request, so that a fault in the descriptor ends the start.
  await connectAddon(ctx);
  const app = newApp(ctx);

  app.use(usableAnywhere, assets());
  app.use(forOnePerson, compressed);

  app.use(healthRoutes(ctx));
  app.use(connectRoutes(ctx));
  app.use(forgeEvents(ctx));
  app.use(oauthRoutes(ctx, { identity: linkIdentity, act: actInGitlab }));
  app.use(openFormRoutes(ctx));
  app.use(devToolRoutes(ctx));
  app.use(webhookRoutes(ctx));
  app.use(selfHostedRoutes(ctx));
  app.use(setUpRoutes(ctx));
  app.use(sessionRoutes(ctx));
  app.use(facadeSetupRoutes(ctx));
  const facade = [facadeOauthRoutes(ctx), facadeApiRoutes(ctx)];
  app.use(...facade);
  app.use('/-/jira', ...facade);
  const inJira = pages(ctx);
  app.use(inJira);
  app.use('/forge/ui', forgeUi(ctx), inJira);

  // What nothing above has: addresses in GitHub's form, which Jira's own connector makes up.
  const facadePages = facadeWebRoutes(ctx);
  app.use(facadePages);
  app.use('/-/jira', facadePages);
  app.use(notFound);
  app.use(errorsPage(ctx.log));
  return app;
}

/**
 * What people see inside Jira, by themselves in Connect's frame, through the bridge of Forge's shell below `/forge/ui`; and
 * directly, with a session, where no Jira shows them.
 */
function pages(ctx: Context): express.Router {
  const router = express.Router();
  router.use(getStartedRoutes(ctx));
  router.use(linkRoutes(ctx));
  router.use(accountRoutes(ctx));
  router.use(settingsRoutes(ctx, { countArchived }));
  router.use(followedRoutes(ctx));
  router.use(environmentRulesRoutes(ctx));
  router.use(creatingRoutes(ctx));
  router.use(smartCommitsRoutes(ctx));
  router.use(hooksRoutes(ctx));
  router.use(deliveriesRoutes(ctx));
  router.use(repositoriesRoutes(ctx));
  router.use(detailsRoutes(ctx));
  router.use(waitingRoutes(ctx));
  router.use(removalRoutes(ctx));
  router.use(commandsRoutes(ctx));
  router.use(tryRoutes(ctx));
  router.use(identityRoutes(ctx));
  router.use(authorsRoutes(ctx));
  router.use(issueRoutes(ctx));
  router.use(branchesRoutes(ctx));
  router.use(mergeRequestsRoutes(ctx));
  router.use(projectRoutes(ctx));
  router.use(startRoutes(ctx));
  router.use(mineRoutes(ctx));
  return router;
}

function newApp(ctx: Context): express.Express {
  const { appBaseUrl, appName, connectScriptUrl } = ctx.config;
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  // Flat queries: what a token's qsh was computed over, and no objects made of `a[b]=c`.
  app.set('query parser', 'simple');
  // Nothing here depends on the caller's address or on forwarded headers, which anyone can write: the public address
  // is APP_BASE_URL.
  app.set('trust proxy', false);
  useViews(app, { appName, connectScriptUrl });
  app.use(requestLog(ctx.log), securityHeaders({ baseUrl: appBaseUrl, scriptUrl: connectScriptUrl }));
  return app;
}
