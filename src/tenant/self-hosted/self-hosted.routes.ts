import express, { type Router } from 'express';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { AppError } from '../../lib/errors.ts';
import { say } from '../../lib/words/say.ts';
import { renderPage } from '../../lib/http/render.ts';
import { awaited, type Request, type Response } from '../../lib/http/web.ts';
import { randomText } from '../../lib/secrets/one-time-state.ts';
import { sessionCookie, setSessionCookie } from '../session/session-cookie.ts';
import { startSession } from '../session/sessions.ts';
import { countSignIn } from '../session/sign-in-budget.ts';
import { findTenantById } from '../tenant.store.ts';
import { finishSignIn, leaveForJira, startSignIn } from './oauth/authorize.ts';

const cookieName = 'jira_authorization';
const cookiePath = '/self-hosted';

/**
 * The way to a self-hosted Jira's consent and back, for its administrator who lets the app in and for everybody who
 * signs in. The cookie only ties Jira's answer to the browser that asked for it (RFC 9700, section 4.7).
 */
export function selfHostedRoutes(ctx: Context): Router {
  const router = express.Router();
  router.get(
    '/self-hosted/sign-in/:tenantId',
    awaited(async (req, res) => {
      const tenantId = z.uuid().safeParse(req.params['tenantId']).data;
      const tenant = tenantId && (await findTenantById(ctx.db, tenantId));
      if (!tenant || tenant.kind !== 'self-hosted' || tenant.state !== 'active') {
        throw new AppError('not_found', say('selfHosted.noSuchJira'));
      }
      await countSignIn(ctx, tenant.id);
      const url = await startSignIn(ctx, {
        tenantId: tenant.id,
        purpose: 'person',
        returnPath: '/identity',
      });
      res.redirect(302, url);
    }),
  );
  router.get(
    '/self-hosted/authorize',
    awaited(async (req, res) => {
      const browser = cookieOf(req) ?? randomText();
      const url = await leaveForJira(ctx, { state: text(req.query['state']) ?? '', browser });
      res.cookie(cookieName, browser, {
        httpOnly: true,
        // Jira's redirect is a top-level GET from another site, which Lax allows.
        sameSite: 'lax',
        secure: ctx.config.appBaseUrl.startsWith('https:'),
        path: cookiePath,
        maxAge: 10 * 60_000,
      });
      res.redirect(302, url);
    }),
  );
  router.get(
    '/self-hosted/callback',
    awaited((req, res) => finish(ctx, req, res)),
  );
  return router;
}

async function finish(ctx: Context, req: Request, res: Response): Promise<void> {
  const { tenant, accountId, name, isAdmin, purpose, returnPath } = await finishSignIn(ctx, {
    state: text(req.query['state']) ?? '',
    browser: cookieOf(req) ?? '',
    code: text(req.query['code']),
    error: text(req.query['error']),
  });
  ctx.log.info({ tenantId: tenant.id, purpose }, 'authorized in Jira');
  if (purpose === 'person') {
    const person = { tenantId: tenant.id, accountId, name };
    setSessionCookie(ctx, res, await startSession(ctx, person, sessionCookie(ctx, req)));
    res.redirect(302, isAdmin ? '/accounts' : (returnPath ?? '/identity'));
    return;
  }
  renderPage(res, 'tenant/authorized', {
    title: say('selfHosted.authorized'),
    siteUrl: tenant.displayUrl,
    name,
    isAdmin,
    connectScriptUrl: undefined,
  });
}

function cookieOf(req: Request): string | undefined {
  return new RegExp(`(?:^|; )${cookieName}=([A-Za-z0-9_-]{43})(?:;|$)`).exec(req.headers.cookie ?? '')?.[1];
}

function text(value: unknown): string | undefined {
  return z.string().min(1).max(2000).safeParse(value).data;
}
