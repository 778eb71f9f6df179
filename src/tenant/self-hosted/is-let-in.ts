import type { Db } from '../../db/db.ts';
import type { Tenant } from '../tenant.store.ts';

/**
 * Whether a site lets the app in at all. A self-hosted Jira does once the app was authorized there; one whose own
 * connector alone reads from this server (the facade) may never. An authorization that Jira takes no longer counts: that
 * is a fault, which pages tell.
 */
export async function isLetIn(db: Db, { id, kind }: Pick<Tenant, 'id' | 'kind'>): Promise<boolean> {
  if (kind !== 'self-hosted') return true;
  const tokens = await db.rows(
    `select 1 as one from self_hosted_token where tenant_id = $1 and holder = 'service'`,
    [id],
  );
  return tokens.length > 0;
}
