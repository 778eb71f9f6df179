import express, { type Router } from 'express';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { renderPage } from '../../lib/http/render.ts';
import { awaited, type Request, type Response } from '../../lib/http/web.ts';
import type { Repository } from '../../repository/repository.store.ts';
import { requireAdmin } from '../../tenant/require-viewer.ts';
import { repositoryAsked } from '../repository-asked.ts';
import { detailsPage } from './details.page.ts';
import { loadDetails } from './load-details.ts';

const choice = z.object({ runs: z.coerce.number().int().min(1).max(1000).catch(1) });

/** The page of one repository. */
export function detailsRoutes(ctx: Context): Router {
  const router = express.Router();
  router.get(
    '/repositories/:id',
    requireAdmin(ctx),
    awaited(async (req, res) =>
      showDetails(ctx, req, { res, repository: await repositoryAsked(ctx, req, res) }),
    ),
  );
  return router;
}

/** Shows a repository as it is now: also the answer to what is switched on its page. */
export async function showDetails(
  ctx: Context,
  req: Request,
  { res, repository }: { res: Response; repository: Repository },
): Promise<void> {
  const page = choice.parse(req.query).runs;
  const facts = await loadDetails(ctx.db, repository, { page, now: ctx.clock.now() });
  renderPage(res, 'sync/repository', detailsPage(facts));
}
