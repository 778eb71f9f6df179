import express, { type Router } from 'express';
import { stateKeyOf } from '../../lib/secrets/one-time-state.ts';
import { getAccount } from '../../account/account.store.ts';
import type { Context } from '../../context.ts';
import { renderPage } from '../../lib/http/render.ts';
import { awaited } from '../../lib/http/web.ts';
import { say } from '../../lib/words/say.ts';
import { textOfStored } from '../../lib/words/stored-text.ts';
import { showAlone } from '../../tenant/session/direct-frame.ts';
import { findFacade, type Facade } from '../facade.store.ts';
import { hookTroubles } from '../hooks/hook.store.ts';
import { notServed } from '../oauth/authorize.ts';
import { listLinked } from '../oauth/token.store.ts';
import { setupWords } from './setup.page.ts';

/**
 * The page that says what to type into GitLab and Jira, and what went wrong. Its address cannot be guessed, is printed by
 * the command that enables, and holds no secret.
 */
export function facadeSetupRoutes(ctx: Context): Router {
  const router = express.Router();
  router.get(
    '/login/oauth/setup/:key',
    awaited(async (req, res) => {
      const { key = '' } = req.params;
      const tenantId = stateKeyOf(key)?.tenantId;
      const facade = tenantId === undefined ? undefined : await findFacade(ctx.db, tenantId);
      if (facade?.enabled !== true || facade.pageKey !== key) throw notServed();
      showAlone(res);
      renderPage(res, 'facade/setup', await pageOf(ctx, facade));
    }),
  );
  return router;
}

async function pageOf(ctx: Context, facade: Facade) {
  const linked = await listLinked(ctx.db, facade.tenantId);
  const accounts = await Promise.all(
    linked.map(async ({ accountId, organization }) => {
      const account = await getAccount(ctx.db, facade.tenantId, accountId);
      return { organization, problem: stored(account?.problem) };
    }),
  );
  return {
    title: say('facade.setup.title'),
    siteUrl: facade.jiraUrl,
    gitlabUrl: facade.gitlabUrl,
    applicationsUrl: `${facade.gitlabUrl}/-/user_settings/applications`,
    ...setupWords(ctx, facade),
    accounts,
    problem: stored(facade.problem),
    troubles: (await hookTroubles(ctx.db, facade.tenantId)).map(({ problem, count }) =>
      say('facade.setup.trouble', { problem: textOfStored(problem), count }),
    ),
  };
}

function stored(problem: string | null | undefined) {
  return problem == null ? undefined : textOfStored(problem);
}
