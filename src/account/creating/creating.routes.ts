import express, { type Router } from 'express';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { AppError } from '../../lib/errors.ts';
import { formBody } from '../../lib/http/body.ts';
import { renderPage } from '../../lib/http/render.ts';
import { awaited, type Response } from '../../lib/http/web.ts';
import { say } from '../../lib/words/say.ts';
import { requireAdmin } from '../../tenant/require-viewer.ts';
import { viewerOf } from '../../tenant/viewer.ts';
import type { Account } from '../account.ts';
import { getAccount } from '../account.store.ts';
import { creatingFaults, creatingForm, previewOf } from './creating.page.ts';
import { updateCreating } from './creating.store.ts';

const template = z.string().trim().max(100);
const fields = z.object({
  branchTemplate: template,
  mergeRequestTemplate: template,
  createsAsAccount: z
    .string()
    .optional()
    .transform((value) => value === 'true'),
});
const faulty = 422;

/** How branches and merge requests of an account are made from Jira; every answer is the form as it is now. */
export function creatingRoutes(ctx: Context): Router {
  const router = express.Router();
  const admin = requireAdmin(ctx);
  router.post(
    '/accounts/:id/creating',
    admin,
    formBody(),
    awaited(async (req, res) => {
      const account = await accountOf(ctx, res, req.params['id']);
      const entered = fields.safeParse(req.body).data;
      if (entered === undefined) throw new AppError('bad_request', say('create.settings.unreadable'));
      const { branch, title } = creatingFaults(entered, account);
      if (branch !== undefined || title !== undefined) {
        res.status(faulty);
        renderPage(res, 'account/creating', creatingForm(account, { entered }));
        return;
      }
      await updateCreating(ctx.db, { tenantId: account.tenantId, accountId: account.id }, entered);
      const stored = await accountOf(ctx, res, account.id);
      renderPage(res, 'account/creating', creatingForm(stored, { isSaved: true }));
    }),
  );
  router.get(
    '/accounts/:id/creating/preview',
    admin,
    awaited(async (req, res) => {
      const account = await accountOf(ctx, res, req.params['id']);
      const asked = template.safeParse(req.query['branchTemplate']).data ?? '';
      renderPage(res, 'account/creating-preview', previewOf(asked, account));
    }),
  );
  return router;
}

/** Only accounts of the viewer's own site are found. @throws AppError `not_found` */
async function accountOf(ctx: Context, res: Response, accountId: string | undefined): Promise<Account> {
  const id = z.uuid().safeParse(accountId).data;
  const account = id && (await getAccount(ctx.db, viewerOf(res).tenant.id, id));
  if (!account || account.state === 'removed') {
    throw new AppError('not_found', say('account.notThere'));
  }
  return account;
}
