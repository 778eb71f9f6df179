import express, { type Router } from 'express';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { AppError } from '../../lib/errors.ts';
import { say } from '../../lib/words/say.ts';
import { renderPage } from '../../lib/http/render.ts';
import { awaited } from '../../lib/http/web.ts';
import { requireUser } from '../../tenant/require-viewer.ts';
import { viewerOf } from '../../tenant/viewer.ts';
import { projectFor } from './project-for.ts';
import { projectPage } from './project.page.ts';

const query = z.object({
  projectKey: z.string().regex(/^[A-Z][A-Z0-9_]{1,254}$/),
  /** Of the merge requests that wait. */
  page: z.coerce.number().int().min(1).max(1_000).catch(1),
});

/** The page of a Jira project, for whoever may browse the project. */
export function projectRoutes(ctx: Context): Router {
  const router = express.Router();
  router.get(
    '/project',
    requireUser(ctx),
    awaited(async (req, res) => {
      const asked = query.safeParse(req.query);
      if (!asked.success) {
        throw new AppError('bad_request', say('panel.onProject'));
      }
      renderPage(res, 'panel/project', projectPage(await projectFor(ctx, viewerOf(res), asked.data)));
    }),
  );
  return router;
}
