import type { Context } from '../../context.ts';
import { AppError } from '../../lib/errors.ts';
import { allowFraming } from '../../lib/http/security.ts';
import type { Request, Response } from '../../lib/http/web.ts';
import { findTenant } from '../tenant.store.ts';
import type { Viewer } from '../viewer.ts';
import { connectConnection } from './calls/connect-connection.ts';
import { verifyPageToken } from './page-token.ts';

/**
 * The person for whom Jira signed a page token. The answer may then be framed by that site.
 * @throws AppError `unauthorized`, `forbidden` where the site's admin switched the app off
 */
export async function connectViewer(ctx: Context, req: Request, res: Response): Promise<Viewer> {
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
  const jira = connectConnection(ctx, tenant.id);
  return { tenant, accountId, ask: (request) => jira.callAs(accountId, request) };
}
