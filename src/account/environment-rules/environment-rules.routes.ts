import express, { type Router } from 'express';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { AppError } from '../../lib/errors.ts';
import { say } from '../../lib/words/say.ts';
import type { Text } from '../../lib/words/text.ts';
import { formBody } from '../../lib/http/body.ts';
import { renderPage } from '../../lib/http/render.ts';
import { awaited, type Response } from '../../lib/http/web.ts';
import { requireAdmin } from '../../tenant/require-viewer.ts';
import { viewerOf } from '../../tenant/viewer.ts';
import type { Account } from '../account.ts';
import { getAccount } from '../account.store.ts';
import { changeEnvironmentRules } from './change-environment-rules.ts';
import { environmentRulesForm } from './environment-rules.page.ts';

const fields = z.object({ rules: z.string().max(50_000) });
const faulty = 422;

/** The rules of an account's environments; every answer is their form as it is now. */
export function environmentRulesRoutes(ctx: Context): Router {
  const router = express.Router();
  router.post(
    '/accounts/:id/environment-rules',
    requireAdmin(ctx),
    formBody(),
    awaited(async (req, res) => {
      const account = await accountOf(ctx, res, req.params['id']);
      const entered = fields.safeParse(req.body).data?.rules;
      if (entered === undefined) throw new AppError('bad_request', say('account.rules.tooLong'));
      const fault = await faultOf(() =>
        changeEnvironmentRules(ctx, { tenantId: account.tenantId, accountId: account.id }, entered),
      );
      if (fault !== undefined) res.status(faulty);
      const view =
        fault === undefined
          ? environmentRulesForm(await accountOf(ctx, res, account.id), { isSaved: true })
          : environmentRulesForm(account, { entered, fault });
      renderPage(res, 'account/environment-rules', view);
    }),
  );
  return router;
}

/** What is wrong with what was entered, in words. @throws everything else */
async function faultOf(work: () => Promise<void>): Promise<Text | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (error instanceof AppError && error.code === 'bad_request') return error.text;
    throw error;
  }
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
