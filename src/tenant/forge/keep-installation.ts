import type { Context } from '../../context.ts';
import { inTransaction, type Db } from '../../db/db.ts';
import { findTenant, getTenant, recordEnabled, recordInstallation, type Tenant } from '../tenant.store.ts';
import { moveToForge } from '../moving/move-to-forge.ts';
import { tenantEnabled, tenantHeardOf, tenantInstalled } from '../tasks.ts';
import { noteAnswered } from '../vanished/vanished.store.ts';
import {
  findInstallation,
  moveSite,
  saveInstallation,
  storeSystemToken,
  systemTokenColumn,
  type ForgeInstallation,
  type KnownInstallation,
} from './installation.store.ts';
import type { Invocation } from './invocation.ts';
import { isUsable } from './system-token.ts';

/** Calls that were on their way when a site uninstalled us are over by then (UI 25 s, events five tries in five minutes). */
const farewellMs = 10 * 60_000;

type Known = { readonly tenant: Tenant; readonly installation: KnownInstallation };

/**
 * The tenant that a verified call of Forge belongs to, recorded where it is new, with what the call says about the
 * installation: every call may be the first, or the only one that came through. A site that has uninstalled us stays
 * so for the calls that were still on their way; a later one says that it is here after all.
 *
 * @returns the tenant as stored then; its state may be `uninstalled`, or `disabled` without a licence
 */
export async function tenantOfInvocation(ctx: Context, invocation: Invocation): Promise<Tenant> {
  const tenant = await findTenant(ctx.db, 'forge', tenantKey(invocation));
  const installation = tenant && (await findInstallation(ctx.db, tenant.id));
  if (tenant === undefined || installation === undefined) return takeIn(ctx, invocation, tenant);
  const known = { tenant, installation };
  if (isInstalledAgain(known, invocation)) return takeIn(ctx, invocation, tenant);
  if (tenant.state === 'uninstalled' || installation.installationId !== invocation.installationId)
    return tenant;
  return keepNews(ctx, invocation, known);
}

/** The key of a Forge tenant: its cloud id stays when the app is installed again, and each environment is an app. */
export function tenantKey({ cloudId, environment }: Pick<Invocation, 'cloudId' | 'environment'>): string {
  return `${cloudId}/${environment.id}`;
}

function isInstalledAgain(
  { tenant, installation }: Known,
  { installationId, issuedAt }: Invocation,
): boolean {
  if (installation.installationId !== installationId) return issuedAt >= wholeSeconds(tenant.installedAt);
  return tenant.uninstalledAt !== null && issuedAt > tenant.uninstalledAt + farewellMs;
}

/** A token's times are whole seconds. */
function wholeSeconds(ms: number): number {
  return ms - (ms % 1000);
}

/**
 * A new tenant, or the one that has had this key before, or the one that the site had through Connect, with all it has.
 * What Jira lost with the old installation is announced to be sent again.
 */
async function takeIn(ctx: Context, invocation: Invocation, before: Tenant | undefined): Promise<Tenant> {
  const { apiBaseUrl, cloudId, siteUrl } = invocation;
  const key = tenantKey(invocation);
  return inTransaction(ctx.db, async (tx) => {
    const known = before ?? (await moveToForge(ctx, tx, { invocation, key }));
    const { id } = await recordInstallation(tx, {
      kind: 'forge',
      key,
      baseUrl: apiBaseUrl,
      displayUrl: siteUrl ?? known?.displayUrl ?? apiBaseUrl,
      oauthClientId: undefined,
      cloudId,
      at: ctx.clock.now(),
    });
    await saveInstallation(tx, id, factsOf(invocation));
    await keepToken(ctx, tx, { tenantId: id, invocation });
    await recordEnabled(tx, id, invocation.licenseActive !== false);
    await ctx.jobs.add(tx, tenantInstalled, { payload: { tenantId: id } });
    const tenant = await getTenant(tx, id);
    ctx.log.info({ tenantId: id, site: tenant.displayUrl }, 'tenant installed through Forge');
    return tenant;
  });
}

/** Writes only what has changed: most calls bring nothing new. */
async function keepNews(
  ctx: Context,
  invocation: Invocation,
  { tenant, installation }: Known,
): Promise<Tenant> {
  const { id: tenantId } = tenant;
  const payload = { tenantId };
  const site = { baseUrl: invocation.apiBaseUrl, displayUrl: invocation.siteUrl ?? tenant.displayUrl };
  const hasMoved = site.baseUrl !== tenant.baseUrl || site.displayUrl !== tenant.displayUrl;
  const facts = factsOf(invocation);
  const isOther =
    facts.appVersion !== installation.appVersion || facts.licenseActive !== installation.licenseActive;
  const isLicensed = invocation.licenseActive !== false;
  const isSwitched = isLicensed !== (tenant.state === 'active');
  const bringsToken = isWorthKeeping(ctx, invocation, installation);
  const wasUnanswered = installation.unansweredSince !== null;
  if (!hasMoved && !isOther && !isSwitched && !bringsToken && !wasUnanswered) return tenant;
  return inTransaction(ctx.db, async (tx) => {
    if (hasMoved) await moveSite(tx, tenantId, site);
    if (isOther) await saveInstallation(tx, tenantId, facts);
    if (wasUnanswered) await noteAnswered(tx, tenantId);
    if (bringsToken) {
      await keepToken(ctx, tx, { tenantId, invocation });
      const hadNone = !isUsable(installation.systemTokenAt, ctx.clock.now());
      if (hadNone) await ctx.jobs.add(tx, tenantHeardOf, { payload });
    }
    if (isSwitched && (await recordEnabled(tx, tenantId, isLicensed)) && isLicensed) {
      await ctx.jobs.add(tx, tenantEnabled, { payload });
    }
    return getTenant(tx, tenantId);
  });
}

/**
 * Events and schedules bring a token with a guaranteed life. One that comes with a page has an unknown rest of its own:
 * it serves where there is no other.
 */
function isWorthKeeping(ctx: Context, invocation: Invocation, { systemTokenAt }: KnownInstallation): boolean {
  const { systemToken, accountId } = invocation;
  if (systemToken === undefined) return false;
  return accountId === undefined || !isUsable(systemTokenAt, ctx.clock.now());
}

async function keepToken(
  ctx: Context,
  tx: Db,
  { tenantId, invocation }: { tenantId: string; invocation: Invocation },
): Promise<void> {
  const { systemToken, issuedAt } = invocation;
  if (systemToken === undefined) return;
  const token = ctx.sealer.seal(systemToken, { tenantId, column: systemTokenColumn });
  await storeSystemToken(tx, tenantId, { token, at: issuedAt });
}

function factsOf(invocation: Invocation): ForgeInstallation {
  const { installationId, environment, appVersion, licenseActive } = invocation;
  return {
    installationId,
    environmentId: environment.id,
    environmentType: environment.type,
    appVersion,
    licenseActive: licenseActive ?? null,
  };
}
