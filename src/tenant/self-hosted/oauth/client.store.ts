import type { Context } from '../../../context.ts';
import type { Db } from '../../../db/db.ts';
import type { Sealed } from '../../../lib/secrets/seal.ts';

/** The incoming link that a Jira's administrator has made for the app. */
export type IncomingLink = {
  readonly baseUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
};

const column = 'self_hosted_client.client_secret';

/** Undefined where a site has none. */
export async function findLink(
  { db, sealer }: Pick<Context, 'db' | 'sealer'>,
  tenantId: string,
): Promise<IncomingLink | undefined> {
  const [row] = await db.rows<{ base_url: string; client_id: string; client_secret: Sealed }>(
    `select base_url, client_id, client_secret from self_hosted_client join tenant using (tenant_id)
     where tenant_id = $1`,
    [tenantId],
  );
  return (
    row && {
      baseUrl: row.base_url,
      clientId: row.client_id,
      clientSecret: sealer.open(row.client_secret, { tenantId, column }),
    }
  );
}

export async function putLink(
  { db, sealer }: { db: Db } & Pick<Context, 'sealer'>,
  tenantId: string,
  { clientId, clientSecret }: Omit<IncomingLink, 'baseUrl'>,
): Promise<void> {
  await db.run(
    `insert into self_hosted_client (tenant_id, client_id, client_secret) values ($1, $2, $3)
     on conflict (tenant_id) do update set client_id = excluded.client_id, client_secret = excluded.client_secret`,
    [tenantId, clientId, sealer.seal(clientSecret, { tenantId, column })],
  );
}
