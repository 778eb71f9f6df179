import express, { type Router } from 'express';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { AppError, statusOf } from '../../lib/errors.ts';
import { say } from '../../lib/words/say.ts';
import { browserCookie } from '../../lib/http/cookies/browser-cookie.ts';
import { renderPage } from '../../lib/http/render.ts';
import { awaited, type Request, type Response } from '../../lib/http/web.ts';
import { showAlone } from '../../tenant/session/direct-frame.ts';
import { hostNameOf } from '../pages/guide.page.ts';
import type { Ending, Endings } from './ending.ts';
import { finishAuthorization, type Outcome } from './finish-authorization.ts';
import { linkAccount } from './link-account.ts';
import { randomText } from '../../lib/secrets/one-time-state.ts';
import { leaveForGitlab, preparedFor, startPath } from './start-authorization.ts';

/**
 * The two addresses of an authorization that are outside Jira's frame and have no Jira token. The state, which only a
 * verified person gets (for an account: an admin), is what admits to them; the cookie only tells whether the browser that
 * comes back from GitLab is the one that left, so that nobody can let another person consent for his own account (RFC
 * 9700, section 4.7).
 *
 * @param persons what a person's consent is for: it only shows who they are, or lets the app act as them
 */
export function oauthRoutes(ctx: Context, persons: Readonly<Record<'identity' | 'act', Ending>>): Router {
  const endings: Endings = { account: linkAccount, ...persons };
  const router = express.Router();
  const cookie = browserCookie('gitlab_authorization', {
    path: '/oauth/gitlab',
    appBaseUrl: ctx.config.appBaseUrl,
  });
  router.get(
    '/oauth/gitlab/start',
    awaited(async (req, res) => {
      const state = text(req.query['state']) ?? '';
      if (!isFromOwnPage(req)) {
        const page = await leavePage(ctx, state, endings);
        showAlone(res);
        renderPage(res, 'account/leave', page);
        return;
      }
      const browser = cookie.of(req) ?? randomText();
      const url = await leaveForGitlab(ctx, { state, browser });
      cookie.give(res, browser);
      res.redirect(302, url);
    }),
  );
  router.get(
    '/oauth/gitlab/callback',
    awaited(async (req, res) => {
      const returned = {
        state: text(req.query['state']) ?? '',
        browser: cookie.of(req) ?? '',
        code: text(req.query['code']),
        error: text(req.query['error']),
      };
      answer(ctx, res, await finishAuthorization(ctx, returned, endings));
    }),
  );
  return router;
}

/**
 * A link in a mail or on another site must not start an authorization: somebody could have his own account linked with
 * the GitLab of whoever follows it. Only the Continue of a page of ours does.
 */
function isFromOwnPage(req: Request): boolean {
  const site = req.headers['sec-fetch-site'];
  // Absent: a browser that does not tell (before 2023), or plain http during development.
  return site === undefined || site === 'same-origin';
}

/**
 * Continue in a Forge site comes from an origin that is not ours, as any other link does. The person is told which site
 * asks, on a page that nobody can frame, and says Continue there.
 *
 * @throws AppError `forbidden` for a Connect site, whose pages are ours, and for a state that cannot be used
 */
async function leavePage(ctx: Context, state: string, endings: Endings) {
  const prepared = await preparedFor(ctx, state);
  if (prepared?.tenant.kind !== 'forge') {
    throw new AppError('forbidden', say('account.oauth.continueInJira'));
  }
  const { tenant, account, purpose } = prepared;
  const of = { site: new URL(tenant.displayUrl).host, host: hostNameOf(account.hostUrl) };
  return {
    title: say('authorization.leave.title'),
    asks: await endings[purpose].leaving(ctx, prepared, of),
    continueUrl: startPath(state),
  };
}

/** A query parameter that is there once; anyone can write these. */
function text(value: unknown): string | undefined {
  return z.string().min(1).max(2000).safeParse(value).data;
}

function answer(ctx: Context, res: Response, { error, errand, ending }: Outcome): void {
  const backUrl = errand && ending?.backUrl(ctx, errand);
  if (error === undefined && backUrl !== undefined) {
    res.redirect(302, backUrl);
    return;
  }
  const code = error?.code ?? 'internal';
  const { tenant, account } = errand ?? {};
  if (error !== undefined)
    ctx.log.info({ code, tenantId: tenant?.id, accountId: account?.id, err: error }, 'not linked');
  res.status(statusOf[code]);
  // This page stands in the whole window, where there is no Jira around it to talk to.
  showAlone(res);
  renderPage(res, 'account/not-linked', {
    title: ending?.words.failed ?? say('authorization.nothing'),
    message: error?.text,
    namespacePath: account?.namespacePath,
    backUrl,
  });
}
