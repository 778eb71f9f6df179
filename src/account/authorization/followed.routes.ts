import express, { type Router } from 'express';
import type { Context } from '../../context.ts';
import { AppError } from '../../lib/errors.ts';
import { renderPage } from '../../lib/http/render.ts';
import { awaited } from '../../lib/http/web.ts';
import { requireUser } from '../../tenant/require-viewer.ts';
import { viewerOf } from '../../tenant/viewer.ts';
import { startedState } from './oauth-state.store.ts';
import { followedView } from './start-authorization.ts';
import { stateFaultWords } from './state-fault-words.ts';

/**
 * In a Forge site GitLab opens in a tab of its own, and the page that the person left stays behind. It asks here, until
 * the authorization has ended, and shows what came of it.
 */
export function followedRoutes(ctx: Context): Router {
  const router = express.Router();
  router.get(
    '/authorizations/:hash',
    requireUser(ctx),
    awaited(async (req, res) => {
      const { tenant, accountId: startedBy } = viewerOf(res);
      const stateHash = req.params['hash'] ?? '';
      const key = { tenantId: tenant.id, stateHash };
      const started = await startedState(ctx.db, key, { startedBy, now: ctx.clock.now() });
      if (started === undefined) throw new AppError('not_found', stateFaultWords.unknown);
      const { purpose, accountId, isOpen } = started;
      const endUrl = purpose === 'account' ? `/accounts/${accountId}` : '/identity';
      renderPage(res, 'account/followed', isOpen ? followedView(key) : { endUrl });
    }),
  );
  return router;
}
