import express, { type Router } from 'express';
import { z } from 'zod';
import { getAccount } from '../account/account.store.ts';
import type { Context } from '../context.ts';
import { AppError } from '../lib/errors.ts';
import { rejections } from '../dev-info/rejection.store.ts';
import { formBody } from '../lib/http/body.ts';
import { renderPage } from '../lib/http/render.ts';
import { awaited, type Request, type Response } from '../lib/http/web.ts';
import { getRepository, type Repository } from '../repository/repository.store.ts';
import { requireAdmin } from '../tenant/require-viewer.ts';
import { viewerOf } from '../tenant/viewer.ts';
import { loadRepositories } from './pages/load-repositories.ts';
import { rejectionsPage, rejectionsShown } from './pages/rejections.page.ts';
import { repositoriesPage } from './pages/repositories.page.ts';
import { refreshAccount } from './refresh/refresh-account.ts';
import { refreshRepository } from './refresh/refresh-repository.ts';
import { resumeImport } from './run/start-import.ts';
import { switchRepository } from './switch-repository.ts';

const where = z.object({
  search: z.string().trim().max(200).catch(''),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
});

/** An unticked checkbox is not sent at all. */
const switched = z.object({ on: z.literal('true').optional().catch(undefined) }).catch({});

/**
 * The table of an account's repositories on the account's page, and its switches. Every answer is the table as it is
 * now: what a switch changes shows elsewhere in it too.
 */
export function repositoriesRoutes(ctx: Context): Router {
  const router = express.Router();
  const admin = requireAdmin(ctx);
  const body = formBody();

  router.get(
    '/accounts/:id/repositories',
    admin,
    awaited(async (req, res) => show(ctx, req, { res, accountId: await accountIdOf(ctx, req, res) })),
  );
  router.post(
    '/accounts/:id/repositories/refresh',
    admin,
    awaited(async (req, res) => {
      const accountId = await accountIdOf(ctx, req, res);
      await refreshAccount(ctx, { tenantId: viewerOf(res).tenant.id, accountId });
      await show(ctx, req, { res, accountId });
    }),
  );

  router.get(
    '/repositories/:id/rejections',
    admin,
    awaited(async (req, res) => {
      const { tenantId, id: repositoryId } = await repositoryOf(ctx, req, res);
      const limit = rejectionsShown + 1;
      const rejected = await rejections(ctx.db, { tenantId, repositoryId, limit });
      renderPage(res, 'sync/rejections', rejectionsPage(rejected));
    }),
  );

  const act = (verb: string, work: (repository: Repository, on: boolean) => Promise<unknown>) =>
    router.post(
      `/repositories/:id/${verb}`,
      admin,
      body,
      awaited(async (req, res) => {
        const repository = await repositoryOf(ctx, req, res);
        await work(repository, switched.parse(req.body).on !== undefined);
        await show(ctx, req, { res, accountId: repository.accountId });
      }),
    );
  act('enabled', ({ tenantId, id }, enabled) =>
    switchRepository(ctx, { tenantId, repositoryId: id, enabled }),
  );
  act('smart-commits', ({ tenantId, id }, smartCommits) =>
    switchRepository(ctx, { tenantId, repositoryId: id, smartCommits }),
  );
  act('refresh', ({ tenantId, id }) => refreshRepository(ctx, { tenantId, repositoryId: id, mode: 'soft' }));
  act('full-refresh', ({ tenantId, id }) =>
    refreshRepository(ctx, { tenantId, repositoryId: id, mode: 'full' }),
  );
  act('import', ({ tenantId, id }) => resumeImport(ctx, { tenantId, repositoryId: id }));
  return router;
}

async function show(
  ctx: Context,
  req: Request,
  { res, accountId }: { res: Response; accountId: string },
): Promise<void> {
  const tenantId = viewerOf(res).tenant.id;
  const facts = await loadRepositories(ctx.db, { tenantId, accountId, ...where.parse(req.query) });
  renderPage(res, 'sync/repositories', repositoriesPage(facts, ctx.clock.now()));
}

/** Only what belongs to the viewer's own site is found. @throws AppError `not_found` */
async function accountIdOf(ctx: Context, req: Request, res: Response): Promise<string> {
  const id = z.uuid().safeParse(req.params['id']).data;
  const account = id && (await getAccount(ctx.db, viewerOf(res).tenant.id, id));
  if (!account || account.state === 'removed') {
    throw new AppError('not_found', 'This account is not there any more. Go back to the list of accounts.');
  }
  return account.id;
}

async function repositoryOf(ctx: Context, req: Request, res: Response): Promise<Repository> {
  const id = z.uuid().safeParse(req.params['id']).data;
  const repository = id && (await getRepository(ctx.db, viewerOf(res).tenant.id, id));
  if (!repository) {
    throw new AppError('not_found', 'This repository is not known any more. Reload the page.');
  }
  return repository;
}
