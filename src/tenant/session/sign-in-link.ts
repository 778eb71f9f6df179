import type { Context } from '../../context.ts';
import { AppError } from '../../lib/errors.ts';
import { say } from '../../lib/words/say.ts';
import { canDo } from '../kinds/abilities.ts';
import { findTenantById, type Tenant } from '../tenant.store.ts';
import { newSecret, secretKeyOf } from './session-id.ts';
import { insertLink, takeLink, type Person } from './session.store.ts';

const minuteMs = 60_000;
/** Long enough to be handed over, short enough to be worth little to a finder. */
const linkMs = 15 * minuteMs;

/** Whoever came by a link of the operator: they administer this one site here, and have no account in its Jira. */
export const guest: Person = { accountId: 'operator', name: 'Guest of the operator' };

/** A link for a site. `endsAt` is epoch ms. */
export type SignInLink = { readonly url: string; readonly endsAt: number };

/**
 * A one-time address that signs in whoever opens it first, as administrator of this site. Its secret stands behind `#`,
 * which browsers send to nobody: no log, proxy or link preview sees it, and only the button on the page uses it up.
 *
 * @throws AppError `conflict` for a site whose pages Jira shows, or that is not here (any more)
 */
export async function makeSignInLink(ctx: Context, tenant: Tenant): Promise<SignInLink> {
  if (canDo(tenant, 'pages-in-jira')) {
    throw new AppError('conflict', 'This site has the app: its administrators find its pages in Jira.');
  }
  if (tenant.state === 'uninstalled') {
    throw new AppError('conflict', 'This site was removed. Add it again first.');
  }
  const { secret, key } = newSecret(tenant.id);
  const endsAt = ctx.clock.now() + linkMs;
  await insertLink(ctx.db, key, { endsAt });
  return { url: `${ctx.config.appBaseUrl}/sign-in/link#${secret}`, endsAt };
}

/**
 * Uses a link up. @returns whose it was @throws AppError `gone` for one that was used, has ended or never was
 */
export async function useSignInLink(ctx: Context, secret: string): Promise<Tenant> {
  const key = secretKeyOf(secret);
  const isTaken = key !== undefined && (await takeLink(ctx.db, key, ctx.clock.now()));
  const tenant = isTaken ? await findTenantById(ctx.db, key.tenantId) : undefined;
  if (tenant === undefined || tenant.state === 'uninstalled' || canDo(tenant, 'pages-in-jira')) {
    throw new AppError('gone', say('tenant.signIn.linkGone'));
  }
  return tenant;
}
