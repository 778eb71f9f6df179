import express, { type Router } from 'express';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { AppError } from '../../lib/errors.ts';
import { formBody } from '../../lib/http/body.ts';
import { renderPage } from '../../lib/http/render.ts';
import { say } from '../../lib/words/say.ts';
import { awaited, type Request, type Response } from '../../lib/http/web.ts';
import { requireAdmin } from '../../tenant/require-viewer.ts';
import { viewerOf } from '../../tenant/viewer.ts';
import { runAgain } from '../run/run-again.ts';
import { commandsPage } from './commands.page.ts';
import { loadCommands, stateChoices, type CommandsQuery } from './load-commands.ts';
import { placeInQuery } from './place-in-query.ts';

const text = z.string().trim().max(200).catch('');

const choice = z.object({
  repository: text,
  author: text,
  issue: text.transform((key) => key.toUpperCase()),
  state: z.enum(['', ...stateChoices]).catch(''),
});

/** What commits have asked of Jira and what came of it, for administrators; and once more, where it failed. */
export function commandsRoutes(ctx: Context): Router {
  const router = express.Router();
  const admin = requireAdmin(ctx);
  router.get(
    '/smart-commits',
    admin,
    awaited((req, res) => show(ctx, req, res)),
  );
  router.post(
    '/smart-commits/:id/run-again',
    admin,
    formBody(),
    awaited(async (req, res) => {
      const commandId = z.uuid().safeParse(req.params['id']).data;
      if (commandId === undefined) {
        throw new AppError('not_found', say('smartCommit.again.notKnown'));
      }
      await runAgain(ctx, { tenantId: viewerOf(res).tenant.id, commandId });
      await show(ctx, req, res);
    }),
  );
  return router;
}

function queryOf(req: Request): CommandsQuery {
  return { ...choice.parse(req.query), from: placeInQuery.parse(req.query) };
}

async function show(ctx: Context, req: Request, res: Response): Promise<void> {
  const { tenant } = viewerOf(res);
  const wanted = { tenantId: tenant.id, query: queryOf(req) };
  const facts = await loadCommands(ctx.db, wanted, ctx.clock.now());
  renderPage(res, 'smart-commit/list', commandsPage({ ...facts, siteUrl: tenant.displayUrl }));
}
