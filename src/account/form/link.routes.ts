import express, { type Router } from 'express';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { formBody } from '../../lib/http/body.ts';
import { renderPage } from '../../lib/http/render.ts';
import { awaited } from '../../lib/http/web.ts';
import { requireAdmin } from '../../tenant/require-viewer.ts';
import { viewerOf } from '../../tenant/viewer.ts';
import { accountOf, faulty, renderContinue } from '../account.routes.ts';
import { findingsPage, linkFormPage } from '../pages/form.page.ts';
import { accountFields, emptyFields, type AccountFields, type Faults } from './account-form.ts';
import { addAccount } from './add-account.ts';
import { checkClient, checkWhat, checkWhere, type Asked, type Finding } from './check-form.ts';
import { guideFor } from './guide-for.ts';

/** What each step of the form is checked with; a name of its own for each, as people read it in the log. */
const checks: Readonly<Record<string, (ctx: Context, asked: Asked) => Promise<Finding[]>>> = {
  where: checkWhere,
  what: checkWhat,
  client: checkClient,
};

/** The step that a person wants to go on to; absent where the form asks by itself while one types. */
const onwards = z.object({ next: z.enum(['2', '3']).optional().catch(undefined) });

/** The form to link an account, in three steps, and what each of them finds out before anyone leaves Jira. */
export function linkRoutes(ctx: Context): Router {
  const router = express.Router();
  const admin = requireAdmin(ctx);
  const pageOf = (fields: AccountFields, faults: Faults) =>
    linkFormPage(fields, { faults, guide: guideFor(ctx, fields) });

  router.get('/accounts/new', admin, (_req, res) => {
    renderPage(res, 'account/new', pageOf(emptyFields, {}));
  });
  router.get('/accounts/guide', admin, (req, res) => {
    renderPage(res, 'account/guide', { guide: guideFor(ctx, accountFields.parse(req.query)) });
  });
  for (const [step, check] of Object.entries(checks)) {
    router.post(
      `/accounts/new/${step}`,
      admin,
      formBody(),
      awaited(async (req, res) => {
        const { tenant } = viewerOf(res);
        const { next } = onwards.parse(req.query);
        const fields = accountFields.parse(req.body);
        const found = await check(ctx, { tenantId: tenant.id, fields, goesOn: next !== undefined });
        renderPage(res, 'account/findings', findingsPage(found, next));
      }),
    );
  }
  router.post(
    '/accounts',
    admin,
    formBody(),
    awaited(async (req, res) => {
      const fields = accountFields.parse(req.body);
      const { tenant } = viewerOf(res);
      const result = await addAccount(ctx, { tenantId: tenant.id, fields });
      if ('accountId' in result) return renderContinue(ctx, res, await accountOf(ctx, res, result.accountId));
      res.status(faulty);
      renderPage(res, 'account/new', pageOf(fields, result.faults));
    }),
  );
  return router;
}
