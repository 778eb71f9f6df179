import express, { type Router } from 'express';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { AppError } from '../lib/errors.ts';
import { say } from '../lib/words/say.ts';
import { formBody } from '../lib/http/body.ts';
import { renderPage } from '../lib/http/render.ts';
import { awaited, type Request, type Response } from '../lib/http/web.ts';
import { requireAdmin } from '../tenant/require-viewer.ts';
import { sitePage } from '../tenant/self-hosted/version/site.page.ts';
import { viewerOf } from '../tenant/viewer.ts';
import type { Account } from './account.ts';
import { getAccount, listAccounts } from './account.store.ts';
import { startAuthorization } from './authorization/start-authorization.ts';
import { accountFields } from './form/account-form.ts';
import { guideFor } from './form/guide-for.ts';
import { accountPage, accountsPage, continuePage } from './pages/account.page.ts';
import { clientFormPage } from './pages/form.page.ts';
import { replaceClient } from './form/replace-client.ts';

/** A form that came back with faults. htmx 4 shows the content of every answer, whatever its status. */
export const faulty = 422;

/** The pages of a Jira admin about accounts. Every route asks Jira for ADMINISTER. */
export function accountRoutes(ctx: Context): Router {
  const router = express.Router();
  const admin = requireAdmin(ctx);
  list(ctx, router, admin);
  oneAccount(ctx, router, admin);
  return router;
}

type Guard = ReturnType<typeof requireAdmin>;

function list(ctx: Context, router: Router, admin: Guard): void {
  router.get(
    '/accounts',
    admin,
    awaited(async (req, res) => {
      const { tenant } = viewerOf(res);
      const account = await accountAsked(ctx, tenant.id, req.query['account']);
      if (account === undefined) {
        const page = accountsPage(tenant, await listAccounts(ctx.db, tenant.id));
        renderPage(res, 'account/list', { ...page, jiraSite: await sitePage(ctx, tenant) });
      } else renderPage(res, 'account/show', accountPage(viewerOf(res).tenant, account));
    }),
  );
}

function oneAccount(ctx: Context, router: Router, admin: Guard): void {
  const show = (
    path: string,
    answer: (account: Account, req: Request, res: Response) => Promise<void> | void,
  ) => router.get(path, admin, withAccount(ctx, answer));
  const act = (
    path: string,
    answer: (account: Account, req: Request, res: Response) => Promise<void> | void,
  ) => router.post(path, admin, formBody(), withAccount(ctx, answer));

  show('/accounts/:id', (account, _req, res) => {
    renderPage(res, 'account/show', accountPage(viewerOf(res).tenant, account));
  });
  act('/accounts/:id/authorize', (account, _req, res) => renderContinue(ctx, res, account));
  show('/accounts/:id/client', (account, _req, res) => {
    const { clientId } = account;
    renderPage(
      res,
      'account/client',
      clientFormPage(account, { clientId, faults: {}, guide: guideOfAccount(ctx, account) }),
    );
  });
  act('/accounts/:id/client', async (account, req, res) => {
    const fields = accountFields.parse(req.body);
    const faults = await replaceClient(ctx, { account, fields });
    if (Object.keys(faults).length === 0) return renderContinue(ctx, res, account);
    res.status(faulty);
    const { clientId } = fields;
    renderPage(
      res,
      'account/client',
      clientFormPage(account, { clientId, faults, guide: guideOfAccount(ctx, account) }),
    );
  });
}

function withAccount(
  ctx: Context,
  answer: (account: Account, req: Request, res: Response) => Promise<void> | void,
) {
  return awaited(async (req, res) => {
    await answer(await accountOf(ctx, res, req.params['id'] ?? ''), req, res);
  });
}

/** The account that the address names, if it is one of the site's; Jira leaves the parameter empty where it has none. */
async function accountAsked(ctx: Context, tenantId: string, asked: unknown): Promise<Account | undefined> {
  const id = z.uuid().safeParse(asked).data;
  const account = id === undefined ? undefined : await getAccount(ctx.db, tenantId, id);
  return account?.state === 'removed' ? undefined : account;
}

/** Only accounts of the viewer's own site are found. @throws AppError `not_found` */
export async function accountOf(ctx: Context, res: Response, accountId: string): Promise<Account> {
  const account = await accountAsked(ctx, viewerOf(res).tenant.id, accountId);
  if (account === undefined) {
    throw new AppError('not_found', say('account.noSuch'));
  }
  return account;
}

/** The step before GitLab's consent page. */
export async function renderContinue(ctx: Context, res: Response, account: Account): Promise<void> {
  const { tenant, accountId: startedBy } = viewerOf(res);
  const started = { tenantId: tenant.id, accountId: account.id, startedBy, purpose: 'account' } as const;
  renderPage(res, 'account/continue', continuePage(account, await startAuthorization(ctx, started)));
}

function guideOfAccount(ctx: Context, { hostUrl, namespacePath }: Account) {
  const host = hostUrl === ctx.config.gitlabComUrl ? 'gitlab' : 'self-managed';
  return guideFor(ctx, { host, hostUrl, namespace: namespacePath });
}
