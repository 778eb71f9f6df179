import type { Context } from '../context.ts';
import { AppError } from '../lib/errors.ts';
import { awaited, type Middleware, type Request, type Response } from '../lib/http/web.ts';
import { connectViewer } from './connect/connect-viewer.ts';
import { isJiraAdmin } from './is-jira-admin.ts';
import { knownViewer, rememberViewer, type Viewer } from './viewer.ts';

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

/** Below `/forge/ui` the viewer is known by now (forge/ui.ts); everywhere else Connect's page token says who it is. */
async function admit(ctx: Context, req: Request, res: Response): Promise<Viewer> {
  const viewer = knownViewer(res) ?? (await connectViewer(ctx, req, res));
  rememberViewer(res, viewer);
  return viewer;
}
