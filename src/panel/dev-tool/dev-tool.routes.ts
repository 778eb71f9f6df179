import express, { type Router } from 'express';
import { z } from 'zod';
import { listAccounts } from '../../account/account.store.ts';
import type { Context } from '../../context.ts';
import { AppError } from '../../lib/errors.ts';
import { jsonBody } from '../../lib/http/body.ts';
import { awaited } from '../../lib/http/web.ts';
import { requireSite, siteOf } from '../../tenant/connect/require-site.ts';
import { findContainer, searchContainers, type Container } from './containers.store.ts';

const usualLimit = 20;
const text = z.string().trim().max(255).catch('');
const query = z.object({
  searchQuery: text,
  workspaceId: z.uuid().optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
  limit: z.coerce.number().int().min(1).max(200).catch(usualLimit),
});
const wanted = z.object({ id: z.string().min(1).max(255) });

/**
 * What Jira asks the development tool when somebody adds a repository to a Jira project (Connect, "Development actions":
 * `searchConnectedWorkspaces`, `searchRepositories`, `associateRepository`). Jira asks as the site, for nobody in it.
 */
export function devToolRoutes(ctx: Context): Router {
  const router = express.Router();
  const site = requireSite(ctx);
  router.get(
    '/dev-tool/workspaces',
    site,
    awaited(async (req, res) => {
      const { searchQuery, page, limit } = query.parse(req.query);
      const accounts = await listAccounts(ctx.db, siteOf(res).id);
      const named = accounts.flatMap((account) =>
        account.state === 'pending'
          ? []
          : [{ id: account.id, name: account.name, avatarUrl: account.avatarUrl }],
      );
      const found = named.filter(({ name }) => name.toLowerCase().includes(searchQuery.toLowerCase()));
      const workspaces = found.slice((page - 1) * limit, page * limit).map(({ id, name, avatarUrl }) => ({
        ...{ id, name, canCreateContainer: false },
        ...(avatarUrl === null ? {} : { avatarUrl }),
      }));
      res.json({ workspaces });
    }),
  );
  router.get(
    '/dev-tool/repositories',
    site,
    awaited(async (req, res) => {
      const { searchQuery: search, workspaceId, page, limit } = query.parse(req.query);
      const tenantId = siteOf(res).id;
      const of = { tenantId, search, workspaceId, limit, offset: (page - 1) * limit };
      res.json({ containers: (await searchContainers(ctx.db, of)).map((one) => containerJson(ctx, one)) });
    }),
  );
  router.post(
    '/dev-tool/repositories/associate',
    site,
    jsonBody('16kb'),
    awaited(async (req, res) => {
      const body = wanted.safeParse(req.body);
      if (!body.success) throw new AppError('bad_request', 'The id of a repository is missing.');
      const found = await findContainer(ctx.db, { tenantId: siteOf(res).id, id: body.data.id });
      if (found === undefined) throw new AppError('not_found', 'No connected repository has this id.');
      res.json(containerJson(ctx, found));
    }),
  );
  return router;
}

function containerJson(ctx: Context, container: Container) {
  const { id, name, url, avatarUrl, lastActivityAt, workspaceId, workspaceName } = container;
  return {
    ...{ id, name, url },
    ...(avatarUrl === null ? {} : { avatarUrl }),
    lastUpdatedDate: (lastActivityAt ?? new Date(ctx.clock.now())).toISOString(),
    workspace: { id: workspaceId, name: workspaceName },
  };
}
