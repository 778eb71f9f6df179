import express, { type Router } from 'express';
import type { Context } from '../../context.ts';
import { renderPage } from '../../lib/http/render.ts';
import { awaited } from '../../lib/http/web.ts';
import { requireUser } from '../../tenant/require-viewer.ts';
import { viewerOf } from '../../tenant/viewer.ts';
import { placeInQuery } from '../pages/place-in-query.ts';
import { minePage } from './mine.page.ts';
import { ownCommands } from './own-commands.ts';

/** What the viewer's own commits asked for and what came of it: a page, and a part of "My GitLab identity". */
export function mineRoutes(ctx: Context): Router {
  const router = express.Router();
  router.get(
    '/smart-commits/mine',
    requireUser(ctx),
    awaited(async (req, res) => {
      const viewer = viewerOf(res);
      const isNotDone = req.query['notDone'] === 'true';
      const list = await ownCommands(ctx, viewer, { isNotDone, from: placeInQuery.parse(req.query) });
      const { displayUrl: siteUrl } = viewer.tenant;
      const isPart = req.query['part'] === 'true';
      renderPage(res, 'smart-commit/mine', minePage({ list, isNotDone, siteUrl, isPart }));
    }),
  );
  return router;
}
