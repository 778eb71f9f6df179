import type { Db } from '../../db/db.ts';
import type { Sealed } from '../../lib/secrets/seal.ts';
import type { Tenant } from '../tenant.store.ts';

/** The column that `Sealer` is told for the system token. */
export const systemTokenColumn = 'forge_installation.system_token';

/** What the tokens of an installation said last. Times are epoch ms. */
export type ForgeInstallation = {
  readonly installationId: string;
  readonly environmentId: string;
  readonly environmentType: string;
  readonly appVersion: string;
  /** Null: not licensed through the Marketplace. */
  readonly licenseActive: boolean | null;
};

/** With what is known about calls to the site. */
export type KnownInstallation = ForgeInstallation & {
  /** When the newest system token was issued to us; null where there is none. */
  readonly systemTokenAt: number | null;
  /** Since when the site has not known us. */
  readonly unansweredSince: number | null;
};

type Row = {
  installation_id: string;
  environment_id: string;
  environment_type: string;
  app_version: string;
  license_active: boolean | null;
  system_token_at: Date | null;
  unanswered_since: Date | null;
};

/** Undefined for a tenant that has never been one of Forge. */
export async function findInstallation(db: Db, tenantId: string): Promise<KnownInstallation | undefined> {
  const [row] = await db.rows<Row>(
    `select f.installation_id, f.environment_id, f.environment_type, f.app_version, f.license_active,
       case when f.system_token is not null then f.system_token_at end as system_token_at, t.unanswered_since
     from forge_installation f join tenant t using (tenant_id) where tenant_id = $1`,
    [tenantId],
  );
  if (row === undefined) return undefined;
  return {
    installationId: row.installation_id,
    environmentId: row.environment_id,
    environmentType: row.environment_type,
    appVersion: row.app_version,
    licenseActive: row.license_active,
    systemTokenAt: row.system_token_at?.getTime() ?? null,
    unansweredSince: row.unanswered_since?.getTime() ?? null,
  };
}

/** Replaces the facts; the token of another installation goes with it. */
export async function saveInstallation(
  tx: Db,
  tenantId: string,
  { installationId, environmentId, environmentType, appVersion, licenseActive }: ForgeInstallation,
): Promise<void> {
  await tx.run(
    `insert into forge_installation as f
       (tenant_id, installation_id, environment_id, environment_type, app_version, license_active)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (tenant_id) do update set installation_id = excluded.installation_id,
       environment_id = excluded.environment_id, environment_type = excluded.environment_type,
       app_version = excluded.app_version, license_active = excluded.license_active,
       system_token = case when f.installation_id = excluded.installation_id then f.system_token end,
       system_token_at = case when f.installation_id = excluded.installation_id then f.system_token_at end`,
    [tenantId, installationId, environmentId, environmentType, appVersion, licenseActive],
  );
}

/** Keeps a token unless a newer one is known: calls may overtake each other. @param given.at epoch ms of its issue */
export async function storeSystemToken(
  tx: Db,
  tenantId: string,
  { token, at }: { token: Sealed; at: number },
): Promise<void> {
  await tx.run(
    `update forge_installation set system_token = $2, system_token_at = $3
     where tenant_id = $1 and (system_token_at is null or system_token_at <= $3)`,
    [tenantId, token, new Date(at)],
  );
}

/** What calls to a site need, as stored now: the next hourly call replaces the token under a running job. */
export type ForgeCredentials = Pick<KnownInstallation, 'installationId' | 'unansweredSince'> &
  Pick<Tenant, 'baseUrl' | 'state'> & {
    readonly tenantId: string;
    readonly cloudId: string;
    /** With the time of its issue, epoch ms. */
    readonly system: { readonly token: Sealed; readonly at: number } | undefined;
  };

type CredentialsRow = {
  base_url: string;
  state: Tenant['state'];
  cloud_id: string | null;
  installation_id: string;
  system_token: Sealed | null;
  system_token_at: Date | null;
  unanswered_since: Date | null;
};

/** Undefined for a tenant that is none of Forge, or is not there any more. */
export async function forgeCredentials(db: Db, tenantId: string): Promise<ForgeCredentials | undefined> {
  const [row] = await db.rows<CredentialsRow>(
    `select t.base_url, t.state, t.cloud_id, f.installation_id, f.system_token, f.system_token_at,
       t.unanswered_since
     from forge_installation f join tenant t using (tenant_id) where tenant_id = $1`,
    [tenantId],
  );
  if (row === undefined) return undefined;
  const { system_token: token, system_token_at: at } = row;
  return {
    tenantId,
    baseUrl: row.base_url,
    state: row.state,
    cloudId: row.cloud_id ?? '',
    installationId: row.installation_id,
    system: token === null || at === null ? undefined : { token, at: at.getTime() },
    unansweredSince: row.unanswered_since?.getTime() ?? null,
  };
}

/** An uninstalled site's token opens nothing any more, and is not kept. */
export async function forgetSystemToken(tx: Db, tenantId: string): Promise<void> {
  await tx.run(
    'update forge_installation set system_token = null, system_token_at = null where tenant_id = $1',
    [tenantId],
  );
}

/** Where the site is, as a later token says. */
export async function moveSite(
  tx: Db,
  tenantId: string,
  { baseUrl, displayUrl }: Pick<Tenant, 'baseUrl' | 'displayUrl'>,
): Promise<void> {
  await tx.run('update tenant set base_url = $2, display_url = $3 where tenant_id = $1', [
    tenantId,
    baseUrl,
    displayUrl,
  ]);
}
