import express, { type Router } from 'express';
import { z } from 'zod';
import type { Account } from '../../account/account.ts';
import { getAccount, listAccounts } from '../../account/account.store.ts';
import { accountsPage } from '../../account/pages/account.page.ts';
import { removeAccount } from '../../account/remove-account.ts';
import type { Context } from '../../context.ts';
import { AppError } from '../../lib/errors.ts';
import { formBody } from '../../lib/http/body.ts';
import { renderPage } from '../../lib/http/render.ts';
import { awaited, type Request, type Response } from '../../lib/http/web.ts';
import { say } from '../../lib/words/say.ts';
import { requireAdmin } from '../../tenant/require-viewer.ts';
import { sitePage } from '../../tenant/self-hosted/version/site.page.ts';
import { viewerOf } from '../../tenant/viewer.ts';
import { isMuch, mostCounted, removalPage } from './removal.page.ts';
import { countLosses } from './removal.store.ts';

const typed = z.object({ path: z.string().max(2000).catch('') }).catch({ path: '' });
/** A form that came back with a fault. */
const faulty = 422;

/** Removing an account: what goes with it is said first, and where that is much, its path has to be typed. */
export function removalRoutes(ctx: Context): Router {
  const router = express.Router();
  const admin = requireAdmin(ctx);
  router.get(
    '/accounts/:id/remove',
    admin,
    awaited(async (req, res) => {
      const account = await accountAsked(ctx, req, res);
      const losses = await lossesOf(ctx, account);
      renderPage(res, 'sync/remove', removalPage(account, { losses, isMistyped: false }));
    }),
  );
  router.post(
    '/accounts/:id/remove',
    admin,
    formBody(),
    awaited(async (req, res) => {
      const account = await accountAsked(ctx, req, res);
      const losses = await lossesOf(ctx, account);
      const { path } = typed.parse(req.body);
      if (isMuch(losses) && path.trim().toLowerCase() !== account.namespacePath.toLowerCase()) {
        res.status(faulty);
        renderPage(res, 'sync/remove', removalPage(account, { losses, isMistyped: true }));
        return;
      }
      const { tenantId, id: accountId } = account;
      await removeAccount(ctx, { tenantId, accountId });
      const { tenant } = viewerOf(res);
      const page = accountsPage(tenant, await listAccounts(ctx.db, tenantId));
      renderPage(res, 'account/list', { ...page, jiraSite: await sitePage(ctx, tenant) });
    }),
  );
  return router;
}

function lossesOf({ db }: Context, { tenantId, id: accountId }: Account) {
  return countLosses(db, { tenantId, accountId }, mostCounted);
}

/** Only accounts of the viewer's own site are found. @throws AppError `not_found` */
async function accountAsked(ctx: Context, req: Request, res: Response): Promise<Account> {
  const id = z.uuid().safeParse(req.params['id']).data;
  const account = id && (await getAccount(ctx.db, viewerOf(res).tenant.id, id));
  if (!account || account.state === 'removed') {
    throw new AppError('not_found', say('sync.remove.gone'));
  }
  return account;
}
