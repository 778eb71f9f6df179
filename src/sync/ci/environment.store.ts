import type { Db } from '../../db/db.ts';

type InRepository = { readonly tenantId: string; readonly repositoryId: string };

/** What GitLab says of an environment. */
export type KnownEnvironment = {
  readonly id: number;
  readonly name: string;
  readonly tier: string | undefined;
};

type Row = { id: number; name: string; tier: string | null };

/** Environments of a repository that were asked for since `readSince`, epoch ms. */
export async function knownEnvironments(
  db: Db,
  { tenantId, repositoryId }: InRepository,
  { readSince }: { readSince: number },
): Promise<KnownEnvironment[]> {
  const rows = await db.rows<Row>(
    'select id, name, tier from environment where tenant_id = $1 and repository_id = $2 and read_at >= $3',
    [tenantId, repositoryId, readSince],
  );
  return rows.map(({ id, name, tier }) => ({ id, name, tier: tier ?? undefined }));
}

/** Keeps what GitLab has just said of some environments. `now`: epoch ms. */
export async function storeEnvironments(
  db: Db,
  { tenantId, repositoryId }: InRepository,
  { environments, now }: { environments: readonly KnownEnvironment[]; now: number },
): Promise<void> {
  if (environments.length === 0) return;
  await db.run(
    `insert into environment (tenant_id, repository_id, id, name, tier, read_at)
     select distinct on (e.id) $1::uuid, $2::uuid, e.id, e.name, e.tier, $4::bigint
     from json_to_recordset($3::json) as e(id bigint, name text, tier text)
     on conflict (tenant_id, repository_id, id) do update set
       name = excluded.name, tier = excluded.tier, read_at = excluded.read_at`,
    [tenantId, repositoryId, JSON.stringify(environments), now],
  );
}
