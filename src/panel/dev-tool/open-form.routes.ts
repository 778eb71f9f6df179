import express, { type Router } from 'express';
import type { Context } from '../../context.ts';
import { AppError } from '../../lib/errors.ts';
import { formBody } from '../../lib/http/body.ts';
import { renderPage } from '../../lib/http/render.ts';
import { awaited, type Middleware, type Request, type Response } from '../../lib/http/web.ts';
import { say } from '../../lib/words/say.ts';
import type { Text } from '../../lib/words/text.ts';
import { verifyActionToken } from '../../tenant/connect/page-token.ts';
import { createBranchUrl, forgeCreateBranchUrl } from '../../tenant/jira-page-url.ts';
import { showAlone } from '../../tenant/session/direct-frame.ts';
import { findTenant, newestForgeEnvironment } from '../../tenant/tenant.store.ts';
import { issueKeyInQuery } from '../visible-issue.ts';
import { rememberedSites } from './remembered-sites.ts';
import { siteAddress } from './site-address.ts';

const path = '/create-branch';
const faulty = 422;

/**
 * Where "Create branch" of Jira's own development panel leads: a tab of its own, outside Jira. All it does is lead back
 * into Jira, where the form is and where Jira says who asks: nothing of any site is shown here, and nothing is done.
 *
 * A Connect site is named by its token. The address that Forge makes names no site (only `{issue.key}` and
 * `{issue.summary}` are filled in): where the browser says which Jira the person comes from, they are led there, else they
 * say it themselves. The browser remembers what they say, and always offers another one: the same key may be in two.
 */
export function openFormRoutes(ctx: Context): Router {
  const router = express.Router();
  const { appBaseUrl } = ctx.config;
  const remembered = rememberedSites({ path, appBaseUrl });
  router.get(
    path,
    awaited(async (req, res) => {
      const issueKey = issueKeyIn(req.query['issueKey']);
      if (req.query['jwt'] !== undefined) {
        const { clientKey } = await verifyActionToken(ctx, req);
        const tenant = await findTenant(ctx.db, 'connect', clientKey);
        if (tenant?.state !== 'active') throw notInstalled();
        res.redirect(302, createBranchUrl(ctx.config, tenant, issueKey));
        return;
      }
      const from = siteComeFrom(req, appBaseUrl);
      const isOther = req.query['other'] !== undefined;
      const sites = isOther ? [] : remembered.of(req);
      if (from !== undefined) res.redirect(302, await formIn(ctx, from, issueKey));
      else if (sites.length > 0) await offer(ctx, res, { issueKey, sites });
      else ask(res, { issueKey });
    }),
  );
  router.post(
    path,
    fromOwnPage,
    formBody(),
    awaited(async (req, res) => {
      const { issueKey, entered } = fieldsOf(req);
      const site = siteAddress(entered, appBaseUrl);
      if (site === undefined) {
        res.status(faulty);
        ask(res, { issueKey, entered, fault: say('create.site.unreadable') });
        return;
      }
      // No redirect: a form may lead to our own pages alone (`form-action`), so the person follows a link.
      await offer(ctx, res, { issueKey, sites: remembered.remember(req, res, site) });
    }),
  );
  router.post(`${path}/forget`, fromOwnPage, formBody(), (req, res) => {
    const { issueKey, entered } = fieldsOf(req);
    remembered.forget(req, res, entered);
    res.redirect(303, `${path}?issueKey=${issueKey}`);
  });
  return router;
}

const formIn = async (ctx: Context, siteUrl: string, issueKey: string) =>
  forgeCreateBranchUrl(ctx.config, {
    siteUrl,
    environmentId: await newestForgeEnvironment(ctx.db),
    issueKey,
  });

async function offer(
  ctx: Context,
  res: Response,
  { issueKey, sites }: { issueKey: string; sites: readonly string[] },
): Promise<void> {
  const offered = sites.map(async (site) => {
    return { site, host: new URL(site).host, url: await formIn(ctx, site, issueKey), issueKey };
  });
  show(res, 'create/sites', { issueKey, sites: await Promise.all(offered) });
}

function ask(res: Response, model: { issueKey: string; entered?: string; fault?: Text }): void {
  show(res, 'create/site', model);
}

/** A page that stands in the whole window, where there is no Jira around it to talk to. */
function show(res: Response, view: string, model: Readonly<Record<string, unknown>>): void {
  showAlone(res);
  renderPage(res, view, { title: say('create.site.title'), ...model });
}

function fieldsOf(req: Request): { issueKey: string; entered: string } {
  const { issueKey, site } = req.body as Readonly<Record<string, unknown>>;
  return { issueKey: issueKeyIn(issueKey), entered: typeof site === 'string' ? site : '' };
}

function issueKeyIn(asked: unknown): string {
  const issueKey = issueKeyInQuery.safeParse(asked).data;
  if (issueKey === undefined) throw new AppError('bad_request', say('create.noIssue'));
  return issueKey;
}

/** The Jira whose page led here, where the browser says so. */
function siteComeFrom(req: Request, appBaseUrl: string): string | undefined {
  const site = siteAddress(req.headers.referer ?? '', appBaseUrl);
  return site === new URL(appBaseUrl).origin ? undefined : site;
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
