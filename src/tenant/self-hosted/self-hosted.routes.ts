import express, { type Router } from 'express';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { AppError } from '../../lib/errors.ts';
import { browserCookie } from '../../lib/http/cookies/browser-cookie.ts';
import { renderPage } from '../../lib/http/render.ts';
import { awaited, type Response } from '../../lib/http/web.ts';
import { randomText } from '../../lib/secrets/one-time-state.ts';
import { say } from '../../lib/words/say.ts';
import { showAlone } from '../session/direct-frame.ts';
import { openSession } from '../session/open-session.ts';
import { countSignIn } from '../session/sign-in-budget.ts';
import { findTenantById, type Tenant } from '../tenant.store.ts';
import { finishSignIn, leaveForJira, startSignIn } from './oauth/authorize.ts';
import type { JiraPerson } from './tokens/keep-authorization.ts';

/**
 * The way to a self-hosted Jira's consent and back, for its administrator who lets the app in and for everybody who
 * signs in.
 */
export function selfHostedRoutes(ctx: Context): Router {
  const router = express.Router();
  const place = { path: '/self-hosted', appBaseUrl: ctx.config.appBaseUrl };
  const cookie = browserCookie('jira_authorization', place);
  router.get(
    '/self-hosted/sign-in/:tenantId',
    awaited(async (req, res) => {
      const tenantId = z.uuid().safeParse(req.params['tenantId']).data;
      const tenant = tenantId && (await findTenantById(ctx.db, tenantId));
      if (!tenant || tenant.kind !== 'self-hosted' || tenant.state !== 'active') {
        throw new AppError('not_found', say('selfHosted.noSuchJira'));
      }
      await countSignIn(ctx, tenant.id);
      const of = { tenantId: tenant.id, purpose: 'person', returnPath: '/identity' } as const;
      res.redirect(302, await startSignIn(ctx, of));
    }),
  );
  router.get(
    '/self-hosted/authorize',
    awaited(async (req, res) => {
      const browser = cookie.of(req) ?? randomText();
      const url = await leaveForJira(ctx, { state: text(req.query['state']) ?? '', browser });
      cookie.give(res, browser);
      res.redirect(302, url);
    }),
  );
  router.get(
    '/self-hosted/callback',
    awaited(async (req, res) => {
      const { tenant, purpose, returnPath, ...person } = await finishSignIn(ctx, {
        state: text(req.query['state']) ?? '',
        browser: cookie.of(req) ?? '',
        code: text(req.query['code']),
        error: text(req.query['error']),
      });
      ctx.log.info({ tenantId: tenant.id, purpose }, 'authorized in Jira');
      if (purpose === 'service') {
        showAuthorized(res, { tenant, person, isByLink: true });
        return;
      }
      const { accountId, name, isAdmin } = person;
      await openSession(ctx, { req, res }, { tenantId: tenant.id, accountId, name });
      res.redirect(302, isAdmin ? '/accounts' : (returnPath ?? '/identity'));
    }),
  );
  return router;
}

type Authorized = {
  readonly tenant: Tenant;
  readonly person: JiraPerson;
  /** People can sign in through Jira: it has an application link for the app. */
  readonly isByLink: boolean;
};

/** The page that says as whom Jira has let the app in, and how people get in here. */
export function showAuthorized(res: Response, { tenant, person, isByLink }: Authorized): void {
  showAlone(res);
  renderPage(res, 'tenant/authorized', {
    title: say('tenant.authorized.service'),
    siteUrl: tenant.displayUrl,
    name: person.name,
    isAdmin: person.isAdmin,
    signInUrl: isByLink ? `/self-hosted/sign-in/${tenant.id}` : undefined,
    tenantId: tenant.id,
  });
}

function text(value: unknown): string | undefined {
  return z.string().min(1).max(2000).safeParse(value).data;
}
