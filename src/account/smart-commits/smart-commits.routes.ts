import express, { type Router } from 'express';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { AppError } from '../../lib/errors.ts';
import { formBody } from '../../lib/http/body.ts';
import { renderPage } from '../../lib/http/render.ts';
import { awaited } from '../../lib/http/web.ts';
import { requireAdmin } from '../../tenant/require-viewer.ts';
import { viewerOf } from '../../tenant/viewer.ts';
import { getAccount } from '../account.store.ts';
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
      const key = { tenantId: viewerOf(res).tenant.id, accountId: z.uuid().safeParse(req.params['id']).data };
      const entered = fields.safeParse(req.body).data;
      if (entered === undefined)
        throw new AppError('bad_request', 'Choose who carries out Smart Commits: this app, Jira or nobody.');
      const { runner: smartCommitRunner, ...switches } = entered;
      const account = await change(ctx, key, { smartCommitRunner, ...switches });
      renderPage(res, 'account/smart-commits', smartCommitsForm(account, { isSaved: true }));
    }),
  );
  return router;
}

/** Only accounts of the viewer's own site are found. @throws AppError `not_found` */
async function change(
  { db }: Context,
  { tenantId, accountId }: { tenantId: string; accountId: string | undefined },
  settings: Parameters<typeof updateSmartCommitSettings>[2],
) {
  const isThere =
    accountId !== undefined && (await updateSmartCommitSettings(db, { tenantId, accountId }, settings));
  const account = isThere ? await getAccount(db, tenantId, accountId) : undefined;
  if (account === undefined) {
    throw new AppError('not_found', 'This account is not there any more. Go back to the list of accounts.');
  }
  return account;
}
