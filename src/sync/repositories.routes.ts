import express, { type Router } from 'express';
import { z } from 'zod';
import { getAccount } from '../account/account.store.ts';
import type { Context } from '../context.ts';
import { AppError } from '../lib/errors.ts';
import { rejections } from '../dev-info/rejection.store.ts';
import { formBody } from '../lib/http/body.ts';
import { showFlag } from '../lib/http/language/flag.ts';
import { renderPage } from '../lib/http/render.ts';
import { awaited, type Request, type Response } from '../lib/http/web.ts';
import { say } from '../lib/words/say.ts';
import { getDiscovery } from '../repository/discovery.store.ts';
import { getRepository, type Repository } from '../repository/repository.store.ts';
import { requireAdmin } from '../tenant/require-viewer.ts';
import { viewerOf } from '../tenant/viewer.ts';
import { bulkActions, switchMany } from './bulk/switch-many.ts';
import { showDetails } from './details/details.routes.ts';
import { loadRepositories } from './pages/load-repositories.ts';
import { rejectionsPage, rejectionsShown } from './pages/rejections.page.ts';
import { repositoriesPage } from './pages/repositories.page.ts';
import { loadSummary } from './pages/table/load-summary.ts';
import { summaryPage } from './pages/table/summary.page.ts';
import { tableChoice } from './pages/table/table-choice.ts';
import { matchingIds } from './pages/table/table.store.ts';
import { refreshAccount } from './refresh/refresh-account.ts';
import { refreshRepository } from './refresh/refresh-repository.ts';
import { repositoryAsked } from './repository-asked.ts';
import { resumeImport } from './run/start-import.ts';
import { switchRepository } from './switch-repository.ts';

/** An unticked checkbox is not sent at all. */
const switched = z.object({ on: z.literal('true').optional().catch(undefined) }).catch({});

/** Some of the page's rows, or all that match; one checkbox comes as a string, several as a list. */
const chosen = z.object({
  action: z.enum(bulkActions),
  repository: z
    .union([z.uuid().transform((id) => [id]), z.array(z.uuid()).max(100)])
    .optional()
    .catch(undefined),
  all: z.literal('true').optional().catch(undefined),
});

/** More than any account has; a bound all the same. */
const mostAtOnce = 50_000;

/**
 * The table of an account's repositories on the account's page, and its switches. Every answer is the table as it is
 * now: what a switch changes shows elsewhere in it too.
 */
export function repositoriesRoutes(ctx: Context): Router {
  const router = express.Router();
  const admin = requireAdmin(ctx);

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
      showFlag(res, {
        type: 'info',
        title: say('sync.flag.listing'),
        body: say('sync.flag.listing.body'),
      });
      if (req.query['view'] === 'summary') await showSummary(ctx, { res, accountId });
      else await show(ctx, req, { res, accountId });
    }),
  );
  ofMany(ctx, router);
  ofOne(ctx, router);
  return router;
}

/** An account's repositories together. */
function ofMany(ctx: Context, router: Router): void {
  const admin = requireAdmin(ctx);
  router.get(
    '/accounts/:id/summary',
    admin,
    awaited(async (req, res) => showSummary(ctx, { res, accountId: await accountIdOf(ctx, req, res) })),
  );
  router.post(
    '/accounts/:id/repositories/switch',
    admin,
    formBody(),
    awaited(async (req, res) => {
      const accountId = await accountIdOf(ctx, req, res);
      const { data } = chosen.safeParse(req.body);
      if (data === undefined) {
        throw new AppError('bad_request', say('sync.choose'));
      }
      const { id: tenantId } = viewerOf(res).tenant;
      const { sort, ...rest } = tableChoice.parse(req.query);
      const repositoryIds =
        data.all === undefined
          ? (data.repository ?? [])
          : await matchingIds(
              ctx.db,
              { tenantId, accountId, ...rest },
              { sort, limit: mostAtOnce, offset: 0 },
            );
      const count = await switchMany(ctx, { tenantId, accountId, action: data.action, repositoryIds });
      const title =
        repositoryIds.length === 0 ? say('sync.flag.nothing') : say(`sync.flag.${data.action}`, { count });
      showFlag(res, { type: count === 0 ? 'info' : 'success', title });
      await show(ctx, req, { res, accountId });
    }),
  );
}

/** One repository. */
function ofOne(ctx: Context, router: Router): void {
  const admin = requireAdmin(ctx);
  const body = formBody();
  router.get(
    '/repositories/:id/rejections',
    admin,
    awaited(async (req, res) => {
      const { tenantId, id: repositoryId } = await repositoryAsked(ctx, req, res);
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
        const repository = await repositoryAsked(ctx, req, res);
        await work(repository, switched.parse(req.body).on !== undefined);
        await showWhereAsked(ctx, req, { res, repository });
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
}

/** The table, or the repository's own page where that is what the person looks at. */
async function showWhereAsked(
  ctx: Context,
  req: Request,
  { res, repository }: { res: Response; repository: Repository },
): Promise<void> {
  const { accountId, tenantId, id } = repository;
  if (req.query['view'] !== 'repository') return show(ctx, req, { res, accountId });
  const now = (await getRepository(ctx.db, tenantId, id)) ?? repository;
  return showDetails(ctx, req, { res, repository: now });
}

async function show(
  ctx: Context,
  req: Request,
  { res, accountId }: { res: Response; accountId: string },
): Promise<void> {
  const tenantId = viewerOf(res).tenant.id;
  const now = ctx.clock.now();
  const facts = await loadRepositories(
    ctx.db,
    { tenantId, accountId, choice: tableChoice.parse(req.query) },
    now,
  );
  renderPage(res, 'sync/repositories', repositoriesPage(facts, now));
}

/** The line of an account in the list of accounts. */
async function showSummary(
  ctx: Context,
  { res, accountId }: { res: Response; accountId: string },
): Promise<void> {
  const tenantId = viewerOf(res).tenant.id;
  const now = ctx.clock.now();
  const [facts, discovery] = await Promise.all([
    loadSummary(ctx.db, { tenantId, accountId }, now),
    getDiscovery(ctx.db, tenantId, accountId),
  ]);
  renderPage(res, 'sync/summary', summaryPage(facts, { accountId, discovery, now }));
}

/** Only what belongs to the viewer's own site is found. @throws AppError `not_found` */
async function accountIdOf(ctx: Context, req: Request, res: Response): Promise<string> {
  const id = z.uuid().safeParse(req.params['id']).data;
  const account = id && (await getAccount(ctx.db, viewerOf(res).tenant.id, id));
  if (!account || account.state === 'removed') {
    throw new AppError('not_found', say('account.notThere'));
  }
  return account.id;
}
