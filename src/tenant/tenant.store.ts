import type { Db } from '../db/db.ts';
import { AppError } from '../lib/errors.ts';
import { say } from '../lib/words/say.ts';
import type { Sealed } from '../lib/secrets/seal.ts';

/** A Jira site that uses us. Times are epoch ms. Its secret is not part of it: see `connectCredentials`. */
export type Tenant = {
  readonly id: string;
  readonly kind: 'connect' | 'forge' | 'self-hosted' | 'credentials';
  /**
   * Connect: the site's clientKey. Forge: `<cloudId>/<environmentId>`. Self-hosted: its base URL. OAuth credentials: the
   * cloud id.
   */
  readonly key: string;
  /** Where its REST API is; no trailing slash. Forge: `https://api.atlassian.com/ex/jira/<cloudId>`. */
  readonly baseUrl: string;
  /** What people see in their address bar; the same unless the site has a domain of its own. */
  readonly displayUrl: string;
  readonly state: 'active' | 'disabled' | 'uninstalled';
  readonly cloudId: string | null;
  readonly installedAt: number;
  readonly uninstalledAt: number | null;
  /** When everything of an uninstalled tenant is erased. */
  readonly eraseAt: number | null;
};

/** The column that `Sealer` is told for the shared secret. */
export const sharedSecretColumn = 'tenant.shared_secret';

type Row = {
  tenant_id: string;
  kind: Tenant['kind'];
  key: string;
  base_url: string;
  display_url: string;
  state: Tenant['state'];
  cloud_id: string | null;
  installed_at: Date;
  uninstalled_at: Date | null;
  erase_at: Date | null;
};

const columns =
  'tenant_id, kind, key, base_url, display_url, state, cloud_id, installed_at, uninstalled_at, erase_at';

function tenantOf(row: Row): Tenant {
  return {
    id: row.tenant_id,
    kind: row.kind,
    key: row.key,
    baseUrl: row.base_url,
    displayUrl: row.display_url,
    state: row.state,
    cloudId: row.cloud_id,
    installedAt: row.installed_at.getTime(),
    uninstalledAt: row.uninstalled_at?.getTime() ?? null,
    eraseAt: row.erase_at?.getTime() ?? null,
  };
}

/** Undefined for one that was never here or has been erased. */
export async function findTenantById(db: Db, tenantId: string): Promise<Tenant | undefined> {
  const [row] = await db.rows<Row>(`select ${columns} from tenant where tenant_id = $1`, [tenantId]);
  return row === undefined ? undefined : tenantOf(row);
}

/** @throws AppError `not_found` */
export async function getTenant(db: Db, tenantId: string): Promise<Tenant> {
  const tenant = await findTenantById(db, tenantId);
  if (tenant === undefined) {
    throw new AppError('not_found', say('tenant.notHere'));
  }
  return tenant;
}

/** Every site, installed or not yet erased, oldest first. */
export async function listTenants(db: Db): Promise<Tenant[]> {
  const rows = await db.rows<Row>(`select ${columns} from tenant order by created_at, tenant_id`);
  return rows.map(tenantOf);
}

/** By the id that the site's kind gives it. */
export async function findTenant(db: Db, kind: Tenant['kind'], key: string): Promise<Tenant | undefined> {
  const [row] = await db.rows<Row>(`select ${columns} from tenant where kind = $1 and key = $2`, [kind, key]);
  return row === undefined ? undefined : tenantOf(row);
}

/** The environment of the Forge app that was installed last, in whichever site: in production there is one. */
export async function newestForgeEnvironment(db: Db): Promise<string | undefined> {
  const [row] = await db.rows<{ key: string }>(
    `select key from tenant where kind = 'forge' and state = 'active' order by installed_at desc limit 1`,
  );
  return row?.key.slice(row.key.lastIndexOf('/') + 1);
}

export type Installation = {
  readonly kind: Tenant['kind'];
  readonly key: string;
  readonly baseUrl: string;
  readonly displayUrl: string;
  readonly oauthClientId: string | undefined;
  readonly cloudId: string | undefined;
  /** Epoch ms. */
  readonly at: number;
};

