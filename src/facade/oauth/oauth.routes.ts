import express, { type Router } from 'express';
import { z } from 'zod';
import { randomText } from '../../lib/secrets/one-time-state.ts';
import type { Context } from '../../context.ts';
import { AppError } from '../../lib/errors.ts';
import { formBody } from '../../lib/http/body.ts';
import { browserCookie } from '../../lib/http/cookies/browser-cookie.ts';
import { renderPage } from '../../lib/http/render.ts';
import { awaited, type Response } from '../../lib/http/web.ts';
import { say } from '../../lib/words/say.ts';
import { showAlone } from '../../tenant/session/direct-frame.ts';
import { leaveForGitlab, returnToJira } from './authorize.ts';
import { answerExchange, type ExchangeAnswer } from './exchange-code.ts';

const word = z.string().min(1).max(4000);
const asked = z.object({
  client_id: word.regex(/^[\x21-\x7e]{1,512}$/),
  redirect_uri: word,
  organization: z.string().max(1000).optional(),
});
const posted = z.object({ client_id: word, client_secret: word, code: word });

/** GitHub's three addresses of OAuth, in front of GitLab's. Mounted at the root, and below `/-/jira`. */
export function facadeOauthRoutes(ctx: Context): Router {
  const router = express.Router();
  // The Redirect URI of the application is the one at the root.
  const place = { path: '/login/oauth', appBaseUrl: ctx.config.appBaseUrl };
  const cookie = browserCookie('jira_connector', place);
  router.get(
    '/login/oauth/authorize',
    awaited(async (req, res) => {
      const given = asked.safeParse(req.query);
      if (!given.success) throw incomplete();
      const { client_id: clientId, redirect_uri: redirectUri, organization } = given.data;
      const browser = cookie.of(req) ?? randomText();
      const leaving = await leaveForGitlab(ctx, { clientId, redirectUri, organization }, browser);
      if ('asks' in leaving) {
        ask(res, { clientId, redirectUri, siteUrl: leaving.facade.jiraUrl });
        return;
      }
      cookie.give(res, browser);
      // A form may not lead to another site (form-action), so from our own page a link does.
      if (organization === undefined) res.redirect(302, leaving.url);
      else continueTo(res, leaving);
    }),
  );
  router.get(
    '/login/oauth/callback',
    awaited(async (req, res) => {
      const url = await returnToJira(ctx, {
        state: text(req.query['state']) ?? '',
        browser: cookie.of(req) ?? '',
        code: text(req.query['code']),
        error: text(req.query['error']),
      });
      res.redirect(302, url);
    }),
  );
  router.post(
    '/login/oauth/access_token',
    formBody(),
    awaited(async (req, res) => {
      const given = posted.safeParse(req.body);
      const answer: ExchangeAnswer = given.success
        ? await answerExchange(ctx, {
            clientId: given.data.client_id,
            clientSecret: given.data.client_secret,
            code: given.data.code,
          })
        : { error: 'bad_verification_code' };
      // The connector takes any other status for a server that it cannot reach.
      res.status(200).type('application/x-www-form-urlencoded').send(formOf(answer));
    }),
  );
  return router;
}

function formOf(answer: ExchangeAnswer): string {
  if ('accessToken' in answer) {
    return `access_token=${encodeURIComponent(answer.accessToken)}&scope=repo&token_type=bearer`;
  }
  // The connector shows what follows `error=` without decoding it; a reader of forms gets the same sentence.
  return `error=${answer.error.replace(/[%&+=#]/g, encodeURIComponent)}`;
}

function ask(res: Response, given: { clientId: string; redirectUri: string; siteUrl: string }): void {
  showAlone(res);
  renderPage(res, 'facade/organization', {
    title: say('facade.organization.title'),
    ...given,
    siteName: new URL(given.siteUrl).host,
  });
}

function continueTo(res: Response, { url, organization }: { url: string; organization: string }): void {
  showAlone(res);
  renderPage(res, 'facade/continue', {
    title: say('facade.continue.title'),
    hostName: new URL(url).host,
    organization,
    continueUrl: url,
  });
}

/** A query parameter that is there once; anyone can write these. */
function text(value: unknown): string | undefined {
  return word.safeParse(value).data;
}

function incomplete(): AppError {
  return new AppError('bad_request', say('facade.opened'));
}
