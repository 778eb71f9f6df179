import express, { type Router } from 'express';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { gitlabsOfSite } from '../../identity/linking/gitlabs-of-site.ts';
import { formBody } from '../../lib/http/body.ts';
import { renderPage } from '../../lib/http/render.ts';
import { awaited, type Response } from '../../lib/http/web.ts';
import { requireAdmin } from '../../tenant/require-viewer.ts';
import { viewerOf } from '../../tenant/viewer.ts';
import { tryLine, type Line } from './try-line.ts';
import { tryPage } from './try.page.ts';

const text = z.string().trim().max(500).catch('');
const asked = z.object({
  message: z.string().max(40_000).catch(''),
  authorEmail: text,
  hostUrl: text,
  issueKey: text.transform((key) => key.toUpperCase()),
});

/** "Try a line": how a message is read, as whom and with what it would run, for administrators. Nothing is run. */
export function tryRoutes(ctx: Context): Router {
  const router = express.Router();
  const admin = requireAdmin(ctx);
  router.get(
    '/smart-commits/try',
    admin,
    awaited((_req, res) => show(ctx, res, undefined)),
  );
  router.post(
    '/smart-commits/try',
    admin,
    formBody(),
    awaited((req, res) => show(ctx, res, asked.parse(req.body))),
  );
  return router;
}

async function show(ctx: Context, res: Response, given: Line | undefined): Promise<void> {
  const { tenant } = viewerOf(res);
  const hosts = (await gitlabsOfSite(ctx, tenant.id)).map(({ hostUrl }) => hostUrl);
  const hostUrl = hosts.find((host) => host === given?.hostUrl) ?? hosts[0] ?? '';
  const line: Line = { message: '', authorEmail: '', issueKey: '', ...given, hostUrl };
  const tried = given === undefined ? undefined : await tryLine(ctx, tenant, line);
  renderPage(res, 'smart-commit/try', tryPage({ line, hosts }, tried));
}
