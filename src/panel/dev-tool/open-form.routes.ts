import express, { type Router } from 'express';
import type { Context } from '../../context.ts';
import { AppError } from '../../lib/errors.ts';
import { formBody } from '../../lib/http/body.ts';
import { cookieIn } from '../../lib/http/cookies/cookie-in.ts';
import { renderPage } from '../../lib/http/render.ts';
import { awaited, type Middleware, type Request, type Response } from '../../lib/http/web.ts';
import { say } from '../../lib/words/say.ts';
import { verifyActionToken } from '../../tenant/connect/page-token.ts';
import { createBranchUrl, forgeCreateBranchUrl } from '../../tenant/jira-page-url.ts';
import { showAlone } from '../../tenant/session/direct-frame.ts';
import { findTenant, newestForgeEnvironment } from '../../tenant/tenant.store.ts';
import { issueKeyInQuery } from '../visible-issue.ts';
import { siteAddress } from './site-address.ts';

const cookieName = 'jira_site';
const cookiePath = '/create-branch';
const yearMs = 365 * 86_400_000;
const faulty = 422;

/**
 * Where "Create branch" of Jira's own development panel leads: a tab of its own, outside Jira. All it does is lead back
 * into Jira, where the form is and where Jira says who asks: nothing of any site is shown here, and nothing is done.
 *
 * A Connect site is named by its token. The address that Forge makes names no site (only `{issue.key}` and
 * `{issue.summary}` are filled in), so the person is asked once, and their browser remembers.
 */
export function openFormRoutes(ctx: Context): Router {
  const router = express.Router();
  router.get(
    '/create-branch',
    awaited(async (req, res) => {
      const issueKey = issueKeyIn(req.query['issueKey']);
      if (req.query['jwt'] !== undefined) {
        const { clientKey } = await verifyActionToken(ctx, req);
        const tenant = await findTenant(ctx.db, 'connect', clientKey);
        if (tenant?.state !== 'active') throw notInstalled();
        res.redirect(302, createBranchUrl(ctx.config, tenant, issueKey));
        return;
      }
      const known = req.query['other'] === undefined ? siteIn(ctx, req) : undefined;
      if (known === undefined) ask(res, { issueKey });
      else res.redirect(302, await formIn(ctx, known, issueKey));
    }),
  );
  router.post(
    '/create-branch',
    fromOwnPage,
    formBody(),
    awaited(async (req, res) => {
      const body = req.body as Readonly<Record<string, unknown>>;
      const issueKey = issueKeyIn(body['issueKey']);
      const entered = typeof body['site'] === 'string' ? body['site'] : '';
      const site = siteAddress(entered, ctx.config.appBaseUrl);
      if (site === undefined) {
        res.status(faulty);
        ask(res, { issueKey, entered, fault: say('create.site.unreadable') });
        return;
      }
      res.cookie(cookieName, site, {
        httpOnly: true,
        sameSite: 'lax',
        secure: ctx.config.appBaseUrl.startsWith('https:'),
        path: cookiePath,
        maxAge: yearMs,
      });
      // No redirect: a form may lead to our own pages alone (`form-action`), so the person follows a link.
      const model = { host: new URL(site).host, url: await formIn(ctx, site, issueKey), issueKey };
      showAlone(res);
      renderPage(res, 'create/site', { title: say('create.site.title'), ...model });
    }),
  );
  return router;
}

const formIn = async (ctx: Context, siteUrl: string, issueKey: string) =>
  forgeCreateBranchUrl(ctx.config, {
    siteUrl,
    environmentId: await newestForgeEnvironment(ctx.db),
    issueKey,
  });

function ask(
  res: Response,
  model: { issueKey: string; entered?: string; fault?: ReturnType<typeof say> },
): void {
  // This page stands in the whole window, where there is no Jira around it to talk to.
  showAlone(res);
  renderPage(res, 'create/site', { title: say('create.site.title'), ...model });
}

function issueKeyIn(asked: unknown): string {
  const issueKey = issueKeyInQuery.safeParse(asked).data;
  if (issueKey === undefined) throw new AppError('bad_request', say('create.noIssue'));
  return issueKey;
}

function siteIn({ config }: Context, req: Request): string | undefined {
  const value = cookieIn(req, cookieName);
  if (value === undefined) return undefined;
  try {
    // Looked at anew: a cookie is what a browser says.
    return siteAddress(decodeURIComponent(value), config.appBaseUrl);
  } catch {
    return undefined;
  }
}

/** Another site's page must not choose for the person where this leads. */
const fromOwnPage: Middleware = (req, _res, next) => {
  const from = req.headers['sec-fetch-site'];
  if (from !== undefined && from !== 'same-origin') throw new AppError('forbidden', say('create.noIssue'));
  next();
};

function notInstalled(): AppError {
  return new AppError('unauthorized', say('tenant.notInstalled'));
}
