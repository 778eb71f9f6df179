import express, { type Router } from 'express';
import type { z } from 'zod';
import type { Context } from '../../context.ts';
import { AppError } from '../../lib/errors.ts';
import { jsonBody } from '../../lib/http/body.ts';
import { awaited } from '../../lib/http/web.ts';
import { findTenant } from '../tenant.store.ts';
import { connectAddon } from './connect-addon.ts';
import { installTenant } from './lifecycle/install-tenant.ts';
import { verifySignedInstall, verifySite } from './lifecycle/lifecycle-token.ts';
import { installedBody, lifecycleBody } from './lifecycle/lifecycle.schema.ts';
import { switchTenant } from './lifecycle/switch-tenant.ts';
import { uninstallTenant } from '../uninstall-tenant.ts';

/** The descriptor, and what Jira tells a Connect app about its installations (Connect, "Lifecycle"). */
export function connectRoutes(ctx: Context): Router {
  const router = express.Router();
  router.get(
    '/atlassian-connect.json',
    awaited(async (_req, res) => {
      res.json((await connectAddon(ctx)).descriptor);
    }),
  );
  router.use('/connect', jsonBody('64kb'));
  router.post(
    '/connect/installed',
    awaited(async (req, res) => {
      const body = read(ctx, installedBody, req.body);
      await verifySignedInstall(ctx, req, body.clientKey);
      const tenant = await installTenant(ctx, body);
      ctx.log.info({ tenantId: tenant.id, site: tenant.baseUrl }, 'tenant installed');
      res.status(204).end();
    }),
  );
  router.post(
    '/connect/uninstalled',
    awaited(async (req, res) => {
      const body = read(ctx, lifecycleBody, req.body);
      await verifySignedInstall(ctx, req, body.clientKey);
      const tenant = await findTenant(ctx.db, 'connect', body.clientKey);
      if (tenant !== undefined) await uninstallTenant(ctx, tenant);
      ctx.log.info({ tenantId: tenant?.id }, 'tenant uninstalled');
      res.status(204).end();
    }),
  );
  for (const event of ['enabled', 'disabled'] as const) {
    router.post(
      `/connect/${event}`,
      awaited(async (req, res) => {
        const body = read(ctx, lifecycleBody, req.body);
        const tenant = await verifySite(ctx, req, body.clientKey);
        await switchTenant(ctx, tenant, event);
        ctx.log.info({ tenantId: tenant.id }, `tenant ${event}`);
        res.status(204).end();
      }),
    );
  }
  return router;
}

/** The body as Jira documents it, for this app. Its text is not repeated: it holds a secret. */
function read<Body extends { key: string }>(ctx: Context, schema: z.ZodType<Body>, body: unknown): Body {
  const parsed = schema.safeParse(body);
  if (!parsed.success) {
    const fields = parsed.error.issues.map((issue) => issue.path.join('.')).join(', ');
    throw new AppError(
      'bad_request',
      `This is not what Jira sends about an installation (${fields}). Install from Jira.`,
    );
  }
  if (parsed.data.key !== ctx.config.appKey) {
    throw new AppError(
      'bad_request',
      'This installation is of another app. Install this one by its own descriptor.',
    );
  }
  return parsed.data;
}
