import express, { type Router } from 'express';
import { z } from 'zod';
import { startAuthorization } from '../../account/authorization/start-authorization.ts';
import { endPersonAccess } from '../../account/tokens/persons/end-person-access.ts';
import { accessOfPerson } from '../../account/tokens/persons/person-token.store.ts';
import type { Context } from '../../context.ts';
import { AppError } from '../../lib/errors.ts';
import { say } from '../../lib/words/say.ts';
import { formBody } from '../../lib/http/body.ts';
import { renderPage } from '../../lib/http/render.ts';
import { awaited, type Request, type Response } from '../../lib/http/web.ts';
import { requireUser } from '../../tenant/require-viewer.ts';
import { viewerOf } from '../../tenant/viewer.ts';
import { addressesMappedTo } from '../authors/mapping.store.ts';
import { gitlabsOfSite } from './gitlabs-of-site.ts';
import { continueToGitlabPage, identityPage } from './identity.page.ts';
import { addressesOfPerson, linksOfPerson } from './link.store.ts';
import { unlink } from './unlink.ts';

const fields = z.object({ host: z.string().min(1).max(2000) });

/** Everybody's own page: which GitLab user they are. */
export function identityRoutes(ctx: Context): Router {
  const router = express.Router();
  const user = requireUser(ctx);
  router.get(
    '/identity',
    user,
    awaited((_req, res) => show(ctx, res)),
  );
  router.post('/identity/link', user, formBody(), awaited(leave(ctx, 'identity')));
  router.post('/identity/act', user, formBody(), awaited(leave(ctx, 'act')));
  router.post(
    '/identity/unlink',
    user,
    formBody(),
    awaited(async (req, res) => {
      await unlink(ctx, personHere(req, res));
      await show(ctx, res);
    }),
  );
  router.post(
    '/identity/stop-acting',
    user,
    formBody(),
    awaited(async (req, res) => {
      await endPersonAccess(ctx, personHere(req, res));
      await show(ctx, res);
    }),
  );
  return router;
}

/** The page before GitLab's consent. @param purpose to show who they are, or to let the app act as them */
function leave(ctx: Context, purpose: 'identity' | 'act') {
  return async (req: Request, res: Response): Promise<void> => {
    const { tenantId, hostUrl, jiraAccountId: startedBy } = personHere(req, res);
    const gitlab = (await gitlabsOfSite(ctx, tenantId)).find((one) => one.hostUrl === hostUrl);
    if (gitlab?.account === undefined) {
      throw new AppError('not_found', say('identity.noAccount'));
    }
    const accountId = gitlab.account.id;
    const started = await startAuthorization(ctx, { tenantId, accountId, startedBy, purpose });
    renderPage(res, 'identity/continue', continueToGitlabPage(hostUrl, started, purpose));
  };
}

function personHere(req: Request, res: Response) {
  const { tenant, accountId: jiraAccountId } = viewerOf(res);
  return { tenantId: tenant.id, hostUrl: hostIn(req.body), jiraAccountId };
}

async function show(ctx: Context, res: Response): Promise<void> {
  const { tenant, accountId: jiraAccountId } = viewerOf(res);
  const who = { tenantId: tenant.id, jiraAccountId };
  const [gitlabs, links, addresses, mapped, access] = await Promise.all([
    gitlabsOfSite(ctx, tenant.id),
    linksOfPerson(ctx.db, who),
    addressesOfPerson(ctx.db, who, ctx.sealer),
    addressesMappedTo(ctx.db, who),
    accessOfPerson(ctx.db, who),
  ]);
  renderPage(res, 'identity/identity', identityPage({ gitlabs, links, addresses, mapped, access }));
}

function hostIn(body: unknown): string {
  const read = fields.safeParse(body);
  if (read.success) return read.data.host;
  throw new AppError('bad_request', say('identity.noGitlab'));
}
