import express, { type Router } from 'express';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { AppError } from '../../lib/errors.ts';
import { say } from '../../lib/words/say.ts';
import { formBody } from '../../lib/http/body.ts';
import { renderPage } from '../../lib/http/render.ts';
import { awaited } from '../../lib/http/web.ts';
import { requireAdmin } from '../../tenant/require-viewer.ts';
import { viewerOf } from '../../tenant/viewer.ts';
import { getAccount, type AccountKey } from '../account.store.ts';
import { smartCommitRunners } from './runners.ts';
import { smartCommitsForm } from './smart-commits.page.ts';
import { updateSmartCommitSettings } from './smart-commits.store.ts';

const isOn = z
  .string()
  .optional()
  .transform((value) => value === 'true');
const fields = z.object({
  runner: z.enum(['app', 'jira', 'nobody']),
  trustedAuthorsOnly: isOn,
  commentOnFailure: isOn,
});

/**
 * Who carries out the Smart Commits of an account; the answer is the form as it is now. It holds for commits that come
 * from now on, and for commands that wait: nothing is done or sent again.
 */
export function smartCommitsRoutes(ctx: Context): Router {
  const router = express.Router();
  router.post(
    '/accounts/:id/smart-commits',
    requireAdmin(ctx),
    formBody(),
    awaited(async (req, res) => {
      const { tenant } = viewerOf(res);
      const key = await keyOfAccount(ctx, tenant.id, req.params['id']);
      const entered = fields.safeParse(req.body).data;
      if (entered === undefined || !smartCommitRunners(tenant).includes(entered.runner)) {
        throw new AppError('bad_request', say('account.smartCommits.choose'));
      }
      const { runner: smartCommitRunner, ...switches } = entered;
      const isThere = await updateSmartCommitSettings(ctx.db, key, { smartCommitRunner, ...switches });
      const account = isThere ? await getAccount(ctx.db, key.tenantId, key.accountId) : undefined;
      if (account === undefined) throw notThere();
      renderPage(res, 'account/smart-commits', smartCommitsForm(tenant, account, { isSaved: true }));
    }),
  );
  return router;
}

/** Only accounts of the viewer's own site are found. @throws AppError `not_found` */
async function keyOfAccount({ db }: Context, tenantId: string, id: string | undefined): Promise<AccountKey> {
  const accountId = z.uuid().safeParse(id).data;
  if (accountId === undefined || (await getAccount(db, tenantId, accountId)) === undefined) throw notThere();
  return { tenantId, accountId };
}

function notThere(): AppError {
  return new AppError('not_found', say('account.notThere'));
}
