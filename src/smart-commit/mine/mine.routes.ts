import express, { type Router } from 'express';
import type { Context } from '../../context.ts';
import { renderPage } from '../../lib/http/render.ts';
import { awaited, wantsFragment } from '../../lib/http/web.ts';
import { requireUser } from '../../tenant/require-viewer.ts';
import { viewerOf } from '../../tenant/viewer.ts';
import { minePage } from './mine.page.ts';
import { ownFailures } from './own-failures.ts';

/** What the viewer's own commits asked for and did not get: a part of "My GitLab identity". */
export function mineRoutes(ctx: Context): Router {
  const router = express.Router();
  router.get(
    '/smart-commits/mine',
    requireUser(ctx),
    awaited(async (req, res) => {
      const own = await ownFailures(ctx, viewerOf(res));
      renderPage(res, 'smart-commit/mine', minePage(own, !wantsFragment(req)));
    }),
  );
  return router;
}
