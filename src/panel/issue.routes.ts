import express, { type Router } from 'express';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { AppError } from '../lib/errors.ts';
import { say } from '../lib/words/say.ts';
import { renderPage } from '../lib/http/render.ts';
import { awaited } from '../lib/http/web.ts';
import { requireUser } from '../tenant/require-viewer.ts';
import { viewerOf } from '../tenant/viewer.ts';
import { issueFor } from './issue-for.ts';
import { issuePage } from './issue.page.ts';
import { issueKeyInQuery } from './visible-issue.ts';

const query = z.object({ issueKey: issueKeyInQuery });

/** The panel on an issue, for whoever may see the issue. */
export function issueRoutes(ctx: Context): Router {
  const router = express.Router();
  router.get(
    '/issue',
    requireUser(ctx),
    awaited(async (req, res) => {
      const asked = query.safeParse(req.query);
      if (!asked.success) {
        throw new AppError('bad_request', say('panel.onIssue'));
      }
      renderPage(res, 'panel/issue', issuePage(await issueFor(ctx, viewerOf(res), asked.data.issueKey)));
    }),
  );
  return router;
}
