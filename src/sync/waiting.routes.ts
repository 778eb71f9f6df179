import express, { type Router } from 'express';
import { z } from 'zod';
import { getAccount } from '../account/account.store.ts';
import type { Context } from '../context.ts';
import { AppError } from '../lib/errors.ts';
import { say } from '../lib/words/say.ts';
import { renderPage } from '../lib/http/render.ts';
import { awaited } from '../lib/http/web.ts';
import { requireAdmin } from '../tenant/require-viewer.ts';
import { viewerOf } from '../tenant/viewer.ts';
import { loadWaiting } from './pages/waiting/load-waiting.ts';
import { waitingPage } from './pages/waiting/waiting.page.ts';

/** What an account waits for: GitLab, Jira, its turn. */
export function waitingRoutes(ctx: Context): Router {
  const router = express.Router();
  router.get(
    '/accounts/:id/waiting',
    requireAdmin(ctx),
    awaited(async (req, res) => {
      const id = z.uuid().safeParse(req.params['id']).data;
      const { tenant: site } = viewerOf(res);
      const account = id && (await getAccount(ctx.db, site.id, id));
      if (!account || account.state === 'removed') {
        throw new AppError('not_found', say('account.notThere'));
      }
      renderPage(
        res,
        'sync/waiting',
        waitingPage(await loadWaiting(ctx.db, { account, site }, ctx.clock.now())),
      );
    }),
  );
  return router;
}
