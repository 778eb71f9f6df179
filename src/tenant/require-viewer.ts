import type { Context } from '../context.ts';
import { AppError } from '../lib/errors.ts';
import { say } from '../lib/words/say.ts';
import { awaited, type Middleware, type Request, type Response } from '../lib/http/web.ts';
import { connectViewer } from './connect/connect-viewer.ts';
import { hasPageToken } from './connect/page-token.ts';
import { isJiraAdmin } from './is-jira-admin.ts';
import { sessionViewer } from './session/session-viewer.ts';
import { knownViewer, rememberViewer, type Viewer } from './viewer.ts';

/** Lets in any user of an installed site; the answer may then be framed by that site and no other. */
export function requireUser(ctx: Context): Middleware {
  return awaited(async (req, res, next) => {
    if ((await admit(ctx, req, res)) !== undefined) next();
  });
}

/** Lets in administrators of Jira (global permission ADMINISTER, asked of Jira itself). */
export function requireAdmin(ctx: Context): Middleware {
  return awaited(async (req, res, next) => {
    const viewer = await admit(ctx, req, res);
    if (viewer === undefined) return;
    if (!(await isJiraAdmin(ctx, viewer))) {
      throw new AppError('forbidden', say('tenant.onlyAdmins'));
    }
    next();
  });
}

/**
 * Below `/forge/ui` the viewer is known by now (forge/ui.ts); everywhere else Connect's page token says who it is, or
 * where there is none the session of a site whose pages no Jira shows.
 *
 * @returns undefined where the answer is given: a window of its own that brings nothing is led to the sign-in
 */
async function admit(ctx: Context, req: Request, res: Response): Promise<Viewer | undefined> {
  const viewer = knownViewer(res) ?? (await viewerOfRequest(ctx, req, res));
  if (viewer !== undefined) rememberViewer(res, viewer);
  return viewer;
}

async function viewerOfRequest(ctx: Context, req: Request, res: Response): Promise<Viewer | undefined> {
  if (hasPageToken(req)) return connectViewer(ctx, req, res);
  const viewer = await sessionViewer(ctx, req, res);
  if (viewer !== undefined) return viewer;
  // A frame of Jira's says so here (Fetch Metadata); it gets Connect's words.
  if (req.method === 'GET' && req.headers['sec-fetch-dest'] === 'document') {
    res.redirect(302, '/sign-in');
    return undefined;
  }
  return connectViewer(ctx, req, res);
}
