import express, { type Router } from 'express';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { formBody } from '../../lib/http/body.ts';
import { AppError } from '../../lib/errors.ts';
import { renderPage } from '../../lib/http/render.ts';
import { awaited, type Middleware, type Request, type Response } from '../../lib/http/web.ts';
import { say } from '../../lib/words/say.ts';
import { siteUrl } from '../self-hosted/site-url.ts';
import { findTenant, type Tenant } from '../tenant.store.ts';
import { showAlone } from './direct-frame.ts';
import { openSession } from './open-session.ts';
import { requireCsrfToken, requireOwnOrigin } from './own-request.ts';
import { clearSessionCookie, sessionCookie } from './session-cookie.ts';
import { csrfTokenOf, secretKeyOf } from './session-id.ts';
import { directTenant } from './session-viewer.ts';
import { endSession, readSession } from './sessions.ts';
import { countSignIn } from './sign-in-budget.ts';
import { guest, useSignInLink } from './sign-in-link.ts';

const asked = z.object({ site: z.string().trim().max(2000).catch('') });
const link = z.object({ token: z.string().max(200) });

/**
 * The way in for sites whose pages no Jira shows. Signing in changes what a browser may do, so it is a POST of our own
 * page; a link that is merely opened, by a mail scanner for instance, does nothing.
 */
export function sessionRoutes(ctx: Context): Router {
  const router = express.Router();
  const own: Middleware = (_req, res, next) => {
    showAlone(res);
    next();
  };
  router.get('/', own, (req, res) => {
    res.redirect(302, sessionCookie(ctx, req) === undefined ? '/sign-in' : '/accounts');
  });
  router.get(
    '/sign-in',
    own,
    awaited((req, res) => showSignIn(ctx, req, res)),
  );
  router.get('/sign-in/link', own, (_req, res) => {
    renderPage(res, 'tenant/sign-in-link', { title: say('tenant.signIn.title'), scriptUrl: '/sign-in.js' });
  });
  router.post(
    '/sign-in/link',
    own,
    formBody(),
    awaited((req, res) => signIn(ctx, req, res)),
  );
  router.post(
    '/sign-out',
    own,
    formBody(),
    awaited((req, res) => signOut(ctx, req, res)),
  );
  router.get(
    '/session',
    own,
    awaited((req, res) => tellSession(ctx, req, res)),
  );
  return router;
}

/**
 * The page that says how to get in. With the address of a self-hosted Jira it leads there: by a link and not by the form
 * itself, for a form may lead to our own addresses alone (CSP `form-action`), and that Jira's sign-in is none.
 */
async function showSignIn(ctx: Context, req: Request, res: Response): Promise<void> {
  const isSignedOut = req.query['signed-out'] !== undefined;
  const { site } = asked.parse(req.query);
  const tenant = site === '' ? undefined : await selfHostedAt(ctx, site);
  const notFound = site !== '' && tenant === undefined;
  if (notFound) res.status(404);
  renderPage(res, 'tenant/sign-in', {
    ...{ title: say('tenant.signIn.title'), isSignedOut, site, notFound },
    continueUrl: tenant && `/self-hosted/sign-in/${tenant.id}`,
    siteName: tenant && new URL(tenant.displayUrl).host,
  });
}

/** Counted as an attempt to sign in, so that nobody tries out whose Jira is here. @throws AppError `rate_limited` */
async function selfHostedAt(ctx: Context, address: string): Promise<Tenant | undefined> {
  await countSignIn(ctx, undefined);
  let key: string;
  try {
    key = siteUrl(address, ctx.config.privateHosts);
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
  const tenant = await findTenant(ctx.db, 'self-hosted', key);
  return tenant?.state === 'active' ? tenant : undefined;
}

async function signIn(ctx: Context, req: Request, res: Response): Promise<void> {
  requireOwnOrigin(ctx, req);
  const { token } = link.catch({ token: '' }).parse(req.body);
  await countSignIn(ctx, secretKeyOf(token)?.tenantId);
  const tenant = await useSignInLink(ctx, token);
  await openSession(ctx, { req, res }, { tenantId: tenant.id, ...guest });
  ctx.log.info({ tenantId: tenant.id }, 'signed in by a link of the operator');
  res.redirect(303, '/accounts');
}

/** Signed out already is signed out. */
async function signOut(ctx: Context, req: Request, res: Response): Promise<void> {
  const secret = sessionCookie(ctx, req);
  if (secret !== undefined) {
    requireCsrfToken(ctx, req, secret);
    await endSession(ctx, secret);
    clearSessionCookie(ctx, res);
  }
  res.redirect(303, '/sign-in?signed-out');
}

/**
 * For a page whose session has ended under it and whose person has signed in again elsewhere: with the token of the new
 * session it goes on, with all that was typed (public/direct.js). Other sites' pages cannot read the answer.
 */
async function tellSession(ctx: Context, req: Request, res: Response): Promise<void> {
  const secret = sessionCookie(ctx, req);
  const person = secret === undefined ? undefined : await readSession(ctx, secret);
  const tenant = person && (await directTenant(ctx, person));
  if (secret === undefined || tenant === undefined) {
    throw new AppError('unauthorized', say('tenant.session.ended'));
  }
  res.json({ csrfToken: csrfTokenOf(secret), tenantId: tenant.id });
}
