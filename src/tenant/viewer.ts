import type { Context } from '../context.ts';
import { AppError } from '../lib/errors.ts';
import { allowFraming } from '../lib/http/security.ts';
import { awaited, type Middleware, type Request, type Response } from '../lib/http/web.ts';
import { verifyPageToken } from './connect/page-token.ts';
import { isJiraAdmin } from './is-jira-admin.ts';
import { findTenant, type Tenant } from './tenant.store.ts';

/** Who is looking at a page, and from which Jira site. Verified: nothing in it comes from the request alone. */
export type Viewer = {
  readonly tenant: Tenant;
  /** Atlassian account id. */
  readonly accountId: string;
};

const viewers = new WeakMap<Response, Viewer>();

/** The viewer that `requireUser` or `requireAdmin` let in. */
export function viewerOf(res: Response): Viewer {
  const viewer = viewers.get(res);
  if (viewer === undefined) throw new Error('This route has no requireUser or requireAdmin before it.');
  return viewer;
}

/** Lets in any user of an installed site; the answer may then be framed by that site and no other. */
export function requireUser(ctx: Context): Middleware {
  return awaited(async (req, res, next) => {
    await admit(ctx, req, res);
    next();
  });
}

/** Lets in administrators of Jira (global permission ADMINISTER, asked of Jira itself). */
export function requireAdmin(ctx: Context): Middleware {
  return awaited(async (req, res, next) => {
    const viewer = await admit(ctx, req, res);
    if (!(await isJiraAdmin(ctx, viewer))) {
      throw new AppError(
        'forbidden',
        'Only Jira administrators can use this page. Ask one of them, or for the permission "Administer Jira".',
      );
    }
    next();
  });
}

async function admit(ctx: Context, req: Request, res: Response): Promise<Viewer> {
  const { clientKey, accountId } = await verifyPageToken(ctx, req);
  const tenant = await findTenant(ctx.db, 'connect', clientKey);
  if (tenant === undefined || tenant.state === 'uninstalled') {
    throw new AppError(
      'unauthorized',
      'The app is not installed in this Jira site. Install it, then open this page.',
    );
  }
  allowFraming(res, [tenant.baseUrl, tenant.displayUrl]);
  if (tenant.state === 'disabled') {
    throw new AppError(
      'forbidden',
      'The app is switched off in this Jira site. Enable it under "Manage apps" in Jira.',
    );
  }
  const viewer = { tenant, accountId };
  viewers.set(res, viewer);
  return viewer;
}
