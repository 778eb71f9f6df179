import type { Context } from '../../../context.ts';
import { AppError } from '../../../lib/errors.ts';
import { say } from '../../../lib/words/say.ts';
import type { Tenant } from '../../tenant.store.ts';
import { addSite } from '../add-site.ts';
import { authorizeByLink, authorizeByToken } from '../authorize-site.ts';
import { knowsClient } from '../oauth/oauth.client.ts';
import { whoIs, type JiraPerson } from '../tokens/keep-authorization.ts';
import { lookAtJira } from './look-at-jira.client.ts';
import { closeSetUp } from './set-up-link.ts';

/** Jira's budgets are kept by site; before there is one, all set-ups share one. */
const noSiteYet = 'set-up';

/**
 * Takes in a Jira and lets the app in by a token; nothing is stored before Jira has accepted it.
 *
 * @param browser what the browser that sets up holds: used up @throws AppError of `lookAtJira`, `whoIs`, `closeSetUp`
 */
export async function connectByToken(
  ctx: Context,
  browser: string,
  { url, token }: { url: string; token: string },
): Promise<{ tenant: Tenant; person: JiraPerson }> {
  const found = await lookAtJira(ctx, url);
  await whoIs(ctx, { id: noSiteYet, baseUrl: found.url }, token);
  await closeSetUp(ctx, browser);
  const { tenant } = await addSite(ctx, { url: found.url });
  return { tenant, person: await authorizeByToken(ctx, tenant, token) };
}

/**
 * Takes in a Jira with the application link that its administrator has made; nothing is stored before Jira has shown that
 * it knows the link.
 *
 * @returns the one-time address that leads to Jira's consent
 * @throws AppError of `lookAtJira`, `knowsClient`, `closeSetUp`; `unauthorized` where Jira does not know the link
 */
export async function connectByLink(
  ctx: Context,
  browser: string,
  { url, ...link }: { url: string; clientId: string; clientSecret: string },
): Promise<{ tenant: Tenant; continueUrl: string }> {
  const found = await lookAtJira(ctx, url);
  if (!(await knowsClient(ctx, { baseUrl: found.url, ...link }))) {
    throw new AppError('unauthorized', say('selfHosted.setUp.clientRefused'));
  }
  await closeSetUp(ctx, browser);
  const { tenant } = await addSite(ctx, { url: found.url });
  return { tenant, continueUrl: await authorizeByLink(ctx, tenant, link) };
}
