import express, { type Router } from 'express';
import { z } from 'zod';
import { startAuthorization } from '../../account/authorization/start-authorization.ts';
import type { Context } from '../../context.ts';
import { AppError } from '../../lib/errors.ts';
import { formBody } from '../../lib/http/body.ts';
import { renderPage } from '../../lib/http/render.ts';
import { awaited, type Response } from '../../lib/http/web.ts';
import { requireUser } from '../../tenant/require-viewer.ts';
import { viewerOf } from '../../tenant/viewer.ts';
import { gitlabsOfSite } from './gitlabs-of-site.ts';
import { continueToGitlabPage, identityPage } from './identity.page.ts';
import { linksOfPerson, removeLink } from './link.store.ts';

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
  router.post(
    '/identity/link',
    user,
    formBody(),
    awaited(async (req, res) => {
      const { tenant, accountId: startedBy } = viewerOf(res);
      const host = hostIn(req.body);
      const gitlab = (await gitlabsOfSite(ctx, tenant.id)).find(({ hostUrl }) => hostUrl === host);
      if (gitlab?.account === undefined) {
        throw new AppError(
          'not_found',
          'No account of this GitLab is linked at the moment. Ask a Jira administrator to look at "DVCS accounts".',
        );
      }
      const started = { accountId: gitlab.account.id, startedBy, purpose: 'identity' } as const;
      const url = await startAuthorization(ctx, { tenantId: tenant.id, ...started });
      renderPage(res, 'identity/continue', continueToGitlabPage(gitlab.hostUrl, url));
    }),
  );
  router.post(
    '/identity/unlink',
    user,
    formBody(),
    awaited(async (req, res) => {
      const { tenant, accountId: jiraAccountId } = viewerOf(res);
      await removeLink(ctx.db, { tenantId: tenant.id, hostUrl: hostIn(req.body), jiraAccountId });
      await show(ctx, res);
    }),
  );
  return router;
}

async function show(ctx: Context, res: Response): Promise<void> {
  const { tenant, accountId: jiraAccountId } = viewerOf(res);
  const [gitlabs, links] = await Promise.all([
    gitlabsOfSite(ctx, tenant.id),
    linksOfPerson(ctx.db, { tenantId: tenant.id, jiraAccountId }),
  ]);
  renderPage(res, 'identity/identity', identityPage(gitlabs, links));
}

function hostIn(body: unknown): string {
  const read = fields.safeParse(body);
  if (read.success) return read.data.host;
  throw new AppError('bad_request', 'This form names no GitLab. Load the page again.');
}
