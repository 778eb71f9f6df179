import express, { type Router } from 'express';
import { z } from 'zod';
import { getAccount, type LinkedAccount } from '../../account/account.store.ts';
import type { Context } from '../../context.ts';
import { AppError } from '../../lib/errors.ts';
import { say } from '../../lib/words/say.ts';
import { renderPage } from '../../lib/http/render.ts';
import { awaited, type Request, type Response } from '../../lib/http/web.ts';
import { requireAdmin } from '../../tenant/require-viewer.ts';
import { viewerOf } from '../../tenant/viewer.ts';
import { getRepository } from '../repository.store.ts';
import { retryHooks } from './ensure-hooks.ts';
import { showByHand } from './show-by-hand.ts';

/** What an admin does where GitLab did not let us make a webhook: try again, or add it by hand. */
export function hooksRoutes(ctx: Context): Router {
  const router = express.Router();
  const admin = requireAdmin(ctx);
  router.post(
    '/accounts/:id/webhooks/retry',
    admin,
    awaited(async (req, res) => {
      const { tenantId, id } = await accountOf(ctx, req, res);
      await retryHooks(ctx, { tenantId, accountId: id });
      renderPage(res, 'repository/webhooks-retried', {});
    }),
  );
  // POST, though nothing changes: what holds a secret is asked for by a person and kept by no cache or history.
  router.post(
    '/accounts/:id/webhook',
    admin,
    awaited(async (req, res) => {
      const account = await accountOf(ctx, req, res);
      const { tenantId, id: accountId } = account;
      const shown = await showByHand(ctx, { tenantId, accountId, repositoryId: null });
      renderPage(res, 'repository/webhook', { ...shown, settingsUrl: `${groupUrl(account)}/-/hooks` });
    }),
  );
  router.post(
    '/repositories/:id/webhook',
    admin,
    awaited(async (req, res) => {
      const tenantId = viewerOf(res).tenant.id;
      const id = z.uuid().safeParse(req.params['id']).data;
      const repository = id && (await getRepository(ctx.db, tenantId, id));
      if (!repository) {
        throw new AppError('not_found', say('sync.notKnown'));
      }
      const { accountId, webUrl } = repository;
      const shown = await showByHand(ctx, { tenantId, accountId, repositoryId: repository.id });
      renderPage(res, 'repository/webhook', { ...shown, settingsUrl: `${webUrl}/-/hooks` });
    }),
  );
  return router;
}

function groupUrl({ hostUrl, namespacePath }: LinkedAccount): string {
  return `${hostUrl}/groups/${namespacePath}`;
}

/** Only accounts of the viewer's own site are found. @throws AppError `not_found` */
async function accountOf(ctx: Context, req: Request, res: Response): Promise<LinkedAccount> {
  const id = z.uuid().safeParse(req.params['id']).data;
  const account = id && (await getAccount(ctx.db, viewerOf(res).tenant.id, id));
  if (!account || account.state === 'removed' || account.state === 'pending') {
    throw new AppError('not_found', say('account.notThere'));
  }
  return account;
}