/**
 * Records an installation and gives the tenant it belongs to: a new one, or the one that has had this key all along,
 * whose id, accounts and data stay. Concurrent ones end as one row; the last to commit wins.
 */
export async function recordInstallation(tx: Db, installation: Installation): Promise<Tenant> {
  const [row] = await tx.rows<Row>(
    `insert into tenant (tenant_id, kind, key, base_url, display_url, state, oauth_client_id, cloud_id,
                         created_at, installed_at)
     values ($1, $2, $3, $4, $5, 'active', $6, $7, $8, $8)
     on conflict (kind, key) do update set
       base_url = excluded.base_url, display_url = excluded.display_url, state = 'active',
       oauth_client_id = excluded.oauth_client_id, cloud_id = coalesce(excluded.cloud_id, tenant.cloud_id),
       installed_at = excluded.installed_at, uninstalled_at = null, erase_at = null, unanswered_since = null
     returning ${columns}`,
    [
      crypto.randomUUID(),
      installation.kind,
      installation.key,
      installation.baseUrl,
      installation.displayUrl,
      installation.oauthClientId ?? null,
      installation.cloudId ?? null,
      new Date(installation.at),
    ],
  );
  if (row === undefined) throw new AppError('internal', 'The installation was not stored. Please try again.');
  return tenantOf(row);
}

/** Replaces the secret that this site and we share. */
export async function storeSharedSecret(tx: Db, tenantId: string, secret: Sealed): Promise<void> {
  await tx.run('update tenant set shared_secret = $2 where tenant_id = $1', [tenantId, secret]);
}

/** Switched on or off by the site's admin; false when it is so already. An uninstalled one stays so. */
export async function recordEnabled(db: Db, tenantId: string, enabled: boolean): Promise<boolean> {
  const rows = await db.rows(
    `update tenant set state = $2 where tenant_id = $1 and state not in ('uninstalled', $2) returning tenant_id`,
    [tenantId, enabled ? 'active' : 'disabled'],
  );
  return rows.length > 0;
}

/**
 * Ends an installation: its secret is gone at once, the rest stays until `eraseAt`. False when it had ended already.
 */
export async function recordUninstallation(
  tx: Db,
  tenantId: string,
  { at, eraseAt }: { at: number; eraseAt: number },
): Promise<boolean> {
  const rows = await tx.rows(
    `update tenant set state = 'uninstalled', shared_secret = null, uninstalled_at = $2, erase_at = $3
     where tenant_id = $1 and state <> 'uninstalled' returning tenant_id`,
    [tenantId, new Date(at), new Date(eraseAt)],
  );
  return rows.length > 0;
}

/** What signs our calls to a Connect site, as stored now: a re-installation replaces it under a running job. */
export type ConnectCredentials = {
  readonly tenantId: string;
  readonly baseUrl: string;
  readonly sharedSecret: Sealed;
  readonly oauthClientId: string | null;
  readonly state: Tenant['state'];
  /** Since when the site has not known us, epoch ms. */
  readonly unansweredSince: number | null;
};

type CredentialsRow = {
  tenant_id: string;
  base_url: string;
  shared_secret: Sealed | null;
  oauth_client_id: string | null;
  state: Tenant['state'];
  unanswered_since: Date | null;
};

/** Undefined for a site that has uninstalled us. */
export async function connectCredentials(db: Db, tenantId: string): Promise<ConnectCredentials | undefined> {
  const [row] = await db.rows<CredentialsRow>(
    `select tenant_id, base_url, shared_secret, oauth_client_id, state, unanswered_since
     from tenant where tenant_id = $1`,
    [tenantId],
  );
  if (row?.shared_secret == null) return undefined;
  return {
    tenantId: row.tenant_id,
    baseUrl: row.base_url,
    sharedSecret: row.shared_secret,
    oauthClientId: row.oauth_client_id,
    state: row.state,
    unansweredSince: row.unanswered_since?.getTime() ?? null,
  };
}
