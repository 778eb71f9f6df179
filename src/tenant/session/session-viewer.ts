import type { Context } from '../../context.ts';
import { readFormBody } from '../../lib/http/body.ts';
import { AppError } from '../../lib/errors.ts';
import { wantsFragment, type Request, type Response } from '../../lib/http/web.ts';
import { say, verbatim } from '../../lib/words/say.ts';
import { isJiraAdmin } from '../is-jira-admin.ts';
import { jiraConnection } from '../jira-connection.ts';
import { canDo } from '../kinds/abilities.ts';
import { findTenantById, type Tenant } from '../tenant.store.ts';
import type { Viewer } from '../viewer.ts';
import { lackOf } from '../kinds/lack-of.ts';
import { directFrame, showAlone, showDirectly } from './direct-frame.ts';
import { requireCsrfToken } from './own-request.ts';
import { sessionCookie } from './session-cookie.ts';
import { csrfTokenOf } from './session-id.ts';
import { readSession, type SignedIn } from './sessions.ts';
import { guest } from './sign-in-link.ts';

/**
 * Whoever is signed in with a session, of a site whose pages no Jira shows; undefined where the browser brings none, for
 * which the caller has words of its own. The answer may be framed by nobody.
 *
 * @throws AppError `unauthorized` where the session has ended or the site was removed; `forbidden` where a request that
 * changes something does not prove that a page of ours has made it
 */
export async function sessionViewer(ctx: Context, req: Request, res: Response): Promise<Viewer | undefined> {
  const secret = sessionCookie(ctx, req);
  if (secret === undefined) return undefined;
  showAlone(res);
  const person = await readSession(ctx, secret);
  const tenant = person && (await directTenant(ctx, person));
  if (person === undefined || tenant === undefined) {
    Object.assign(res.locals, { signInUrl: '/sign-in' });
    throw new AppError('unauthorized', say('tenant.session.ended'));
  }
  const isGuest = person.accountId === guest.accountId;
  const lacks = lackOf(req.path, tenant, { isGuest });
  if (req.method !== 'GET' && req.method !== 'HEAD') {
    await readFormBody(req, res);
    requireCsrfToken(ctx, req, secret);
  }
  const viewer = viewerFor(ctx, tenant, person);
  if (!wantsFragment(req)) {
    const isAdmin = await isJiraAdmin(ctx, viewer).catch(() => false);
    const csrfToken = csrfTokenOf(secret);
    const name = isGuest ? say('tenant.nav.guest') : verbatim(person.name);
    showDirectly(res, directFrame(req, { tenant, person: name, isAdmin, isGuest, csrfToken }));
  }
  if (lacks !== undefined) throw new AppError('feature_disabled', say(`tenant.lacks.${lacks}`));
  return viewer;
}

/** The site of a session, while it is here and has no other way in. */
export async function directTenant(ctx: Context, { tenantId }: SignedIn): Promise<Tenant | undefined> {
  const tenant = await findTenantById(ctx.db, tenantId);
  if (tenant === undefined || tenant.state === 'uninstalled') return undefined;
  return canDo(tenant, 'pages-in-jira') ? undefined : tenant;
}

/** With OAuth credentials there is no Jira that could be asked as the person: asking says so. */
function viewerFor(ctx: Context, tenant: Tenant, { accountId }: SignedIn): Viewer {
  const jira = jiraConnection(ctx, tenant);
  return { tenant, accountId, ask: (request) => jira.callAs(accountId, request) };
}
