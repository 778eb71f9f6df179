import type { Db } from '../../db/db.ts';

/** A Connect tenant that says it is of a cloud. Times are epoch ms. */
export type ConnectClaim = {
  readonly tenantId: string;
  readonly displayUrl: string;
  readonly installedAt: number;
};

type ClaimRow = { tenant_id: string; display_url: string; installed_at: Date };

/** Newest first; those that have uninstalled the app as well, as long as they are kept. */
export async function connectClaims(tx: Db, cloudId: string): Promise<ConnectClaim[]> {
  const rows = await tx.rows<ClaimRow>(
    `select tenant_id, display_url, installed_at from tenant
     where cloud_id = $1 and kind = 'connect' order by installed_at desc, created_at desc for update`,
    [cloudId],
  );
  return rows.map((row) => ({
    tenantId: row.tenant_id,
    displayUrl: row.display_url,
    installedAt: row.installed_at.getTime(),
  }));
}

/** The tenant is one of Forge from here on; its clientKey leads nowhere any more, and its secret is gone. */
export async function turnIntoForge(tx: Db, tenantId: string, key: string): Promise<void> {
  await tx.run(
    `update tenant set kind = 'forge', key = $2, connect_key = key, shared_secret = null, oauth_client_id = null
     where tenant_id = $1 and kind = 'connect'`,
    [tenantId, key],
  );
}

/** A Forge tenant that was one of Connect. */
export type MovedTenant = {
  readonly tenantId: string;
  readonly isUninstalled: boolean;
  /** When the newest system token was issued, epoch ms; null where there is none. */
  readonly systemTokenAt: number | null;
};

type MovedRow = { tenant_id: string; is_uninstalled: boolean; system_token_at: Date | null };

/** By what it was as a Connect site. */
export async function movedTenant(
  tx: Db,
  { clientKey, cloudId }: { clientKey: string; cloudId: string },
): Promise<MovedTenant | undefined> {
  const [row] = await tx.rows<MovedRow>(
    `select tenant_id, t.state = 'uninstalled' as is_uninstalled, f.system_token_at
     from tenant t left join forge_installation f using (tenant_id)
     where t.cloud_id = $1 and t.kind = 'forge' and t.connect_key = $2
     order by t.installed_at desc limit 1 for update of t`,
    [cloudId, clientKey],
  );
  return (
    row && {
      tenantId: row.tenant_id,
      isUninstalled: row.is_uninstalled,
      systemTokenAt: row.system_token_at?.getTime() ?? null,
    }
  );
}

/** The tenant is one of Connect again; nothing of the Forge installation is left. */
export async function turnIntoConnect(tx: Db, tenantId: string, clientKey: string): Promise<void> {
  await tx.run('delete from forge_installation where tenant_id = $1', [tenantId]);
  await tx.run(
    `update tenant set kind = 'connect', key = $2, connect_key = null where tenant_id = $1 and kind = 'forge'`,
    [tenantId, clientKey],
  );
}

/**
 * The production tenant that a site left behind when it removed the Forge app.
 * @param site its address as Forge's tokens named it
 */
export async function leftForgeTenant(
  tx: Db,
  { cloudId, site }: { cloudId: string; site: string },
): Promise<string | undefined> {
  const [row] = await tx.rows<{ tenant_id: string }>(
    `select tenant_id from tenant t join forge_installation f using (tenant_id)
     where t.cloud_id = $1 and t.kind = 'forge' and t.state = 'uninstalled' and t.display_url = $2
       and f.environment_type = 'PRODUCTION'
     order by t.installed_at desc limit 1 for update of t`,
    [cloudId, site],
  );
  return row?.tenant_id;
}

/** Whether anybody has begun to use it. */
export async function isInUse(tx: Db, tenantId: string): Promise<boolean> {
  return (await tx.rows('select 1 from account where tenant_id = $1 limit 1', [tenantId])).length > 0;
}
