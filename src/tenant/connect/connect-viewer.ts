import type { Context } from '../../context.ts';
import { AppError } from '../../lib/errors.ts';
import { say } from '../../lib/words/say.ts';
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
    throw new AppError('unauthorized', say('tenant.notInstalled'));
  }
  allowFraming(res, [tenant.baseUrl, tenant.displayUrl]);
  if (tenant.state === 'disabled') {
    throw new AppError('forbidden', say('tenant.switchedOff'));
  }
  const jira = connectConnection(ctx, tenant.id);
  return { tenant, accountId, ask: (request) => jira.callAs(accountId, request) };
}
