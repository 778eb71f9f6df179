import type { Context } from '../../context.ts';
import { AppError } from '../../lib/errors.ts';
import { say } from '../../lib/words/say.ts';
import type { Tenant } from '../tenant.store.ts';
import { putLink } from './oauth/client.store.ts';
import { startSignIn } from './oauth/authorize.ts';
import { keepAuthorization, whoIs, type JiraPerson } from './tokens/keep-authorization.ts';

/**
 * Lets the app in by a personal access token of the user that it is to have in Jira (8.14 and newer). Only for an
 * operator whose Jira it is: a token is a person's, and no other company's server should hold it.
 *
 * @throws AppError of `whoIs`, `conflict` for a site of another kind
 */
export async function authorizeByToken(ctx: Context, tenant: Tenant, token: string): Promise<JiraPerson> {
  requireSelfHosted(tenant);
  const person = await whoIs(ctx, tenant, token);
  const tokens = { accessToken: token, refreshToken: undefined, expiresAt: undefined };
  await keepAuthorization(ctx, tenant, { purpose: 'service', person, tokens });
  return person;
}

/**
 * Takes the incoming link that an administrator of Jira has made (8.22 and newer). @returns the one-time address that
 * leads to Jira, to be opened by whoever signs in there as the app's user @throws AppError `conflict`
 */
export async function authorizeByLink(
  ctx: Context,
  tenant: Tenant,
  link: { clientId: string; clientSecret: string },
): Promise<string> {
  requireSelfHosted(tenant);
  if (link.clientId === '' || link.clientSecret === '')
    throw new AppError('bad_request', say('selfHosted.needsBoth'));
  await putLink(ctx, tenant.id, link);
  return startSignIn(ctx, { tenantId: tenant.id, purpose: 'service' });
}

function requireSelfHosted({ kind }: Tenant): void {
  if (kind === 'self-hosted') return;
  throw new AppError(
    'conflict',
    'This site is no self-hosted Jira: "npm run cli -- tenants" lists what it is.',
  );
}
