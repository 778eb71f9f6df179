import express, { type Router } from 'express';
import type { Context } from '../../context.ts';
import { AppError } from '../../lib/errors.ts';
import { jsonBody } from '../../lib/http/body.ts';
import { awaited } from '../../lib/http/web.ts';
import { findTenant } from '../tenant.store.ts';
import { uninstallTenant } from '../uninstall-tenant.ts';
import { eventBody } from './event.schema.ts';
import { findInstallation } from './installation.store.ts';
import { verifyInvocation, type Invocation } from './invocation.ts';
import { tenantKey, tenantOfInvocation } from './keep-installation.ts';

/**
 * What Forge tells the app about its installations (`avi:forge:installed:app`, `avi:forge:upgraded:app`), the hourly
 * schedule that brings the system token, and `preUninstall`. Forge waits five seconds and tries four times more: each
 * only writes rows and announces the rest, and a repetition changes nothing. An event that is not known here is a call
 * like any other.
 */
export function forgeEvents(ctx: Context): Router {
  const router = express.Router();
  const on = (event: string, effect: (ctx: Context, invocation: Invocation) => Promise<unknown>) =>
    router.post(
      `/forge/events/${event}`,
      jsonBody('256kb'),
      awaited(async (req, res) => {
        const invocation = await verifyInvocation(ctx, req);
        const eventType = typeOf(req.body);
        await effect(ctx, invocation);
        ctx.log.info({ event, eventType, installationId: invocation.installationId }, 'forge event');
        res.json({});
      }),
    );
  on('lifecycle', tenantOfInvocation);
  on('token-refresh', tenantOfInvocation);
  on('pre-uninstall', endInstallation);
  return router;
}

/** Only the installation that is here can end: a late word about one before it is not meant for this one. */
async function endInstallation(ctx: Context, invocation: Invocation): Promise<void> {
  const tenant = await findTenant(ctx.db, 'forge', tenantKey(invocation));
  const installation = tenant && (await findInstallation(ctx.db, tenant.id));
  if (tenant === undefined || installation?.installationId !== invocation.installationId) return;
  await uninstallTenant(ctx, tenant);
}

function typeOf(body: unknown): string | undefined {
  const event = eventBody.safeParse(body);
  if (!event.success) throw new AppError('bad_request', 'This is not what Forge sends about an app.');
  return event.data.eventType;
}
