import type { Db } from '../../db/db.ts';

/** A name that is given replaces the one before; without one it stays, or is the address. */
export async function recordSite(
  tx: Db,
  tenantId: string,
  { name, url }: { name: string | undefined; url: string },
): Promise<void> {
  await tx.run(
    `insert into self_hosted_site (tenant_id, name) values ($1, coalesce($2, $3))
     on conflict (tenant_id) do update set name = coalesce($2, self_hosted_site.name)`,
    [tenantId, name ?? null, url],
  );
}

/** As the site says of itself. @param seen.at epoch ms */
export async function recordVersion(
  db: Db,
  tenantId: string,
  { version, at }: { version: string; at: number },
): Promise<void> {
  await db.run('update self_hosted_site set version = $2, looked_at = $3 where tenant_id = $1', [
    tenantId,
    version,
    new Date(at),
  ]);
}

export type StoredSite = {
  readonly name: string;
  /** Such as `9.12.4`; null until it has let the app in. */
  readonly version: string | null;
};

export async function readSite(db: Db, tenantId: string): Promise<StoredSite | undefined> {
  const [row] = await db.rows<StoredSite>('select name, version from self_hosted_site where tenant_id = $1', [
    tenantId,
  ]);
  return row;
}
