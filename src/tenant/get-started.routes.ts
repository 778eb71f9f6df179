import express, { type Router } from 'express';
import type { Context } from '../context.ts';
import { renderPage } from '../lib/http/render.ts';
import { say } from '../lib/words/say.ts';
import { jiraPageUrl } from './jira-page-url.ts';
import { requireAdmin } from './require-viewer.ts';
import { viewerOf } from './viewer.ts';

/** The page that Jira shows after an installation. */
export function getStartedRoutes(ctx: Context): Router {
  const router = express.Router();
  router.get('/get-started', requireAdmin(ctx), (_req, res) => {
    const { tenant } = viewerOf(res);
    renderPage(res, 'tenant/get-started', {
      title: say('tenant.getStarted.title'),
      accountsUrl: jiraPageUrl(ctx.config, tenant),
    });
  });
  return router;
}
