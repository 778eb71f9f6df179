import express, { type Router } from 'express';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { AppError } from '../../lib/errors.ts';
import { say } from '../../lib/words/say.ts';
import { renderPage } from '../../lib/http/render.ts';
import { awaited } from '../../lib/http/web.ts';
import { listHooksOf } from '../../repository/hooks/hook-work.store.ts';
import { getRepository, type Repository } from '../../repository/repository.store.ts';
import { requireAdmin } from '../../tenant/require-viewer.ts';
import { viewerOf } from '../../tenant/viewer.ts';
import { deliveriesPage, deliveriesShown } from './deliveries.page.ts';
import { recentDeliveries, type RecentDelivery } from './recent-deliveries.store.ts';

/** What GitLab's webhook told of a repository, for an admin who wonders whether it works. */
export function deliveriesRoutes(ctx: Context): Router {
  const router = express.Router();
  router.get(
    '/repositories/:id/deliveries',
    requireAdmin(ctx),
    awaited(async (req, res) => {
      const id = z.uuid().safeParse(req.params['id']).data;
      const repository = id && (await getRepository(ctx.db, viewerOf(res).tenant.id, id));
      if (!repository) {
        throw new AppError('not_found', say('sync.notKnown'));
      }
      renderPage(res, 'webhook/deliveries', deliveriesPage(await deliveriesOf(ctx, repository)));
    }),
  );
  return router;
}

/** Its own webhook's and its group's; null where there is neither. */
async function deliveriesOf({ db }: Context, repository: Repository): Promise<RecentDelivery[] | null> {
  const { tenantId, id, accountId, gitlabProjectId } = repository;
  const hooks = await listHooksOf(db, tenantId, { repositoryIds: [id], accountIds: [accountId] });
  if (hooks.length === 0) return null;
  const hookIds = hooks.map((hook) => hook.id);
  return recentDeliveries(db, { tenantId, hookIds, gitlabProjectId, limit: deliveriesShown + 1 });
}
