import express, { type Router } from 'express';
import { z } from 'zod';
import type { Context } from '../../../context.ts';
import { AppError } from '../../../lib/errors.ts';
import { formBody } from '../../../lib/http/body.ts';
import { hostCookie, type HostCookie } from '../../../lib/http/cookies/host-cookie.ts';
import { renderPage } from '../../../lib/http/render.ts';
import { awaited, type Middleware, type Request, type Response } from '../../../lib/http/web.ts';
import { say } from '../../../lib/words/say.ts';
import { showAlone } from '../../session/direct-frame.ts';
import { requireCsrfToken, requireOwnOrigin } from '../../session/own-request.ts';
import { csrfTokenOf } from '../../session/session-id.ts';
import { redirectUri } from '../oauth/oauth.client.ts';
import { showAuthorized } from '../self-hosted.routes.ts';
import { connectByLink, connectByToken } from './connect-jira.ts';
import { lookAtJira } from './look-at-jira.client.ts';
import { countSetUp, openSetUp, requireSetUp } from './set-up-link.ts';
import { accessPage, addressPage, consentPage } from './set-up.page.ts';

/** A form that came back with faults. */
const faulty = 422;

const opening = z.object({ token: z.string().max(200) });
const typed = z.string().trim().max(2000).catch('');
const addressForm = z.object({ url: typed });
const accessForm = z.object({
  url: typed,
  way: z.enum(['link', 'token']).catch('link'),
  clientId: typed,
  clientSecret: typed,
  token: typed,
});
type AccessForm = z.output<typeof accessForm>;

type Errand = { readonly ctx: Context; readonly cookie: HostCookie };

/**
 * The set-up of a self-hosted Jira, by whoever was given the operator's one-time link. The link is used up by a POST of our
 * own page, as a sign-in link is; the cookie that it is exchanged for opens these pages alone, and ends with the set-up.
 */
export function setUpRoutes(ctx: Context): Router {
  const router = express.Router();
  const errand = { ctx, cookie: hostCookie('set-up', ctx.config.appBaseUrl) };
  const own: Middleware = (_req, res, next) => {
    showAlone(res);
    next();
  };
  router.get('/self-hosted/set-up', own, (_req, res) => {
    renderPage(res, 'tenant/set-up/link', { title: say('selfHosted.setUp.title'), scriptUrl: '/sign-in.js' });
  });
  router.post(
    '/self-hosted/set-up',
    own,
    formBody(),
    awaited(async (req, res) => {
      requireOwnOrigin(ctx, req);
      await countSetUp(ctx);
      const { token } = opening.catch({ token: '' }).parse(req.body);
      errand.cookie.give(res, await openSetUp(ctx, token));
      res.redirect(303, '/self-hosted/set-up/jira');
    }),
  );
  router.get(
    '/self-hosted/set-up/jira',
    own,
    awaited(async (req, res) => {
      const secret = await requireSetUp(ctx, errand.cookie.of(req));
      renderPage(res, 'tenant/set-up/address', addressPage(csrfTokenOf(secret)));
    }),
  );
  const step = (path: string, answer: (req: Request, res: Response, secret: string) => Promise<void>) =>
    router.post(
      path,
      own,
      formBody(),
      awaited(async (req, res) => {
        const secret = await requireSetUp(ctx, errand.cookie.of(req));
        requireCsrfToken(ctx, req, secret);
        await countSetUp(ctx);
        await answer(req, res, secret);
      }),
    );
  step('/self-hosted/set-up/jira', (req, res, secret) => checkAddress(errand, { req, res, secret }));
  step('/self-hosted/set-up/access', (req, res, secret) => checkAccess(errand, { req, res, secret }));
  return router;
}

type Asked = { readonly req: Request; readonly res: Response; readonly secret: string };

async function checkAddress({ ctx }: Errand, { req, res, secret }: Asked): Promise<void> {
  const { url } = addressForm.parse(req.body);
  const csrfToken = csrfTokenOf(secret);
  const found = await orFault(lookAtJira(ctx, url));
  if (found instanceof AppError) {
    res.status(faulty);
    renderPage(res, 'tenant/set-up/address', addressPage(csrfToken, { url, fault: found.text }));
    return;
  }
  renderPage(res, 'tenant/set-up/access', accessPage({ csrfToken, found, redirectUrl: redirectUri(ctx) }));
}

async function checkAccess(errand: Errand, { req, res, secret }: Asked): Promise<void> {
  const { ctx, cookie } = errand;
  const form = accessForm.parse(req.body);
  const done = await orFault(connect(ctx, secret, form));
  if (!(done instanceof AppError)) {
    cookie.take(res);
    ctx.log.info({ tenantId: done.tenant.id }, 'a self-hosted Jira was set up');
    if ('person' in done) showAuthorized(res, { ...done, isByLink: false });
    else renderPage(res, 'tenant/set-up/consent', consentPage(done.tenant.displayUrl, done.continueUrl));
    return;
  }
  const csrfToken = csrfTokenOf(secret);
  // The address is asked once more: what it says now decides which of the ways there are.
  const found = await orFault(lookAtJira(ctx, form.url));
  res.status(faulty);
  if (found instanceof AppError) {
    renderPage(res, 'tenant/set-up/address', addressPage(csrfToken, { url: form.url, fault: found.text }));
    return;
  }
  const { way, clientId } = form;
  const fault = { way, text: done.text };
  const model = accessPage({ csrfToken, found, redirectUrl: redirectUri(ctx), clientId, fault });
  renderPage(res, 'tenant/set-up/access', model);
}

async function connect(ctx: Context, secret: string, { way, url, ...given }: AccessForm) {
  const { token, clientId, clientSecret } = given;
  if (way === 'token') {
    if (token === '') throw new AppError('bad_request', say('selfHosted.setUp.needsToken'));
    return connectByToken(ctx, secret, { url, token });
  }
  if (clientId === '' || clientSecret === '') throw new AppError('bad_request', say('selfHosted.needsBoth'));
  return connectByLink(ctx, secret, { url, clientId, clientSecret });
}

/** What is wrong with what was typed is said where it was typed; everything else is an error of its own. */
async function orFault<T>(work: Promise<T>): Promise<T | AppError> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof AppError && !elsewhere.has(error.code)) return error;
    throw error;
  }
}

const elsewhere: ReadonlySet<AppError['code']> = new Set(['gone', 'internal', 'cancelled', 'rate_limited']);
