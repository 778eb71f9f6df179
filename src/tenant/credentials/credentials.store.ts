import type { Db } from '../../db/db.ts';
import type { Sealed } from '../../lib/secrets/seal.ts';
import type { Tenant } from '../tenant.store.ts';

/** The column that `Sealer` is told for the client secret. */
export const clientSecretColumn = 'jira_credentials.client_secret';

/** OAuth credentials that a site's admin made in Jira, as stored now: the operator may replace them under a running job. */
export type StoredCredentials = {
  readonly tenantId: string;
  readonly cloudId: string;
  readonly state: Tenant['state'];
  readonly clientId: string;
  readonly clientSecret: Sealed;
  /** Since when Atlassian has not taken them, epoch ms. */
  readonly unansweredSince: number | null;
};

type Row = {
  cloud_id: string | null;
  state: Tenant['state'];
  client_id: string;
  client_secret: Sealed;
  unanswered_since: Date | null;
};

/** Undefined for a site that has none, or has been removed. */
export async function findCredentials(db: Db, tenantId: string): Promise<StoredCredentials | undefined> {
  const [row] = await db.rows<Row>(
    `select t.cloud_id, t.state, c.client_id, c.client_secret, t.unanswered_since
     from jira_credentials c join tenant t using (tenant_id) where tenant_id = $1`,
    [tenantId],
  );
  if (row === undefined) return undefined;
  return {
    tenantId,
    cloudId: row.cloud_id ?? '',
    state: row.state,
    clientId: row.client_id,
    clientSecret: row.client_secret,
    unansweredSince: row.unanswered_since?.getTime() ?? null,
  };
}

/** Replaces the credentials of a site. */
export async function saveCredentials(
  tx: Db,
  tenantId: string,
  { clientId, clientSecret }: { clientId: string; clientSecret: Sealed },
): Promise<void> {
  await tx.run(
    `insert into jira_credentials (tenant_id, client_id, client_secret) values ($1, $2, $3)
     on conflict (tenant_id) do update set client_id = excluded.client_id, client_secret = excluded.client_secret`,
    [tenantId, clientId, clientSecret],
  );
}

/** A removed site's secret opens nothing any more, and is not kept. */
export async function forgetCredentials(tx: Db, tenantId: string): Promise<void> {
  await tx.run('delete from jira_credentials where tenant_id = $1', [tenantId]);
}
