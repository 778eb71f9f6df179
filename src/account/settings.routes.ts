import express, { type Router } from 'express';
import { z } from 'zod';
import type { Context } from '../context.ts';
import type { Db } from '../db/db.ts';
import { AppError } from '../lib/errors.ts';
import { formBody } from '../lib/http/body.ts';
import { renderPage } from '../lib/http/render.ts';
import { awaited } from '../lib/http/web.ts';
import { say } from '../lib/words/say.ts';
import { requireAdmin } from '../tenant/require-viewer.ts';
import { viewerOf } from '../tenant/viewer.ts';
import type { AccountKey } from './account.ts';
import { accountOf } from './account.routes.ts';
import { changeSetting } from './change-settings.ts';
import { accountPage, archivedQuestion, settingAt, switchOf } from './pages/account.page.ts';

const ticked = z.literal('true').optional().catch(undefined);
/** `sure`: the person was asked what that takes away. `asked`: this is the answer, whichever it is. */
const switched = z.object({ on: ticked, sure: ticked, asked: ticked }).catch({});

export type SettingsOptions = {
  /** How many enabled repositories of an account would leave Jira without archived projects. */
  readonly countArchived: (db: Db, key: AccountKey) => Promise<number>;
};

/** How an account's repositories are treated. A switch answers with itself; what takes data from Jira is asked about first. */
export function settingsRoutes(ctx: Context, { countArchived }: SettingsOptions): Router {
  const router = express.Router();
  // Also on the account's own page, far below its repositories.
  router.get(
    '/accounts/:id/settings',
    requireAdmin(ctx),
    awaited(async (req, res) => {
      const account = await accountOf(ctx, res, req.params['id'] ?? '');
      const page = accountPage(viewerOf(res).tenant, account);
      renderPage(res, 'account/settings', { ...page, title: say('account.list.defaults') });
    }),
  );
  router.post(
    '/accounts/:id/settings/:setting',
    requireAdmin(ctx),
    formBody(),
    awaited(async (req, res) => {
      const account = await accountOf(ctx, res, req.params['id'] ?? '');
      const path = req.params['setting'] ?? '';
      const setting = settingAt(path);
      if (setting === undefined) throw new AppError('not_found', say('account.noSuchSetting'));
      const { on, sure, asked } = switched.parse(req.body);
      const key = { tenantId: account.tenantId, accountId: account.id };
      if (
        setting === 'includeArchived' &&
        account.includeArchived &&
        on === undefined &&
        sure === undefined
      ) {
        const count = await countArchived(ctx.db, key);
        if (count > 0) {
          renderPage(res, 'account/switch', archivedQuestion(account, count));
          return;
        }
      }
      await changeSetting(ctx, key, { setting, on: on !== undefined });
      const now = await accountOf(ctx, res, account.id);
      renderPage(res, 'account/switch', { ...switchOf(now, path), isFocused: asked !== undefined });
    }),
  );
  return router;
}
