import express, { type Router } from 'express';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { AppError } from '../../lib/errors.ts';
import { renderPage } from '../../lib/http/render.ts';
import { awaited, type Response } from '../../lib/http/web.ts';
import { say } from '../../lib/words/say.ts';
import { isJiraAdmin } from '../../tenant/is-jira-admin.ts';
import { requireUser } from '../../tenant/require-viewer.ts';
import { viewerOf } from '../../tenant/viewer.ts';
import { branchPage } from '../create/branch/branch.page.ts';
import { chooseRepository } from '../create/choose/choose.ts';
import { issueKeyInQuery, visibleIssue, type VisibleIssue } from '../visible-issue.ts';
import { startPage, type Entered } from './start.page.ts';

const typedKey = z.string().trim().max(300).catch('');
const faulty = 422;

/** The app's entry in Jira's menu "Apps" (Forge), for everybody: with an issue's key it is the form "Create branch". */
export function startRoutes(ctx: Context): Router {
  const router = express.Router();
  router.get(
    '/start',
    requireUser(ctx),
    awaited(async (req, res) => {
      const asked = req.query['issueKey'];
      if (asked === undefined) {
        await show(ctx, res);
        return;
      }
      const issueKey = typedKey.parse(asked);
      const issue = await issueOrFault(res, issueKey);
      if ('fault' in issue) {
        res.status(faulty);
        await show(ctx, res, { issueKey, ...issue });
        return;
      }
      const choice = { issue, thing: 'branch', search: '', page: 1 } as const;
      renderPage(res, 'create/branch', branchPage(await chooseRepository(ctx, viewerOf(res), choice)));
    }),
  );
  return router;
}

async function show(ctx: Context, res: Response, entered?: Entered): Promise<void> {
  // Whom Jira does not call one is shown less, and nothing fails.
  const isAdmin = await isJiraAdmin(ctx, viewerOf(res)).catch(() => false);
  renderPage(res, 'panel/start', startPage({ isAdmin, entered }));
}

/** People write keys as they speak them. @throws AppError of `visibleIssue`, where the key itself is not to blame */
async function issueOrFault(res: Response, typed: string): Promise<VisibleIssue | Pick<Entered, 'fault'>> {
  const issueKey = issueKeyInQuery.safeParse(typed.toUpperCase()).data;
  if (issueKey === undefined) return { fault: say('panel.start.noKey') };
  try {
    return await visibleIssue(viewerOf(res), issueKey);
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return { fault: error.text };
    throw error;
  }
}
